import type { SignedCheckpoint, TreeHead } from "../../../model/ledger.ts";
import { leafHash, rangeNodes, rootOfComplete, rootOver, type TreeNode } from "../../../model/merkle.ts";
import type { RepositoryRecord, StoredRepositoryRecord } from "../../../model/record.ts";
import type { NewRecord, Store } from "../../../store/index.ts";
import type { KeyStore } from "../key-records.ts";

/** A log in memory: what the store would hold, as far as signing and serving look at it. */
export interface KeptLog extends KeyStore {
  readonly records: Pick<Store["records"], "append" | "ofRepository">;
  readonly leaves: string[];
  readonly checkpoints: SignedCheckpoint[];
  head(size?: number): TreeHead;
}

/** `sign` is asked at each append, as by the store. */
export function keptLog(sign: (head: TreeHead) => string | null = () => null): KeptLog {
  const leaves: string[] = [];
  const checkpoints: SignedCheckpoint[] = [];
  const records: StoredRepositoryRecord[] = [];
  const hashOf = ({ level, index }: TreeNode): Uint8Array => {
    const width = 2 ** level;
    if ((index + 1) * width > leaves.length) throw new RangeError("not there");
    const part = leaves.slice(index * width, (index + 1) * width);
    return rootOfComplete(part.map((leaf) => leafHash(Buffer.from(leaf))));
  };
  const head = (size = leaves.length): TreeHead => {
    return { size, root: Buffer.from(rootOver(rangeNodes(0, size).map(hashOf))).toString("hex") };
  };
  const add = (record: NewRecord) => {
    const { key, repositoryId } = record;
    const body = record.body as RepositoryRecord;
    if (records.some((kept) => kept.key === key && kept.body.kind === body.kind)) return 0;
    const at = "2026-11-21T00:00:00.000Z";
    records.push({ sequence: leaves.length, key, at, repositoryId, number: null, body });
    leaves.push(JSON.stringify({ index: leaves.length, kind: body.kind, key }));
    return 1;
  };
  return {
    leaves,
    checkpoints,
    head,
    records: {
      async append(list) {
        const kept = list.reduce((count, record) => count + add(record), 0);
        const note = kept === 0 ? null : sign(head());
        if (note !== null) checkpoints.push({ ...head(), at: "2026-11-21T00:00:00.000Z", note });
        return { kept };
      },
      ofRepository: async (_id, kind) => records.filter(({ body }) => body.kind === kind),
    },
    ledger: {
      head: async () => head(),
      leaves: async (from, to) => leaves.slice(from, to),
      entries: () => Promise.reject(new Error("Nobody asks for entries here")),
      verify: () => Promise.reject(new Error("Nobody verifies it here")),
      hashes: async (level, from, to) =>
        Array.from({ length: to - from }, (_, at) => hashOf({ level: level * 8, index: from + at })),
      nodes: async (nodes) => nodes.map(hashOf),
      indexOf: async (sequence) => sequence,
      indexesOf: async (sequences) => new Map(sequences.map((sequence) => [sequence, sequence])),
      indexOfRepository: async (_id, kind, key) =>
        records.find((kept) => kept.key === key && kept.body.kind === kind)?.sequence ?? null,
      checkpointAtOrAfter: async (size) => checkpoints.find((one) => one.size >= size) ?? null,
      lastCheckpoint: async () => checkpoints.at(-1) ?? null,
      checkpoints: async (from, to) => checkpoints.filter(({ size }) => size >= from && size <= to),
    },
  };
}

/** Records that differ in nothing but their key. */
export function installations(count: number, from = 0): readonly NewRecord[] {
  const body = { kind: "installation", change: "created", detail: {} } as const;
  return Array.from({ length: count }, (_, at) => {
    return { scope: "repository", repositoryId: null, key: `installation ${from + at}`, body } as const;
  });
}
