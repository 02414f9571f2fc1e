import type { Engine } from "../../engines/engine.ts";
import type { ReviewEngine } from "../../engines/engine-limits.ts";
import type { Inventory } from "../../inventory/index.ts";
import type { PastState, PastWant } from "../../model/past.ts";
import type { KnownContents, SurveyedFolders } from "../../roots/index.ts";
import type { SchemaFile } from "../../schemas/index.ts";
import type { KeptReadings } from "./kept-readings.ts";
import type { EvaluationRecorder } from "./recording/recorder.ts";
import type { DecodedEntries } from "./rest/decoded-entries.ts";
import type { InventoryItem, ReadTreeName, RootStep, TreeListing } from "./task.ts";
import type { ToldElsewhere } from "./told-elsewhere.ts";

/** What an evaluation needs from outside: bytes, engines, and somebody to tell which root it is at. */
export interface EvaluationPorts {
  /** Bytes by path; paths that the tree does not hold as files are left out. */
  read(tree: ReadTreeName, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** An engine, made at the first call: most changes need none. */
  engine(name: ReviewEngine): Promise<Engine>;
  /** What the protected branch was before; nothing where nobody knows its history. */
  pastStates(want: PastWant): Promise<readonly PastState[]>;
  /** What stood in one of those states. */
  pastTree(commit: string): Promise<TreeListing>;
  /** Schemas of Kubernetes, and of the projects that groups of APIs belong to. */
  schemas(groups: readonly string[]): Promise<readonly SchemaFile[]>;
  /** The inventory of the whole evaluation, of which these items may be a part. */
  inventory(items: readonly InventoryItem[]): Promise<Inventory>;
  /** What is kept of the roots of the rest of the repository, by digest. */
  kept(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** What was made of them, kept from the change before. */
  readonly decodedEntries: DecodedEntries;
  /** What was read of a change before its worker asked for the rest of the repository. */
  readonly keptReadings: KeptReadings;
  /** What files were found to hold, kept from the change before. */
  readonly knownContents: KnownContents;
  /** What folders of Terraform were found to say, kept from the change before. */
  readonly surveyedFolders: SurveyedFolders;
  /** What the rest of a repository tells about namespaces, kept from the change before. */
  readonly toldElsewhere: ToldElsewhere;
  /** Keeps what the evaluation is made of, so that it can be repeated; absent: nobody asked for that. */
  readonly recorder?: EvaluationRecorder;
  /** Said before a root is read or judged, so that the parent knows what ended the worker. */
  startRoot(step: RootStep): void;
}
