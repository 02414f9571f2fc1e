import { canonicalJson } from "../../model/digest.ts";
import type { SignedCheckpoint } from "../../model/ledger.ts";
import { rangeNodes } from "../../model/merkle.ts";
import { consistencyProof, inclusionProof } from "../../model/merkle-proof.ts";
import type { ExportPlan } from "./plan.ts";
import type { ExportPorts, LedgerKey } from "./ports.ts";
import type { Staging } from "./staging.ts";
import { ofKind } from "./view/context.ts";

/** Writes checkpoints, keys and everything that leads from the entries to what was signed. */
export async function writeProofs(
  staging: Staging,
  plan: ExportPlan,
  ports: Pick<ExportPorts, "ledger" | "keys">,
): Promise<void> {
  const { checkpoint, range } = plan;
  const { nodes } = ports.ledger;
  const keys = keysUntil(ports.keys, checkpoint.size);
  staging.write("log/keys.json", `${canonicalJson(keys.map((key) => ({ ...key })))}\n`);
  staging.write("log/checkpoint", checkpoint.note);
  const earlier = await earlierCheckpoints(plan, keys, ports);
  for (const { size, note } of earlier) staging.write(`log/checkpoints/${size}`, note);

  const left = (await nodes(rangeNodes(0, range.from))).map(hex);
  const { size, root } = checkpoint;
  staging.write("proofs/range.json", `${canonicalJson({ ...range, left, right: [], root, size })}\n`);

  const sizes = [...earlier.map((each) => each.size), size];
  const consistency = staging.open("proofs/consistency.ndjson", "rows");
  for (const [place, from] of sizes.slice(0, -1).entries()) {
    const to = sizes[place + 1] ?? size;
    const proof = (await consistencyProof(from, to, nodes)).map(hex);
    consistency.row(`${canonicalJson({ from, proof, to })}\n`);
  }
  consistency.close();

  const inclusion = staging.open("proofs/inclusion.ndjson", "rows");
  for (const index of sampledIndexes(plan)) {
    const proof = (await inclusionProof(index, size, nodes)).map(hex);
    inclusion.row(`${canonicalJson({ index, proof })}\n`);
  }
  inclusion.close();
}

/** Indexes of the decisions that were drawn: ascending, each once. */
export function sampledIndexes({ drawn }: Pick<ExportPlan, "drawn">): readonly number[] {
  return [...new Set(drawn.map(({ decision }) => decision))].toSorted((a, b) => a - b);
}

/** As they were at a size: what came later is not of this package. */
function keysUntil(keys: readonly LedgerKey[], size: number): readonly LedgerKey[] {
  return keys
    .filter(({ from }) => from <= size)
    .map(({ vkey, from, to }) => ({ vkey, from, to: to !== null && to > size ? null : to }));
}

/** Those that were anchored, and those at which one key handed over to the next; by size. */
async function earlierCheckpoints(
  { looked, range, checkpoint }: ExportPlan,
  keys: readonly LedgerKey[],
  { ledger }: Pick<ExportPorts, "ledger">,
): Promise<readonly SignedCheckpoint[]> {
  const anchored = ofKind(
    [...looked.general, ...looked.repositories.flatMap(({ outside }) => outside)],
    "anchored",
  );
  const sizes = [
    ...anchored.filter(({ index }) => index >= range.from).map(({ body }) => body.size),
    ...keys.map(({ from }) => from),
  ];
  const wanted = [...new Set(sizes)].filter((size) => size >= 1 && size < checkpoint.size);
  const found = await Promise.all(wanted.map((size) => ledger.checkpointAtOrAfter(size)));
  return found
    .filter((each) => each !== null)
    .filter(({ size }) => wanted.includes(size))
    .toSorted((a, b) => a.size - b.size);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
