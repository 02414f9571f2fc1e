import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { isStrongSecret } from "../secrets/literals.ts";
import { sensitiveValuesMax } from "./limits.ts";

/**
 * The values that a plan itself calls sensitive, as far as they look like secrets: providers copy them to places that
 * nobody marks. A region or a name is no secret because a map that it stands in is sensitive.
 */
export function sensitiveValuesOf(document: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  fromVariables(document, found);
  for (const list of ["resource_changes", "resource_drift", "deferred_changes"]) {
    for (const entry of listOf(document[list])) fromChange(fieldOf(changeIn(entry), "change"), found);
  }
  for (const change of Object.values(objectOf(document["output_changes"]))) fromChange(change, found);
  for (const state of [fieldOf(document["prior_state"], "values"), document["planned_values"]]) {
    for (const output of Object.values(objectOf(fieldOf(state, "outputs")))) {
      if (fieldOf(output, "sensitive") === true) collect(fieldOf(output, "value"), true, found);
    }
    fromModule(fieldOf(state, "root_module"), found);
  }
  return found;
}

function changeIn(entry: JsonValue): JsonValue | undefined {
  return fieldOf(entry, "resource_change") ?? entry;
}

/** Whether a variable is sensitive stands in the configuration, its value beside it. */
function fromVariables(document: JsonObject, found: Set<string>): void {
  const declared = objectOf(fieldOf(fieldOf(document["configuration"], "root_module"), "variables"));
  for (const [name, variable] of Object.entries(objectOf(document["variables"]))) {
    if (Object.hasOwn(declared, name) && fieldOf(declared[name], "sensitive") === true)
      collect(fieldOf(variable, "value"), true, found);
  }
}

function fromChange(change: JsonValue | undefined, found: Set<string>): void {
  collect(fieldOf(change, "before"), fieldOf(change, "before_sensitive"), found);
  collect(fieldOf(change, "after"), fieldOf(change, "after_sensitive"), found);
}

/** States nest their modules; depth is bounded by that of the document. */
function fromModule(module: JsonValue | undefined, found: Set<string>): void {
  for (const resource of listOf(fieldOf(module, "resources"))) {
    collect(fieldOf(resource, "values"), fieldOf(resource, "sensitive_values"), found);
  }
  for (const child of listOf(fieldOf(module, "child_modules"))) fromModule(child, found);
}

function collect(value: JsonValue | undefined, mask: JsonValue | undefined, found: Set<string>): void {
  if (mask === undefined || mask === false || value === undefined || found.size >= sensitiveValuesMax) return;
  if (typeof value === "string") {
    if (mask === true && isStrongSecret("token", value)) found.add(value);
  } else if (isJsonArray(value)) {
    value.forEach((item, index) => {
      collect(item, mask === true ? true : listOf(mask)[index], found);
    });
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value))
      collect(item, mask === true ? true : fieldOf(mask, key), found);
  }
}

function fieldOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}
