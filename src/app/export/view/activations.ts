import type { PlacedRepository } from "../placed.ts";
import { ofKind } from "./context.ts";

/** Which entry put a rule set or a configuration in force; `null`: none before that place of the log. */
export interface Activations {
  policySet(digest: string, before: number): number | null;
  configuration(digest: string, before: number): number | null;
}

/** Activations that a repository saw: its own, and those of every repository. */
export function activations(
  outside: readonly PlacedRepository[],
  general: readonly PlacedRepository[],
): Activations {
  const sets = byDigest(
    [...general, ...outside].flatMap((entry) =>
      ofKind([entry], "policy-set-activated").map(({ index, body }) => ({ index, digest: body.policySet })),
    ),
  );
  const configurations = byDigest(
    ofKind(outside, "configuration-activated").map(({ index, body }) => ({
      index,
      digest: body.configuration,
    })),
  );
  return {
    policySet: (digest, before) => lastBefore(sets.get(digest), before),
    configuration: (digest, before) => lastBefore(configurations.get(digest), before),
  };
}

function byDigest(
  activated: readonly { readonly index: number; readonly digest: string }[],
): ReadonlyMap<string, readonly number[]> {
  const grouped = Map.groupBy(activated, ({ digest }) => digest);
  return new Map(
    [...grouped].map(([digest, each]) => [digest, each.map(({ index }) => index).toSorted(byNumber)]),
  );
}

function lastBefore(indexes: readonly number[] | undefined, before: number): number | null {
  return indexes?.findLast((index) => index < before) ?? null;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
