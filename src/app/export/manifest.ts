import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { JsonObject } from "../../model/json.ts";
import { boundsOf } from "../population/reconcile.ts";
import type { ExportPlan, ExportRequest } from "./plan.ts";
import type { ExportPorts } from "./ports.ts";
import type { PackagedFile } from "./staging.ts";
import type { Written } from "./writer.ts";

export const packageFormat = "sekisho-evidence/1";

/** What was asked for, and every other file with its digest: docs/evidence-format.md. */
export function manifestOf(
  plan: ExportPlan,
  written: Written,
  files: readonly PackagedFile[],
  { program, storage }: Pick<ExportPorts, "program" | "storage">,
): JsonObject {
  const { checkpoint, range, request, looked, signer } = plan;
  const { start, end } = boundsOf(request.period);
  const query = queryOf(request, looked.names);
  return {
    checkpoint: {
      origin: signer.origin,
      path: "log/checkpoint",
      root: checkpoint.root,
      size: checkpoint.size,
    },
    controlTotals: { ...written, kinds: { ...written.kinds } },
    files: files.map((file) => ({ ...file })),
    format: packageFormat,
    period: { from: start, to: end },
    program,
    query,
    queryDigest: digestOf(query),
    range: { ...range },
    storage: { kind: storage, statement: storageStatements[storage] },
  };
}

export function queryOf(request: ExportRequest, names: ReadonlyMap<number, string>): JsonObject {
  const { period, branches, sample, seed, checkpoint } = request;
  return {
    branches: [...new Set(branches)].toSorted(),
    checkpoint,
    ...{ from: period.from, to: period.to, timezone: period.timezone },
    repositories: [...names].map(([id, name]) => ({ id, name })),
    sample,
    seed: sample === null || sample === "all" ? null : seed,
  };
}

/** What protects the storage that the log was read from, as far as it is true of every installation. */
const storageStatements: Readonly<Record<ExportPorts["storage"], string>> = {
  postgres:
    "PostgreSQL: triggers refuse changes of records, leaves, nodes and checkpoints; whoever administers the database could remove them, and would be found out by a checkpoint that was anchored elsewhere.",
  embedded:
    "Embedded: a folder of one machine, for trying out and for small teams. Whoever administers that machine holds the records and, where it was not kept elsewhere, the key. This is not audit grade: rely on it only as far as checkpoints were anchored elsewhere.",
};

/** The text of manifest.sig, before it is signed. */
export function signedText(manifest: string, origin: string): string {
  return `${packageFormat}\n${origin}\n${sha256Hex(manifest)}\n`;
}
