import type { StoredPullRecord } from "../../model/record.ts";
import type { Receipt } from "../../report/publication/index.ts";
import type { AttendPorts } from "./ports.ts";

type LedgerPorts = {
  readonly store: {
    readonly ledger: Pick<
      AttendPorts["store"]["ledger"],
      "indexOf" | "indexOfRepository" | "checkpointAtOrAfter"
    >;
  };
};

interface Said {
  readonly receipt?: Receipt;
}

/** Where a decision about a pull request stands in the ledger: it is kept before anything is published of it. */
export async function receiptOfDecision(
  decisionId: string,
  records: readonly StoredPullRecord[],
  ports: LedgerPorts,
): Promise<Said> {
  const record = records.find(({ body }) => body.kind === "decision" && body.decisionId === decisionId);
  return said(record === undefined ? null : await ports.store.ledger.indexOf(record.sequence), ports);
}

/** The same for the judgement of a merge group, by the key of its record. */
export async function receiptOfGroup(repositoryId: number, key: string, ports: LedgerPorts): Promise<Said> {
  return said(await ports.store.ledger.indexOfRepository(repositoryId, "merge-group", key), ports);
}

/** The first checkpoint that covers an entry stays the first, so that a check says the same each time. */
async function said(index: number | null, { store }: LedgerPorts): Promise<Said> {
  if (index === null) return {};
  const checkpoint = await store.ledger.checkpointAtOrAfter(index + 1);
  const signed = checkpoint === null ? null : { size: checkpoint.size, root: checkpoint.root };
  return { receipt: { index, signed } };
}
