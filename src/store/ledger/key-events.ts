import { sql } from "kysely";
import type { JsonObject } from "../../model/json.ts";
import type { CheckpointSigner, KeyEvent, LedgerPayload } from "../../model/ledger.ts";
import type { Executor } from "../database.ts";

/**
 * Tells the signer what the log says of its keys, where that is not what it knows: with the entries that are added now,
 * under the lock of all writers, so that nothing is signed with a key that stopped counting a moment ago. Gives the size
 * with the last entry about keys.
 */
export async function tellOfKeys(
  transaction: Executor,
  head: { readonly edge: { readonly size: number }; readonly rekeyed: number },
  added: readonly { readonly kind: string; readonly payload: LedgerPayload }[],
  signer: CheckpointSigner | null,
): Promise<number> {
  const own = added.flatMap(({ kind, payload }, place) => {
    const event = keyEvent(kind, payload.body, head.edge.size + place);
    return event === null ? [] : [event];
  });
  const last = own.at(-1);
  const upTo = last === undefined ? head.rekeyed : last.index + 1;
  const known = signer?.keyEvents;
  if (known !== undefined && known.upTo !== upTo)
    known.learn(upTo, [...(head.rekeyed === 0 ? [] : await keptEvents(transaction)), ...own]);
  return upTo;
}

interface EventRow {
  readonly index: number | string;
  readonly kind: string;
  readonly body: JsonObject;
}

async function keptEvents(transaction: Executor): Promise<readonly KeyEvent[]> {
  const { rows } = await sql<EventRow>`
    select index, scope || '/' || kind as kind, body
    from sekisho.record join sekisho.ledger_leaf on ledger_leaf.record = record.sequence
    where scope = 'repository' and kind in ('key-rotated', 'key-retired') and body is not null
    order by index`.execute(transaction);
  return rows.flatMap(({ index, kind, body }) => keyEvent(kind, body, Number(index)) ?? []);
}

/** `null`: it is about something else. */
export function keyEvent(kind: string, body: JsonObject, index: number): KeyEvent | null {
  if (kind === "repository/key-rotated") {
    const { previous, next } = body;
    return {
      kind: "key-rotated",
      index,
      previous: typeof previous === "string" ? previous : null,
      next: String(next),
    };
  }
  return kind === "repository/key-retired" ? { kind: "key-retired", index, key: String(body["key"]) } : null;
}
