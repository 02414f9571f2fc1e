import type { ChangeAction } from "../../../model/change.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { JsonObject, ObjectPath } from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { PastState } from "../../../model/past.ts";
import type { Attribution } from "../../../model/resource.ts";
import type { Rendering, Root } from "../../../model/root.ts";
import type { SettledSuppression } from "../../../model/suppression.ts";
import type { MovedIdentity } from "../../../policy/baseline/index.ts";
import type { ForeignSubject } from "../../../policy/foreign/subject.ts";
import type { FailedRoot, ReadTreeName } from "../task.ts";

/**
 * What an evaluation leaves behind so that everything from the policies on can be computed again without a tree, an
 * engine that reads one, or a clock: what each policy was asked, in bytes, and of everything that was not computed from
 * the answers just what the answers were put together with. Plain data, made after secrets were masked.
 */
export interface EvaluationTrace {
  readonly version: 1;
  /** In the order in which they were judged. */
  readonly judgings: readonly RecordedJudging[];
  /** Table of what {@link RecordedPlace} names by index. */
  readonly attributions: readonly Attribution[];
  /** Questions to OPA's own evaluator, in their order: policies of other tools, and about who is asked. */
  readonly queries: readonly RecordedQuery[];
  /** Of findings about the repository, by index: the place in the change that was found for them. */
  readonly relocated: readonly (readonly [number, Location])[];
  /** What could not be judged by policies of other tools; `null`: there are none. */
  readonly foreignFailures: readonly Diagnostic[] | null;
  readonly moved: readonly MovedIdentity[];
  readonly planned: RecordedPlans | null;
  /** Of the source, and of what plans show. */
  readonly suppressions: readonly (readonly SettledSuppression[])[];
  readonly returns: RecordedReturns | null;
  readonly routing: RecordedRouting | null;
  readonly changes: readonly RecordedChange[];
  readonly roots: readonly RecordedRoot[];
  /** Everything that the roots are made of, by side. */
  readonly files: readonly RecordedFile[];
  /** Roots that ended a worker before, and were left out. */
  readonly failedRoots: readonly FailedRoot[];
}

/** `unread`: what turned out only after everything was judged. */
export type Phase = "source" | "planned" | "past" | "unread";

/** One side of a root, or of the repository, as it was judged. */
export interface RecordedJudging {
  readonly phase: Phase;
  readonly side: "base" | "head";
  readonly root: Pick<Root, "key" | "kind" | "path">;
  /** The file that stands for the root. */
  readonly main: string;
  readonly verdicts: readonly RecordedVerdict[];
  /** What policies of other tools were asked about; `null`: nothing. */
  readonly foreign: RecordedForeign | null;
}

export interface RecordedVerdict {
  /** `rules`: those that ship. `unjudged`: what of them could not run. Else the id of the organisation's unit. */
  readonly by: string;
  readonly calls: readonly RecordedCall[];
}

export interface RecordedCall {
  readonly ruleIds: readonly string[];
  readonly byteLength: number;
  /** Index among the inputs; `null`: it was too large to be asked. */
  readonly input: number | null;
  /** What was said, sorted, as JSON; `null`: nothing, because it ended in an error. */
  readonly output: string | null;
  readonly failure: string | null;
  /** Of each thing that was said. */
  readonly places: readonly RecordedPlace[];
}

/** What the input does not say of the place that something was said about. */
export interface RecordedPlace {
  readonly address: string;
  readonly type: string;
  readonly location: Location;
  /** Index in the trace. */
  readonly attribution: number;
  /** Pointer to the digest of the expression that an unknown value comes from; absent: nothing is unknown. */
  readonly unknown?: Readonly<Record<string, string>>;
  /** Evidence of what is no resource. */
  readonly digest?: string;
  /** What the author calls the path of the repair. */
  readonly fixPath?: ObjectPath;
}

export interface RecordedForeign {
  readonly root: Pick<Root, "key" | "kind" | "path">;
  readonly subjects: readonly RecordedSubject[];
  /** `data.inventory`; absent: nothing asked for it. */
  readonly inventory?: JsonObject;
}

export interface RecordedSubject extends Omit<ForeignSubject, "locate" | "named" | "attribution"> {
  readonly attribution: number;
  /** What was asked, and the answer. */
  readonly located: readonly (readonly [ObjectPath, Location])[];
  readonly names: readonly (readonly [string, Location | null])[];
}

export interface RecordedQuery {
  /** Index among the inputs. */
  readonly input: number;
  readonly output: string;
}

/** How the names that a plan gives relate to those of its source, by root. */
export interface RecordedPlans {
  readonly moved: readonly MovedIdentity[];
  readonly roots: readonly {
    readonly key: string;
    readonly aliases: readonly (readonly [string, string])[];
    readonly spokenOf: readonly string[];
    readonly unwritten: readonly string[];
  }[];
}

export interface RecordedReturns {
  readonly past: readonly PastState[];
  /** Key of the proof to the state that a resource was shown to return to. */
  readonly proven: readonly (readonly [string, PastState])[];
}

export interface RecordedRouting {
  /** All that routing rules saw. */
  readonly input: JsonObject;
  readonly changes: readonly RecordedRoutedChange[];
  /** Of the repository itself: an index. */
  readonly attribution: number;
}

export interface RecordedRoutedChange {
  readonly id: string;
  readonly rootKey: string;
  readonly address: string;
  readonly gone: boolean;
  readonly location: Location;
  readonly attribution: number;
  /** Digest of what it does. */
  readonly content: string;
}

export interface RecordedChange {
  readonly rootKey: string;
  readonly address: string;
  readonly type: string;
  readonly action: ChangeAction;
  /** Nothing is there after it. */
  readonly gone: boolean;
  /** What stood there, where something is said of it; `null`: nothing did. Absent: nothing is said of it. */
  readonly before?: {
    readonly object: JsonObject;
    readonly unknown: Readonly<Record<string, string>>;
  } | null;
}

export interface RecordedRoot {
  readonly side: "base" | "head";
  readonly root: Omit<Root, "rendering">;
  /** Absent: it is read as it stands. */
  readonly rendering?: RecordedRendering;
  readonly resources: number;
}

/**
 * How it was rendered. Values that stand in a definition may be secrets, and nothing has masked them: which file says
 * them is told, whose bytes have an id among the files; what they are is not.
 */
export interface RecordedRendering {
  readonly kind: Rendering["kind"];
  readonly releaseName?: string;
  readonly values?: readonly { readonly path: string; readonly line: number | null }[];
  /** Names of what `--set` and its like give, or of the fields that are laid over a kustomization. */
  readonly given: readonly string[];
}

export interface RecordedFile {
  readonly tree: ReadTreeName;
  readonly path: string;
  /** Git's id of the bytes. */
  readonly blob: string;
}
