import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CorporaSession } from "./session.ts";
import { unpacked } from "./unpack.ts";

export interface Verdicts {
  readonly right: number;
  readonly wrong: readonly string[];
}

/** The Kubernetes project's own pods that pass and that fail each Pod Security level of v1.30, each judged by itself. */
export async function judgePodSecurity(session: CorporaSession): Promise<Verdicts | null> {
  const folder = unpacked("pod-security-v1.30");
  if (folder === null) return null;
  const wrong: string[] = [];
  let right = 0;
  for (const level of ["baseline", "restricted"]) {
    const top = join(folder, "test", "testdata", level, "v1.30");
    for (const expected of ["pass", "fail"]) {
      const report = await session.judge({
        base: "scan",
        head: join(top, expected),
        rules: `tag:pod-security-${level}`,
        kubernetesVersion: "1.30",
      });
      const found = new Set(
        report.findings.filter(({ kind }) => kind === "fail").map(({ location }) => basename(location.path)),
      );
      for (const name of readdirSync(join(top, expected)).filter((file) => file.endsWith(".yaml"))) {
        if (found.has(name) === (expected === "fail")) right += 1;
        else wrong.push(join(level, basename(dirname(join(top, expected, name))), name));
      }
    }
  }
  return { right, wrong };
}
