import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { field, objectsOf, textOf, textsOf } from "../yaml-object.ts";

/** Fields that Argo CD lays over a kustomization and that have the same form there. */
const sameFields = ["namePrefix", "nameSuffix", "namespace", "commonAnnotations", "patches", "components"];

/** What an Application's `kustomize` block says, as fields of a kustomization. */
export function kustomizeOverrides(block: JsonValue | undefined): JsonObject {
  if (!isJsonObject(block)) return {};
  const overrides: Record<string, JsonValue> = {};
  for (const name of sameFields) {
    const value = field(block, name);
    if (value !== undefined && value !== null && value !== "") overrides[name] = value;
  }
  const labels = field(block, "commonLabels");
  if (isJsonObject(labels) && Object.keys(labels).length > 0)
    Object.assign(overrides, labelsOf(labels, block));
  const images = textsOf(field(block, "images")).map(imageOf);
  if (images.length > 0) overrides["images"] = images;
  const replicas = objectsOf(field(block, "replicas")).flatMap(replicasOf);
  if (replicas.length > 0) overrides["replicas"] = replicas;
  return overrides;
}

function labelsOf(labels: JsonObject, block: JsonObject): JsonObject {
  if (field(block, "labelWithoutSelector") !== true) return { commonLabels: labels };
  const includeTemplates = field(block, "labelIncludeTemplates") === true;
  return { labels: [{ pairs: labels, includeSelectors: false, includeTemplates }] };
}

/** `name=new:tag`, `name:tag`, `name@digest` and their combinations, as `kustomize edit set image` takes them. */
function imageOf(text: string): JsonObject {
  const equals = text.indexOf("=");
  const [name, target] = equals < 0 ? [null, text] : [text.slice(0, equals), text.slice(equals + 1)];
  const at = target.indexOf("@");
  const digest = at < 0 ? null : target.slice(at + 1);
  const rest = at < 0 ? target : target.slice(0, at);
  const colon = rest.indexOf(":", rest.lastIndexOf("/") + 1);
  const newName = colon < 0 ? rest : rest.slice(0, colon);
  return {
    name: name ?? newName,
    ...(name === null ? {} : { newName }),
    ...(colon < 0 ? {} : { newTag: rest.slice(colon + 1) }),
    ...(digest === null ? {} : { digest }),
  };
}

function replicasOf(entry: JsonObject): readonly JsonObject[] {
  const name = textOf(field(entry, "name"));
  const count = Number(field(entry, "count"));
  return name === null || !Number.isInteger(count) ? [] : [{ name, count }];
}
