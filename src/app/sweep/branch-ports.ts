import type { FirstParentHistory, HistoryWant } from "../../git/index.ts";
import type { SweepReader, SweptRepository } from "../../github/sweep-ports.ts";
import type { Blobs, Notes, Records } from "../../store/index.ts";
import type { ExplainPorts } from "./explain-commit.ts";
import type { JudgeStep } from "./out-of-scope.ts";
import type { PlacePorts } from "./places.ts";

export interface BranchesPorts
  extends PlacePorts<SweepReader>,
    Pick<ExplainPorts, "byAutomation" | "foundMerge"> {
  /** The first-parent history of a branch, from a mirror. */
  readonly history: (
    installationId: number,
    repository: SweptRepository,
    want: HistoryWant,
  ) => Promise<FirstParentHistory>;
  readonly records: Pick<Records, "append" | "erased" | "ofPull" | "ofPulls" | "ofRepository">;
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get" | "set">;
  /** Judges a commit that no decision stands for. */
  readonly judgeStep: JudgeStep;
  /** Whether the settings in force gate anything there: nobody has to require a check that only observes. */
  readonly enforces: (repository: SweptRepository) => Promise<boolean>;
  /** `audit.timezone` of the settings in force there. */
  readonly timezone: (repository: SweptRepository) => Promise<string>;
  readonly appId: number;
  readonly now: () => Date;
}
