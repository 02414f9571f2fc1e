import type { JsonObject, JsonValue } from "../../model/json.ts";
import { type LedgerLeaf, leafText, payloadDigest } from "../../model/ledger.ts";
import type { LedgerProblem, RecordField } from "../../model/ledger-problem.ts";
import type { RawEntry, RawRecord } from "./verify-rows.ts";

/** What is known of the entries before one. */
export interface Before {
  readonly at: string;
  readonly sequence: number;
  /** Entries below this index are of records from before the ledger. */
  readonly backFilled: number;
}

/** What is wrong with one entry, taken for itself and beside the one before it. */
export function entryProblems(
  entry: RawEntry,
  leaf: LedgerLeaf | null,
  before: Before,
): readonly LedgerProblem[] {
  const { index, sequence, record } = entry;
  if (leaf === null) return [{ kind: "leaf", index }];
  return [
    ...(leaf.at < before.at ? [{ kind: "time", index } as const] : []),
    ...(sequence <= before.sequence ? [{ kind: "order", index } as const] : []),
    ...(record === null
      ? [{ kind: "record-missing", index } as const]
      : [
          ...differingFields(leaf, record, before).map(
            (field) => ({ kind: "record", index, field }) as const,
          ),
        ]),
    ...(record !== null && !agrees(entry, record, leaf) ? [{ kind: "payload", index } as const] : []),
  ];
}

/** The leaf of a text; `null`: it is not the text of a leaf with this index. */
export function readLeaf(text: string, index: number): LedgerLeaf | null {
  const value = parsed(text);
  if (value === null) return null;
  const { v, kind, at, repository, number, payload } = value;
  const shaped =
    v === 1 &&
    typeof kind === "string" &&
    typeof at === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) &&
    isNumberOrNull(repository) &&
    isNumberOrNull(number) &&
    typeof payload === "string" &&
    /^[0-9a-f]{64}$/.test(payload);
  if (!shaped) return null;
  const leaf: LedgerLeaf = { v, index, kind, at, repository, number, payload };
  return leafText(leaf) === text ? leaf : null;
}

function parsed(text: string): JsonObject | null {
  try {
    const value: JsonValue = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

function isNumberOrNull(value: JsonValue | undefined): value is number | null {
  return value === null || (typeof value === "number" && Number.isSafeInteger(value));
}

/** A record of before the ledger may have been written down before the entry that it was given stands. */
function differingFields(leaf: LedgerLeaf, record: RawRecord, before: Before): readonly RecordField[] {
  const at = leaf.at.replace("Z", "000Z");
  const clamped = leaf.index < before.backFilled && leaf.at === before.at && record.at < at;
  return [
    ...(record.kind === leaf.kind ? [] : (["kind"] as const)),
    ...(record.repository === leaf.repository ? [] : (["repository"] as const)),
    ...(record.number === leaf.number ? [] : (["number"] as const)),
    ...(record.at === at || clamped ? [] : (["at"] as const)),
  ];
}

/** Of what is erased, nothing is left that could agree; who allowed it is asked elsewhere. */
function agrees({ salt }: RawEntry, { key, body }: RawRecord, leaf: LedgerLeaf): boolean {
  if (salt === null || body === null) return true;
  return payloadDigest(Buffer.from(salt, "hex"), { key, body }) === leaf.payload;
}
