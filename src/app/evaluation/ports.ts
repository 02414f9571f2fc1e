import type { Engine } from "../../engines/engine.ts";
import type { ReviewEngine } from "../../engines/engine-limits.ts";
import type { Inventory } from "../../inventory/index.ts";
import type { SchemaFile } from "../../schemas/index.ts";
import type { InventoryItem, RootStep, TreeName } from "./task.ts";

/** What an evaluation needs from outside: bytes, engines, and somebody to tell which root it is at. */
export interface EvaluationPorts {
  /** Bytes by path; paths that the tree does not hold as files are left out. */
  read(tree: TreeName, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** An engine, made at the first call: most changes need none. */
  engine(name: ReviewEngine): Promise<Engine>;
  /** Schemas of Kubernetes, and of the projects that groups of APIs belong to. */
  schemas(groups: readonly string[]): Promise<readonly SchemaFile[]>;
  /** The inventory of the whole evaluation, of which these items may be a part. */
  inventory(items: readonly InventoryItem[]): Promise<Inventory>;
  /** Said before a root is read or judged, so that the parent knows what ended the worker. */
  startRoot(step: RootStep): void;
}
