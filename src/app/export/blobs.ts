import type { LedgerEntry } from "../../model/ledger.ts";
import type { ExportPlan } from "./plan.ts";
import { type ExportPorts, entriesOf } from "./ports.ts";
import { sampledIndexes } from "./proofs.ts";
import type { Staging } from "./staging.ts";
import { ofKind } from "./view/context.ts";

/** Writes settings that were in force, and what the sampled decisions, or all, name: reports, and what replays them. */
export async function writeBlobs(
  staging: Staging,
  plan: ExportPlan,
  ports: Pick<ExportPorts, "ledger" | "blobs">,
): Promise<void> {
  await writeSettings(staging, plan, ports);
  if (plan.request.blobs === "all") {
    for await (const entries of entriesOf(ports.ledger, plan.range.from, plan.range.to))
      for (const entry of entries) if (isSelected(entry, plan)) await writeNamed(staging, entry, ports);
    return;
  }
  for (const index of sampledIndexes(plan))
    for (const entry of await ports.ledger.entries(index, index + 1)) await writeNamed(staging, entry, ports);
}

async function writeSettings(
  staging: Staging,
  { looked, range }: ExportPlan,
  { blobs }: Pick<ExportPorts, "blobs">,
): Promise<void> {
  const outside = [...looked.general, ...looked.repositories.flatMap((each) => each.outside)];
  for (const { index, body } of ofKind(outside, "configuration-activated")) {
    if (index < range.from) continue;
    for (const { content } of body.sources) await writeOnce(staging, `config/${content}`, content, blobs);
  }
}

function isSelected({ leaf }: LedgerEntry, { looked }: ExportPlan): boolean {
  return (
    (leaf.kind === "pull/decision" || leaf.kind === "repository/merge-group") &&
    leaf.repository !== null &&
    looked.names.has(leaf.repository)
  );
}

async function writeNamed(
  staging: Staging,
  { content }: LedgerEntry,
  { blobs }: Pick<ExportPorts, "blobs">,
): Promise<void> {
  const { report, replay } = content?.payload.body ?? {};
  if (typeof report === "string") await writeOnce(staging, `blobs/${report}`, report, blobs);
  if (typeof replay === "string") await writeCase(staging, replay, blobs);
}

/** What a decision can be made from again: a document, and every blob that it names. */
async function writeCase(staging: Staging, digest: string, blobs: ExportPorts["blobs"]): Promise<void> {
  if (staging.has(`blobs/${digest}`)) return;
  const bytes = await blobs.get(digest);
  if (bytes === null) return;
  staging.write(`blobs/${digest}`, bytes);
  const named = new Set(
    Buffer.from(bytes)
      .toString("utf8")
      .match(/\b[0-9a-f]{64}\b/g),
  );
  for (const each of named) await writeOnce(staging, `blobs/${each}`, each, blobs);
}

/** One that is not there was erased, or is not kept any more; the entry that names it stays. */
async function writeOnce(
  staging: Staging,
  path: string,
  digest: string,
  blobs: ExportPorts["blobs"],
): Promise<void> {
  if (staging.has(path)) return;
  const bytes = await blobs.get(digest);
  if (bytes !== null) staging.write(path, bytes);
}
