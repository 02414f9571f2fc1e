import { loadConfiguration } from "../config/index.ts";
import type { AuditRecord } from "../model/audit-record.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Rule } from "../model/rule.ts";
import type { SettingsSource } from "../model/settings-origin.ts";
import type { Blobs, Records } from "../store/store.ts";
import type { SourceFile } from "./source-file.ts";

export type ActivatedSettings = Extract<AuditRecord, { readonly kind: "configuration-activated" }>;

/** Settings that came into force, and when they were seen (ISO 8601, UTC). */
export interface RecordedSettings extends ActivatedSettings {
  readonly at: string;
}

/** Of one repository, oldest first. */
export async function recordedSettings(
  repositoryId: number,
  records: Pick<Records, "ofRepository">,
): Promise<readonly RecordedSettings[]> {
  const kept = await records.ofRepository(repositoryId, "configuration-activated");
  return kept.flatMap(({ at, body }) => (body.kind === "configuration-activated" ? [{ ...body, at }] : []));
}

/** The configuration as it was read then; `null`: a file of it was erased, or cannot be read by this program. */
export async function configurationOf(
  { sources }: Pick<ActivatedSettings, "sources">,
  blobs: Pick<Blobs, "get">,
  rules: readonly Rule[],
): Promise<Configuration | null> {
  const [organisation, repository] = await Promise.all(
    ["organisation", "repository"].map((role) => fileOf(sources, role, blobs)),
  );
  if (organisation === "erased" || repository === "erased") return null;
  const loaded = await loadConfiguration({
    organisation: organisation ?? null,
    repository: repository ?? null,
    rules,
  });
  return loaded.kind === "ok" ? loaded.configuration : null;
}

async function fileOf(
  sources: readonly SettingsSource[],
  role: string,
  blobs: Pick<Blobs, "get">,
): Promise<SourceFile | "erased" | null> {
  const source = sources.find((each) => each.role === role);
  if (source === undefined) return null;
  return (await textOf(source, blobs)) ?? "erased";
}

/** `null`: it was erased. */
export async function textOf(
  { path, content }: Pick<SettingsSource, "path" | "content">,
  blobs: Pick<Blobs, "get">,
): Promise<SourceFile | null> {
  const bytes = await blobs.get(content);
  return bytes === null ? null : { path, text: Buffer.from(bytes).toString("utf8") };
}
