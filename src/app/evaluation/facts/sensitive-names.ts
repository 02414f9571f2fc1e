import { compileGlobs } from "../../../model/glob.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
} from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { FactTable } from "./view.ts";

/** Lists of variables, as containers of pods and of tasks of ECS call them. */
const variableLists: ReadonlySet<string> = new Set(["env", "environment", "secrets"]);

/** Variables and keys of ConfigMaps that the configuration calls sensitive: those of them that the root names. */
export const sensitiveNames: FactTable = ({ configuration, resources }) =>
  Object.fromEntries(
    sensitiveNamesAmong(resources, configuration.sensitiveNames).map((name) => [name, true]),
  );

/** As values are masked: case does not count. */
export function sensitiveNamesAmong(
  resources: readonly Pick<Resource, "type" | "object">[],
  patterns: readonly string[],
): readonly string[] {
  if (patterns.length === 0) return [];
  const isSensitive = compileGlobs(patterns.map((pattern) => pattern.toLowerCase()));
  const names = new Set(resources.flatMap(({ type, object }) => namesIn(type, object)));
  return [...names].filter((name) => isSensitive(name.toLowerCase())).toSorted();
}

function namesIn(type: string, object: JsonObject): readonly string[] {
  if (type === "core/ConfigMap") return [...keysOf(object["data"]), ...keysOf(object["binaryData"])];
  if (type === "aws_ecs_task_definition") return variablesIn(opened(object["container_definitions"]));
  return type.includes("/") ? variablesIn(object["spec"]) : [];
}

/** A text that is wholly known is not taken apart in the object itself. */
function opened(definitions: JsonValue | undefined): JsonValue | undefined {
  if (typeof definitions !== "string") return definitions;
  try {
    return parseJson(definitions);
  } catch {
    return undefined;
  }
}

function variablesIn(value: JsonValue | undefined): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(variablesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    variableLists.has(key) && isJsonArray(inner) ? inner.flatMap(nameOf) : variablesIn(inner),
  );
}

function nameOf(variable: JsonValue): readonly string[] {
  const name = isJsonObject(variable) ? variable["name"] : undefined;
  return typeof name === "string" ? [name] : [];
}

function keysOf(value: JsonValue | undefined): readonly string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}
