import type { ReviewEngine } from "../../engines/engine-limits.ts";
import type { EngineModule } from "../../engines/instance.ts";
import type { Inventory, InventoryResource } from "../../inventory/index.ts";
import type { CapacityScope } from "../../model/capacity-report.ts";
import type { ChangedPath } from "../../model/changed-path.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Decision } from "../../model/decision.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import type { OwnershipMove } from "../../model/ownership-move.ts";
import type { PastState, PastWant } from "../../model/past.ts";
import type { PlanReading, ReportPlan } from "../../model/plan.ts";
import type { LoadedSources, PolicySources, SourceFiles } from "../../model/policy-sources.ts";
import type { ReportReach } from "../../model/reach.ts";
import type { LineEdit, Repair } from "../../model/repair.ts";
import type { ChangeSummary, ReportRoot, ReportStatistics } from "../../model/report.ts";
import type { RepositoryIdentity } from "../../model/repository-identity.ts";
import type { Root } from "../../model/root.ts";
import type { Rule } from "../../model/rule.ts";
import type { ReportSuppression } from "../../model/suppression.ts";
import type { TreeEntry } from "../../model/tree.ts";
import type { Waiver } from "../../model/waiver.ts";
import type { SchemaFile } from "../../schemas/index.ts";
import type { StatementReading, StatementSettings } from "../../tenancy/sources/index.ts";
import type { EvaluationRecording } from "./recording/recording.ts";
import type { RenderedRoot } from "./rendered.ts";
import type { RestWanted, Survey } from "./rest/asked.ts";
import type { FileToRepair } from "./write-repairs.ts";

/** A tree as it crosses to the worker: what is in it; the bytes are asked for. */
export interface TreeListing {
  readonly label: string;
  readonly commit: string | null;
  readonly entries: readonly TreeEntry[];
}

/** Who opened the pull request. */
export interface Author {
  readonly login: string;
  /** As far as the configuration names them; `null`: nobody could tell, and rules that ask for them are silent. */
  readonly teams: readonly string[] | null;
}

/** A state of the protected branch, by its commit. */
export type PastTreeName = `past:${string}`;
export type TreeName = "base" | "head" | "tip";
export type ReadTreeName = TreeName | PastTreeName;

/** Everything that one evaluation depends on. It crosses to the worker by structured clone. */
export interface EvaluationTask {
  readonly trees: {
    /** The merge base, or the folder compared with; `null` in a scan. */
    readonly base: TreeListing | null;
    readonly head: TreeListing;
    /** The tip of the base branch, where facts about the rest of the repository come from; `null`: the same as `base` or `head`. */
    readonly tip: TreeListing | null;
  };
  /** `null` in a scan: everything counts. */
  readonly changedPaths: readonly ChangedPath[] | null;
  readonly configuration: Configuration;
  /** Asked for on the command line; `null` leaves it to the configuration. */
  readonly kubernetesVersion: string | null;
  /** The branch that the change goes to, where it is known. */
  readonly targetBranch: string | null;
  readonly author: Author | null;
  readonly waivers: readonly Waiver[];
  /** Local date in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly rules: readonly Rule[];
  /** Rego of the organisation, compiled; absent: none is configured. */
  readonly policySources?: PolicySources;
  /** Every rule that there is, where `rules` is a part of them. */
  readonly ruleIds?: readonly string[];
  readonly policySet: string;
  /** Digest of the compiled rules that are asked, where they are not those that the program brings. */
  readonly compiledSet?: string;
  /** Terraform plans of the head, masked, and those that could not be read. */
  readonly plans: readonly PlanReading[];
  /** Whether what it takes to repeat the evaluation is kept; absent: it is not. */
  readonly record?: true;
  /** Whether repairs are looked for. */
  readonly repairs: boolean;
  /** What gets other owners by the change; absent: nothing does. */
  readonly ownershipMoves?: readonly OwnershipMove[];
  /** Whose change it is; absent: nobody knows. */
  readonly repository?: RepositoryIdentity;
  /** The caller wants to know of the change alone. */
  readonly withoutRest?: boolean;
  /** Roots that ended a worker before: said to be not read. */
  readonly failedRoots: readonly FailedRoot[];
}

/** The key that stands for all roots. */
export const everyRoot = "*";

export interface FailedRoot {
  readonly key: string;
  /** What it did to its worker; `others`: so many others did something that it is not read any more. */
  readonly reason: "time" | "memory" | "crash" | "others";
}

/** What an evaluation gives back: pure data, the same for the same task. */
export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly changes: readonly ChangeSummary[];
  readonly decision: Decision;
  /** Lines that hold secrets, in the files that findings point into. */
  readonly masked: readonly Location[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly statistics: ReportStatistics;
  /** Every root that was read, and the repository. */
  readonly roots: Readonly<Record<string, ReportRoot>>;
  /** Root key to the changed paths that the root reads on either side, sorted: whoever changed them had a hand in it. */
  readonly changedPathsByRoot: Readonly<Record<string, readonly string[]>>;
  /** States of the protected branch that were looked at for a return; absent: nothing asked for it, or there are none. */
  readonly past?: readonly PastState[];
  /** What a change reaches beyond one tenant and one root; absent: nothing. */
  readonly reach?: ReportReach;
  /** Comments and annotations that ask to ignore a rule; absent: there are none. */
  readonly suppressions?: readonly ReportSuppression[];
  /** What became of each plan that was given; absent where none was. */
  readonly plans?: readonly ReportPlan[];
  /** What may be used at once, where the change makes it more or less; absent where it does not. */
  readonly capacity?: readonly CapacityScope[];
  /** What could be written to mend findings; absent where nothing could. */
  readonly repairs?: readonly Repair[];
  /** What it takes to come to this again; absent: nobody asked for it. */
  readonly recording?: EvaluationRecording;
}

/** What the repository says about a thing, as far as the inventory needs it. */
export type InventoryItem = InventoryResource & { readonly cluster: string | null };

/** What a worker is asked: to find the roots of a scan, or to evaluate. */
export type WorkerTask =
  | { readonly kind: "discover"; readonly task: EvaluationTask }
  | { readonly kind: "evaluate"; readonly task: EvaluationTask; readonly part: ScanPart | null }
  | SurveyTask
  | RenderTask
  | PlanTask
  | PlanArchiveTask
  | PolicySourcesTask
  | TenantFilesTask
  | RepairTask;

/** Looks which roots of the rest of the repository have not been read yet, or reads some of them. */
export type SurveyTask =
  | { readonly kind: "survey"; readonly task: EvaluationTask }
  | { readonly kind: "summarise"; readonly task: EvaluationTask; readonly roots: readonly Root[] };

/** Repairs that are to become edits of lines. */
export interface RepairTask {
  readonly kind: "repair";
  readonly files: readonly FileToRepair[];
}

/** Roots of the head whose objects are wanted, and for each single value its place, if that is wanted, too. */
export interface RenderTask {
  readonly kind: "render";
  readonly task: EvaluationTask;
  readonly roots: readonly Root[];
  readonly withPlaces: boolean;
}

/** Bytes of `terraform show -json`: only what is masked comes back. */
export interface PlanTask {
  readonly kind: "plan";
  readonly name: string;
  /** The folder of the root that it was made in, where that is said. */
  readonly root: string | null;
  readonly bytes: Uint8Array;
  /** Of the configuration: names of values that are secret here. */
  readonly sensitiveNames: readonly string[];
}

/** Sources of policies that are to be compiled, beside what is shipped. */
export interface PolicySourcesTask {
  readonly kind: "policy-sources";
  readonly sources: readonly SourceFiles[];
  readonly shipped: { readonly files: ReadonlyMap<string, string>; readonly ruleIds: readonly string[] };
}

/** Files that may say who owns what, by blob. */
export interface TenantFilesTask {
  readonly kind: "tenant-files";
  readonly settings: StatementSettings;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Bytes of a ZIP archive that a workflow has left, and every plan in it. */
export interface PlanArchiveTask extends Omit<PlanTask, "kind" | "root"> {
  readonly kind: "plan-archive";
}

/** Part of a scan: some of what was discovered. */
export type ScanPart = Discovery;

/** The roots of one side, and what was found out while looking for them. */
export interface Discovery {
  readonly roots: readonly Root[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export type WorkerResult =
  | { readonly kind: "discovered"; readonly discovery: Discovery }
  | { readonly kind: "evaluated"; readonly evaluation: Evaluation }
  | RestWanted
  | { readonly kind: "surveyed"; readonly survey: Survey }
  | { readonly kind: "summarised"; readonly entries: ReadonlyMap<string, Uint8Array>; readonly bytes: number }
  | { readonly kind: "rendered"; readonly roots: readonly RenderedRoot[] }
  | { readonly kind: "plan"; readonly reading: PlanReading }
  | { readonly kind: "policy-sources"; readonly loaded: LoadedSources }
  | { readonly kind: "tenant-files"; readonly readings: ReadonlyMap<string, StatementReading> }
  | { readonly kind: "plans"; readonly readings: readonly PlanReading[] }
  | { readonly kind: "repaired"; readonly edits: readonly LineEdit[] };

/** What a worker asks its parent, who alone has files and clock. */
export type WorkerQuestion =
  | { readonly kind: "read"; readonly tree: ReadTreeName; readonly paths: readonly string[] }
  | { readonly kind: "policy"; readonly set: string | null }
  | { readonly kind: "engine"; readonly name: ReviewEngine }
  | { readonly kind: "schemas"; readonly groups: readonly string[] }
  | { readonly kind: "past-states"; readonly want: PastWant }
  | { readonly kind: "past-tree"; readonly commit: string }
  | { readonly kind: "kept"; readonly keys: readonly string[] }
  | { readonly kind: "inventory"; readonly items: readonly InventoryItem[] };

export type WorkerAnswer =
  | { readonly kind: "read"; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "policy"; readonly module: WebAssembly.Module }
  | { readonly kind: "engine"; readonly module: EngineModule }
  | { readonly kind: "schemas"; readonly files: readonly SchemaFile[] }
  | { readonly kind: "past-states"; readonly states: readonly PastState[] }
  | { readonly kind: "past-tree"; readonly listing: TreeListing }
  | { readonly kind: "kept"; readonly entries: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "inventory"; readonly inventory: Inventory };

/** A root is about to be read, or to be judged; or to be read because it is part of the rest. */
export interface RootStep {
  readonly kind: "read" | "judge" | "survey";
  readonly key: string;
  /** How many roots this worker reads and judges; 0 while they are still looked for. */
  readonly roots: number;
}

export interface EvaluationProtocol {
  readonly task: WorkerTask;
  readonly result: WorkerResult;
  readonly request: WorkerQuestion;
  readonly answer: WorkerAnswer;
  readonly progress: RootStep;
}
