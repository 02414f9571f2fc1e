import type { SourceSpan } from "../../formats/source-text.ts";
import type { YamlDocument } from "../../formats/yaml/index.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { openEmbedded } from "../embedded/kubernetes.ts";
import { brokenValueDiagnostic } from "./diagnostics.ts";
import { typeOf } from "./identity.ts";

/** An object as it stands in a file. */
export interface FoundObject {
  readonly object: JsonObject;
  readonly type: string;
  readonly location: Location;
  readonly locate: (path: ObjectPath) => Location;
  /** What is wrong within its values. */
  readonly diagnostics: readonly Diagnostic[];
  /** Values that are templates of another program. */
  readonly notEvaluated: readonly NotEvaluated[];
}

/** The Kubernetes objects of one document: itself, or the items of a list. */
export function objectsOf(path: string, document: YamlDocument): readonly FoundObject[] {
  return unpack(path, document, document.value, [], {});
}

function unpack(
  path: string,
  document: YamlDocument,
  value: JsonValue,
  prefix: ObjectPath,
  inherited: { readonly apiVersion?: string; readonly kind?: string },
): readonly FoundObject[] {
  if (!isJsonObject(value)) return [];
  const object = withoutSops({ ...inherited, ...value });
  const type = typeOf(object);
  if (type === null || isBuildInstruction(type)) return [];
  const items = listItems(object);
  if (items === null) return [found(path, document, object, type, prefix)];
  return items.flatMap((item, index) =>
    unpack(path, document, item, [...prefix, "items", index], itemType(object)),
  );
}

function found(
  path: string,
  document: YamlDocument,
  object: JsonObject,
  type: string,
  prefix: ObjectPath,
): FoundObject {
  const opened = openEmbedded(document, prefix, type, object);
  return {
    object: opened.object,
    type,
    location: locationOf(path, document.locate(prefix)),
    locate: (inner) => locationOf(path, opened.locate(inner)),
    diagnostics: opened.broken
      .filter(({ isTemplate }) => !isTemplate)
      .map((broken) => brokenValueDiagnostic(path, type, broken)),
    notEvaluated: opened.broken
      .filter(({ isTemplate }) => isTemplate)
      .map((broken) => ({ path, reason: "template", detail: broken.path.join(".") })),
  };
}

/** `kind: List`, and `DeploymentList` and the like; a custom kind may end in List and hold no items. */
function listItems(object: JsonObject): readonly JsonValue[] | null {
  const { kind, items } = object;
  return typeof kind === "string" && kind.endsWith("List") && isJsonArray(items) ? items : null;
}

/** The server leaves version and kind out of the items of a typed list. */
function itemType(list: JsonObject): { readonly apiVersion?: string; readonly kind?: string } {
  const { apiVersion, kind } = list;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || kind === "List") return {};
  return { apiVersion, kind: kind.slice(0, -"List".length) };
}

/** Kustomizations say how objects are made and are none themselves. */
function isBuildInstruction(type: string): boolean {
  return type.startsWith("kustomize.config.k8s.io/");
}

/** What SOPS notes about its encryption is taken away before the object reaches a cluster. */
function withoutSops(object: JsonObject): JsonObject {
  if (!Object.hasOwn(object, "sops")) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== "sops"));
}

/** Columns only where everything stands on one line: an annotation over several lines has none. */
function locationOf(path: string, span: SourceSpan): Location {
  const { startLine, endLine, startColumn, endColumn } = span;
  return startLine === endLine
    ? { path, startLine, endLine, startColumn, endColumn }
    : { path, startLine, endLine };
}
