import { canonicalJson } from "../../model/digest.ts";
import { writeBlobs } from "./blobs.ts";
import { manifestOf, signedText } from "./manifest.ts";
import { writePages } from "./pages.ts";
import { type ExportPlan, type ExportRequest, planExport } from "./plan.ts";
import { writePopulation } from "./population-files.ts";
import type { ExportPorts } from "./ports.ts";
import { writeProofs } from "./proofs.ts";
import { readLog } from "./read-log.ts";
import type { PackagedFile, Staging } from "./staging.ts";
import { entryWriter, type Written } from "./writer.ts";

export interface Exported {
  readonly plan: ExportPlan;
  readonly written: Written;
  /** All of the package, sorted by path. */
  readonly files: readonly PackagedFile[];
}

/**
 * Makes an evidence package in an empty folder. The log is read twice: once for what the period rests on, and once into
 * the package, where everything is proved on the way. Throws `ExportRefused` for what cannot be exported.
 */
export async function exportEvidence(
  request: ExportRequest,
  staging: Staging,
  ports: ExportPorts,
): Promise<Exported> {
  const plan = await planExport(request, ports);
  const written = await writeEntries(plan, staging, ports);
  writePopulation(staging, plan.populations);
  await writeProofs(staging, plan, ports);
  await writeBlobs(staging, plan, ports);
  await writePages(staging, plan, written, ports);
  staging.write("verify.mjs", ports.verifier);
  const manifest = `${canonicalJson(manifestOf(plan, written, staging.files(), ports))}\n`;
  staging.write("manifest.json", manifest);
  staging.write("manifest.sig", plan.signer.signNote(signedText(manifest, plan.signer.origin)));
  return { plan, written, files: staging.files() };
}

async function writeEntries(plan: ExportPlan, staging: Staging, ports: ExportPorts): Promise<Written> {
  const { range, checkpoint, looked, request } = plan;
  const context = { timezone: request.period.timezone, names: looked.names };
  const writer = entryWriter(staging, context, plan.signer);
  for await (const entries of readLog(ports.ledger, range.from, checkpoint, looked.erasedBy))
    for (const entry of entries) writer.take(entry);
  return writer.close();
}
