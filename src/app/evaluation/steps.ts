import type { RootStep } from "./task.ts";

/** How far the workers are with what they were given until now. */
export type RunnerProgress =
  | { readonly kind: RootStep["kind"]; readonly done: number; readonly total: number }
  /** All roots of a repository are looked for: how many there are, nobody knows yet. */
  | { readonly kind: "search" };

/** Counts what all workers have done. */
export class Steps {
  readonly #steps = {
    read: { done: 0, total: 0 },
    judge: { done: 0, total: 0 },
    survey: { done: 0, total: 0 },
  };

  /** The first step of its kind tells how many of them a worker has before it. */
  begin({ kind, roots }: RootStep, last: RootStep | null): RunnerProgress {
    const steps = this.#steps[kind];
    if (last?.kind !== kind) steps.total += roots;
    const progress = { kind, ...steps };
    steps.done += 1;
    return progress;
  }
}
