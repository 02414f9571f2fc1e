import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { estateConfigurationOfOurRules } from "../corpora/estate-configuration.ts";
import { unpacked } from "../corpora/unpack.ts";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand } from "./process.ts";

const runs = 7;
const coldRuns = 3;
const routeExitCodes = [0, 1, 3];
/** A Namespace of the estate, of which the change alters a quota. */
const changed =
  "namespaces/live.cloud-platform.service.justice.gov.uk/abundant-namespace-dev/03-resourcequota.yaml";

/** Another file, which the base branch changes meanwhile. */
const changedInBase =
  "namespaces/live.cloud-platform.service.justice.gov.uk/hmpps-manage-offences-api-dev/01-rbac.yaml";

/** A one-file pull request in the whole estate: without its rest, with nothing kept of it, and with everything kept. */
export const inventory: Part = {
  name: "inventory",
  run: async (): Promise<Outcome> => {
    const estate = unpacked("environments-2024-07");
    if (estate === null) return { kind: "skipped", reason: "the estate (../shared/corpora) is not here" };
    return onRepository(estate, ({ repository, configuration, commitToBase }) => {
      const command = (inventoryOf: string) => [
        ...["npm", "run", "-s", "sekisho", "--", "review", "--repo", repository],
        ...["--base", "main", "--head", "change", "--config", configuration],
        ...["--inventory", inventoryOf],
      ];
      const measured = (inventoryOf: string, count: number) =>
        Array.from({ length: count }, () => measureCommand(command(inventoryOf), routeExitCodes).seconds);
      measured("change", 1);
      const without = measured("change", runs);
      const cold = Array.from({ length: coldRuns }, () => withNothingKept(command("whole")));
      measured("whole", 1);
      const warm = measured("whole", runs);
      const moved = Array.from({ length: coldRuns }, () => {
        commitToBase();
        return measured("whole", 1)[0] ?? Number.NaN;
      });
      const difference = warm.map((seconds, index) => seconds - (without[index] ?? Number.NaN));
      const what = "a pull request in 13,379 files";
      return {
        kind: "measured",
        figures: [
          { what: `${what}, the change alone`, unit: "s", samples: without, budget: null },
          { what: `${what}, the rest read for the first time`, unit: "s", samples: cold, budget: null },
          { what: `${what}, a commit after the rest was kept`, unit: "s", samples: moved, budget: null },
          { what: `${what}, the rest kept`, unit: "s", samples: warm, budget: null },
          { what: "what the rest costs, when it is kept", unit: "s", samples: difference, budget: 0.5 },
        ],
      };
    });
  },
};

/** Nothing of any repository; engines and policies come from where they always do, because they are compiled once. */
function withNothingKept(command: readonly string[]): number {
  const cache = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    const variables = { SEKISHO_CACHE_DIR: cache };
    measureCommand(
      command.map((word) => (word === "whole" ? "change" : word)),
      routeExitCodes,
      variables,
    );
    return measureCommand(command, routeExitCodes, variables).seconds;
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

interface BenchRepository {
  readonly repository: string;
  readonly configuration: string;
  /** The base branch goes on, as it does between two pull requests. */
  readonly commitToBase: () => void;
}

function onRepository<T>(estate: string, measure: (made: BenchRepository) => T): T {
  const top = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  const folder = join(top, "estate");
  const configuration = join(top, "sekisho.yml");
  const git = (...args: readonly string[]) =>
    spawnSync("git", ["-C", folder, "-c", "user.name=b", "-c", "user.email=b@example.com", ...args]);
  try {
    writeFileSync(configuration, estateConfigurationOfOurRules());
    cpSync(estate, folder, { recursive: true });
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "base");
    git("checkout", "-qb", "change");
    appendFileSync(join(folder, changed), '    services: "20"\n');
    git("commit", "-qam", "change");
    const commitToBase = () => {
      git("checkout", "-q", "main");
      appendFileSync(join(folder, changedInBase), "# Once more\n");
      git("commit", "-qam", "more");
    };
    return measure({ repository: folder, configuration, commitToBase });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
