import type { Diagnostic } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath } from "../../model/json.ts";
import { fileLocation, type Location } from "../../model/location.ts";
import { mainFile, type Root } from "../../model/root.ts";
import type { EngineBuild, EngineRefusal } from "./engine-output.ts";
import { failedFolder, reasonOf } from "./failure.ts";
import { kustomizationPath, type Layer, locationOf, type Sources } from "./sources.ts";

/** Kustomizations that one build may take together, counted by every way that leads to them (the engine's `BuildsMax`). */
const kustomizationBuildsMax = 1_000;

/** Why a root was not built, as diagnostics; none where it was. */
export function buildDiagnostics(
  root: Root,
  { refusals, failure, limit }: EngineBuild,
  sources: Sources,
): readonly Diagnostic[] {
  if (refusals.length > 0) return refusals.map((refusal) => refusalDiagnostic(refusal, sources));
  if (limit !== "") return [limitDiagnostic(root, limit)];
  return failure === "" ? [] : [failureDiagnostic(root, failure, sources)];
}

function refusalDiagnostic({ kind, file, field, name }: EngineRefusal, sources: Sources): Diagnostic {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
  const called = kind === "plugin" && field.startsWith("helmChart") ? `Helm chart ${name}` : name;
  return {
    kind: "not-rendered",
    messageId: kind === "remote" ? "remote_base" : "plugin_refused",
    arguments: { path: file, name: called },
    subject: `${file}: ${called}`,
    digest: sha256Hex(called),
    location: lineNaming(sources.layer(folder), name, file),
  };
}

function failureDiagnostic(root: Root, failure: string, sources: Sources): Diagnostic {
  const reason = reasonOf(failure, root.path);
  const folder = failedFolder(failure, root.path);
  const path = kustomizationPath(folder, (one) => sources.has(one)) ?? mainFile(root);
  return {
    kind: "not-rendered",
    messageId: "kustomization_failed",
    arguments: { path: root.path, reason },
    subject: root.key,
    digest: sha256Hex(failure),
    location: fileLocation(path),
  };
}

function limitDiagnostic(root: Root, limit: string): Diagnostic {
  return {
    kind: "not-read",
    messageId: "limit_exceeded",
    arguments: { path: root.path, limit, maximum: kustomizationBuildsMax },
    subject: root.key,
    digest: sha256Hex(limit),
    location: fileLocation(mainFile(root)),
  };
}

/** The line of a kustomization that holds a text; the file where it has been shortened. */
function lineNaming(layer: Layer | null, name: string, file: string): Location {
  const path =
    layer === null ? null : pathOf(layer.fields, (text) => text === name || text.endsWith(`=${name}`));
  return layer === null || path === null
    ? fileLocation(file)
    : locationOf(layer.path, layer.document.locate(path));
}

function pathOf(value: JsonValue, wanted: (text: string) => boolean): ObjectPath | null {
  if (typeof value === "string") return wanted(value) ? [] : null;
  const entries: readonly (readonly [string | number, JsonValue])[] = isJsonArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [step, inner] of entries) {
    const rest = pathOf(inner, wanted);
    if (rest !== null) return [step, ...rest];
  }
  return null;
}
