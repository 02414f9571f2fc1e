import type { FirstParentHistory, HistoryWant } from "../../git/index.ts";
import type { SweepReader, SweptRepository } from "../../github/sweep-ports.ts";
import type { Notes, Records } from "../../store/index.ts";
import type { ExplainPorts } from "./explain-commit.ts";
import type { PlacePorts } from "./places.ts";

export interface BranchesPorts extends PlacePorts<SweepReader>, Pick<ExplainPorts, "byAutomation"> {
  /** The first-parent history of a branch, from a mirror. */
  readonly history: (
    installationId: number,
    repository: SweptRepository,
    want: HistoryWant,
  ) => Promise<FirstParentHistory>;
  readonly records: Pick<Records, "append" | "ofPull" | "ofPulls" | "ofRepository">;
  readonly notes: Pick<Notes, "get" | "set">;
  /** Whether the settings in force gate anything there: nobody has to require a check that only observes. */
  readonly enforces: (repository: SweptRepository) => Promise<boolean>;
  readonly appId: number;
  readonly now: () => Date;
}
