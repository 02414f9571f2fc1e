import type { Answer } from "./answer.ts";
import { readinessTimeoutMs } from "./limits.ts";

/** One thing that has to be there before work can be taken: `check` throws, or never answers, where it is not. */
export interface Dependency {
  readonly name: string;
  readonly check: () => Promise<void>;
}

/** Whether events can be kept and work be done now. Says which dependency is missing, and nothing else about it: anybody may ask. */
export async function readiness(dependencies: readonly Dependency[], stopping: boolean): Promise<Answer> {
  const checks = await Promise.all(
    dependencies.map(async ({ name, check }) => ({ name, ok: await answers(check) })),
  );
  const ready = !stopping && checks.every(({ ok }) => ok);
  return {
    status: ready ? 200 : 503,
    text: `${JSON.stringify({ ready, stopping, checks })}\n`,
    headers: { "content-type": "application/json" },
  };
}

function answers(check: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), readinessTimeoutMs);
    check()
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timer));
  });
}
