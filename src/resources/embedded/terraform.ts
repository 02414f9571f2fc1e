import { readJson } from "../../formats/json/index.ts";
import { readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import { isJsonArray, isJsonObject, type ObjectPath, valueAt } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { type EmbeddedValue, embeddedInTerraform } from "./kinds.ts";
import { linesWithin } from "./lines-within.ts";
import { replaceValue } from "./replace-value.ts";

/**
 * A Terraform resource whose embedded documents are read: they stand in it as what they say. What `jsonencode` makes has
 * lines of its own already; the lines of a heredoc are found here. A text that does not parse stays where it is: it may
 * hold what is filled in when it is applied.
 */
export function openTerraform(resource: Resource): Resource {
  let opened = resource;
  for (const value of embeddedInTerraform(resource.type, resource.object)) opened = open(opened, value);
  return opened;
}

function open(resource: Resource, { path, format }: EmbeddedValue): Resource {
  const text = valueAt(resource.object, path);
  if (typeof text !== "string") return resource;
  const bytes = Buffer.from(text);
  const file = format === "json" ? readJson(bytes) : readYaml(bytes);
  const document = file.kind === "documents" ? file.documents[0] : undefined;
  if (document?.kind !== "value" || !(isJsonArray(document.value) || isJsonObject(document.value)))
    return resource;
  return {
    ...resource,
    object: replaceValue(resource.object, path, document.value),
    locate: locator(resource, path, text, document),
  };
}

function locator(
  { locate }: Resource,
  path: ObjectPath,
  text: string,
  document: YamlDocument,
): (path: ObjectPath) => Location {
  return (wanted) => {
    const within = wanted.length > path.length && path.every((step, index) => step === wanted[index]);
    const own = locate(wanted);
    if (!within) return own;
    const whole = locate(path);
    const hasOwnPlace = own.startLine !== whole.startLine || own.endLine !== whole.endLine;
    return hasOwnPlace ? own : linesWithin(whole, text, document.locate(wanted.slice(path.length)));
  };
}
