import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { estateConfigurationOfOurRules } from "../corpora/estate-configuration.ts";
import { unpacked } from "../corpora/unpack.ts";
import { writeHistory } from "../history/write.ts";
import type { Figure, Outcome, Part } from "./figure.ts";
import { measureCommand, nodeWithPeak } from "./process.ts";

const merges = 1_000;

/** Histories made of a public estate and its pull requests, each judged by a new process that finds no results. */
export const backtest: Part = {
  name: "backtest",
  run: async (): Promise<Outcome> => {
    if (unpacked("pulls-2023-2025") === null || unpacked("environments-2024-07") === null)
      return { kind: "skipped", reason: "the estate and its pull requests (../shared/corpora) are not here" };
    const top = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
    try {
      const [pulls, estate] = [join(top, "pulls"), join(top, "estate")];
      await writeHistory(pulls, { merges: 120, estate: false, seed: 1 });
      await writeHistory(estate, { merges, estate: true, seed: 1 });
      return {
        kind: "measured",
        figures: [
          ...figuresOf("120 pull requests", pulls, top, 20),
          ...figuresOf("1,000 merges of 13,379 files", estate, top, 240),
        ],
      };
    } finally {
      rmSync(top, { recursive: true, force: true });
    }
  },
};

function figuresOf(what: string, repository: string, top: string, seconds: number): readonly Figure[] {
  const config = join(top, "sekisho.yml");
  writeFileSync(config, estateConfigurationOfOurRules());
  const state = mkdtempSync(join(top, "state-"));
  const run = measureCommand(
    nodeWithPeak([
      ...["bin/sekisho.js", "backtest", "--repo", repository, "--only", "merges", "--max", String(merges)],
      ...["--config", config, "--state", state, "--format", "json"],
    ]),
    [0],
  );
  return [
    { what: `backtest: ${what}`, unit: "s", samples: [run.seconds], budget: seconds },
    {
      what: `backtest: ${what}, memory at most`,
      unit: "GB",
      samples: [run.peakGigabytes ?? Number.NaN],
      budget: 1.5,
    },
  ];
}
