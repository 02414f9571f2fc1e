import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report.ts";
import type { CorporaSession } from "./session.ts";
import { unpacked } from "./unpack.ts";

export interface JudgedPull {
  readonly number: string;
  readonly title: string;
  readonly report: Report;
  readonly elapsedMs: number;
}

/** Every pull request of the public estate, in the order of their numbers, in one warm process. */
export async function* judgePulls(
  session: CorporaSession,
  configuration: string,
  only: string | null = null,
): AsyncGenerator<JudgedPull> {
  const top = unpacked("pulls-2023-2025");
  if (top === null) return;
  const folder = join(top, "dev");
  const numbers = readdirSync(folder).toSorted((a, b) => Number(a) - Number(b));
  for (const number of numbers.filter((each) => only === null || each === only)) {
    const base = join(folder, number, "base");
    const head = join(folder, number, "head");
    const started = performance.now();
    const report = await session.judge({
      base: existsSync(base) ? base : "nothing",
      head: existsSync(head) ? head : "nothing",
      configuration,
    });
    const { title } = JSON.parse(readFileSync(join(folder, number, "pull.json"), "utf8"));
    yield { number, title, report, elapsedMs: performance.now() - started };
  }
}
