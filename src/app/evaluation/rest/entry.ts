import type { InventoryResource } from "../../../inventory/index.ts";
import type { Root } from "../../../model/root.ts";
import type { FailedRoot } from "../task.ts";

/**
 * What is kept of the rest of a repository, by a digest over everything that decides it. It is made in a worker, after
 * secrets were masked, and read by one: whoever keeps it sees bytes.
 */
export type RootsEntry =
  | {
      readonly kind: "roots";
      readonly roots: readonly Root[];
      /** Under which each of them is kept: what decides that decides this list, too. */
      readonly keys: readonly string[];
      /** Files of no root that may hold something, and that nobody reads. */
      readonly unread: readonly string[];
    }
  /** It was not looked into: there is more of it than is read for one change, or looking ended its workers. */
  | { readonly kind: "given-up"; readonly why: GivenUp };

export type GivenUp = "inventoryFilesMax" | "inventoryBytesMax" | "inventoryFailuresMax";

/** What one root tells about itself. */
export type RootEntry =
  | {
      readonly kind: "read";
      /** Of the files that it was read from. */
      readonly bytes: number;
      readonly items: readonly RootItem[];
    }
  | { readonly kind: "failed"; readonly reason: FailedRoot["reason"] };

/** A thing of a root, as far as others need to know it. Where it is placed, the settings of the day say. */
export interface RootItem
  extends Pick<InventoryResource, "address" | "type" | "namespace" | "summary" | "fills" | "use"> {
  /** The file that it stands in; `null` for what was not read. */
  readonly path: string | null;
  /** Only of kinds whose content the inventory reads. */
  readonly object?: InventoryResource["object"];
}

export function encoded(entry: RootsEntry | RootEntry): Uint8Array {
  return Buffer.from(JSON.stringify(entry));
}

export function decodedRoots(bytes: Uint8Array): RootsEntry {
  return JSON.parse(textOf(bytes));
}

export function decodedRoot(bytes: Uint8Array): RootEntry {
  return JSON.parse(textOf(bytes));
}

/** Where the bytes are: most of them are shared with other threads, and a copy would take as long as reading them. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
}
