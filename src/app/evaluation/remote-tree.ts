import { isFile, type Tree, type TreeEntry } from "../../model/tree.ts";
import type { EvaluationPorts } from "./ports.ts";
import type { ReadTreeName, TreeListing } from "./task.ts";

/**
 * A tree whose bytes somebody else holds. What was read stays, by blob: base and head share most of theirs, and each
 * crosses the thread once.
 */
export class RemoteTree implements Tree {
  readonly label: string;
  readonly commit: string | null;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  private readonly name: ReadTreeName;
  private readonly ports: EvaluationPorts;
  private readonly blobs: Map<string, Uint8Array>;

  constructor(
    name: ReadTreeName,
    listing: TreeListing,
    ports: EvaluationPorts,
    blobs: Map<string, Uint8Array>,
  ) {
    this.name = name;
    this.label = listing.label;
    this.commit = listing.commit;
    this.entries = new Map(listing.entries.map((entry) => [entry.path, entry]));
    this.ports = ports;
    this.blobs = blobs;
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    // The text of a link may be the bytes of a file, and then has its blob.
    const wanted = paths.flatMap((path) => this.entries.get(path) ?? []).filter(isFile);
    const missing = wanted.filter(({ blob }) => !this.blobs.has(blob)).map(({ path }) => path);
    if (missing.length > 0) {
      for (const [path, bytes] of await this.ports.read(this.name, missing)) {
        const entry = this.entries.get(path);
        if (entry !== undefined) this.blobs.set(entry.blob, bytes);
      }
    }
    const found = new Map<string, Uint8Array>();
    for (const { path, blob } of wanted) {
      const bytes = this.blobs.get(blob);
      if (bytes !== undefined) found.set(path, bytes);
    }
    return found;
  }
}
