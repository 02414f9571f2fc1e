import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { estateConfigurationOfOurRules } from "../corpora/estate-configuration.ts";
import { unpacked } from "../corpora/unpack.ts";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand, nodeWithPeak } from "./process.ts";

const runs = 3;

/** Everything that a public estate holds, judged at once in a new process. */
export const scan: Part = {
  name: "scan",
  run: async (): Promise<Outcome> => {
    const estate = unpacked("environments-2024-07");
    if (estate === null) return { kind: "skipped", reason: "the estate (../shared/corpora) is not here" };
    const configuration = join(mkdtempSync(join(tmpdir(), "sekisho-bench-")), "sekisho.yml");
    writeFileSync(configuration, estateConfigurationOfOurRules());
    const command = nodeWithPeak([
      "bin/sekisho.js",
      "scan",
      estate,
      "--config",
      configuration,
      "--format",
      "json",
    ]);
    const measured = Array.from({ length: runs }, () => measureCommand(command, [0, 1, 3]));
    const seconds = measured.map((run) => run.seconds);
    const peaks = measured.map(({ peakGigabytes }) => peakGigabytes ?? Number.NaN);
    return {
      kind: "measured",
      figures: [
        { what: "scan of 13,379 files", unit: "s", samples: seconds, budget: 35 },
        { what: "scan of 13,379 files, memory at most", unit: "GB", samples: peaks, budget: 1.5 },
      ],
    };
  },
};
