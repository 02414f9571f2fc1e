import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { FileInput, FileReading } from "../file-reading.ts";
import { withScriptLines } from "../script-line.ts";
import { readYamlFile, type YamlObject } from "../yaml-file.ts";

/**
 * A workflow as it is written, but for its triggers: `on` is always a map from the event to its filter. To the YAML of
 * Kubernetes the key `on` is the boolean true; GitHub reads it as a word.
 */
export function readWorkflow(input: FileInput): FileReading {
  return readYamlFile(input, "github_workflow", workflowOf);
}

/** A composite, container or JavaScript action, as it is written. */
export function readAction(input: FileInput): FileReading {
  return readYamlFile(input, "github_action", ({ object, locate }) => ({
    locate: withScriptLines(object, locate),
  }));
}

function workflowOf(document: YamlObject): { object: JsonObject; locate: (path: ObjectPath) => Location } {
  const key = triggerKey(document.object);
  if (key === null)
    return { object: document.object, locate: withScriptLines(document.object, document.locate) };
  const written = document.object[key] ?? null;
  const object = Object.fromEntries(
    Object.entries(document.object).map(([name, value]): [string, JsonValue] =>
      name === key ? ["on", triggers(written)] : [name, value],
    ),
  );
  const locate = withScriptLines(object, document.locate);
  return {
    object,
    locate: (path) =>
      path[0] === "on" ? document.locate([key, ...writtenTrigger(written, path.slice(1))]) : locate(path),
  };
}

function triggerKey(object: JsonObject): "on" | "true" | null {
  if (Object.hasOwn(object, "on")) return "on";
  return Object.hasOwn(object, "true") ? "true" : null;
}

function triggers(written: JsonValue): JsonValue {
  if (typeof written === "string") return { [written]: {} };
  if (isJsonArray(written))
    return Object.fromEntries(written.flatMap((event) => (typeof event === "string" ? [[event, {}]] : [])));
  if (!isJsonObject(written)) return {};
  return Object.fromEntries(Object.entries(written).map(([event, filter]) => [event, filter ?? {}]));
}

/** Where an event stands in the text: by its name only where the triggers are a map. */
function writtenTrigger(written: JsonValue, path: ObjectPath): ObjectPath {
  if (isJsonObject(written)) return path;
  if (!isJsonArray(written)) return [];
  const index = written.indexOf(path[0] ?? null);
  return index === -1 ? [] : [index];
}
