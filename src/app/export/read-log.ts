import { canonicalJson } from "../../model/digest.ts";
import {
  type LedgerEntry,
  leafText,
  payloadText,
  payloadTextDigest,
  type SignedCheckpoint,
} from "../../model/ledger.ts";
import { grow, leafHash, rangeNodes, rootOf } from "../../model/merkle.ts";
import type { ErasedBy } from "./erased.ts";
import { type ExportLedger, ExportRefused, entriesOf } from "./ports.ts";
import type { RowEntry } from "./rows.ts";

/** An entry on its way into the package. */
export interface ReadEntry {
  readonly row: RowEntry;
  /** The bytes of the leaf, as text. */
  readonly leafText: string;
  /** `null`: erased. */
  readonly secret: { readonly salt: Uint8Array; readonly payloadText: string } | null;
}

/**
 * Reads the log from an index to a checkpoint and proves it on the way: digests of payloads, and at the end the root.
 * Throws {@link ExportRefused} at the first thing that does not fit: what cannot be proved is not handed out.
 */
export async function* readLog(
  ledger: ExportLedger,
  from: number,
  checkpoint: SignedCheckpoint,
  erasedBy: ErasedBy,
): AsyncGenerator<readonly ReadEntry[]> {
  let edge = { size: from, hashes: await ledger.nodes(rangeNodes(0, from)) };
  let next = from;
  for await (const entries of entriesOf(ledger, from, checkpoint.size)) {
    const read = entries.map((entry, place) => checked(entry, next + place, erasedBy));
    next += read.length;
    const hashes = read.map((each) => leafHash(Buffer.from(each.leafText, "utf8")));
    edge = { ...grow(edge, hashes).edge };
    yield read;
  }
  if (next !== checkpoint.size) throw broken(`it has no entry ${next}`);
  const root = Buffer.from(rootOf(edge)).toString("hex");
  if (root !== checkpoint.root)
    throw broken(
      `its leaves come to the root ${root}, and the checkpoint of size ${checkpoint.size} was signed over ${checkpoint.root}`,
    );
}

function checked(entry: LedgerEntry, index: number, erasedBy: ErasedBy): ReadEntry {
  const { leaf, content } = entry;
  if (leaf.index !== index) throw broken(`entry ${leaf.index} stands where entry ${index} has to be`);
  if (content === null) {
    const erased = erasedBy.get(index);
    if (erased === undefined)
      throw broken(`the payload of entry ${index} is not there, and no entry says that it was erased`);
    return { row: { leaf, content: { erased } }, leafText: leafText(leaf), secret: null };
  }
  const { salt, payload } = content;
  const secret = { salt, payloadText: payloadText(payload) };
  if (payloadTextDigest(salt, secret.payloadText) !== leaf.payload)
    throw broken(
      `the payload of entry ${index} (${leaf.kind}) is not the one that the log has the digest of`,
    );
  return { row: { leaf, content: payload }, leafText: leafText(leaf), secret };
}

function broken(what: string): ExportRefused {
  return new ExportRefused(
    `The ledger does not verify: ${what}. Nothing was exported. \`sekisho ledger verify\` looks through all of it; ` +
      "compare with a backup and with the anchors before anything is written to this store.",
  );
}

/** One line of payloads.ndjson: RFC 8785, of parts that are so already. */
export function payloadLine({ row: { leaf, content }, secret }: ReadEntry): string {
  if (secret === null) {
    const erased = "erased" in content ? content.erased : null;
    return canonicalJson({ erased, index: leaf.index });
  }
  const hex = Buffer.from(secret.salt).toString("hex");
  return `{"index":${leaf.index},"payload":${secret.payloadText},"salt":"${hex}"}`;
}
