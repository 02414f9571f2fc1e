import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, pointerOf } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";
import { maskSecrets } from "../../resources/secrets/index.ts";
import type { EvaluationPorts } from "./ports.ts";
import { RemoteTree } from "./remote-tree.ts";
import type { RenderedObject, RenderedRoot } from "./rendered.ts";
import { RootReadings } from "./root-readings.ts";
import type { EvaluationTask } from "./task.ts";

/** Reads roots of the head as a review does, and gives what comes out, masked, instead of judging it. */
export async function renderRoots(
  task: EvaluationTask,
  roots: readonly Root[],
  withPlaces: boolean,
  ports: EvaluationPorts,
): Promise<readonly RenderedRoot[]> {
  const tree = new RemoteTree("head", task.trees.head, ports, new Map());
  const readings = new RootReadings({ base: null, head: tree, tip: tree }, task, ports);
  const { sensitiveNames } = task.configuration;
  const rendered: RenderedRoot[] = [];
  for (const root of roots) {
    ports.startRoot({ kind: "read", key: root.key, roots: roots.length });
    const { resources, diagnostics, notEvaluated } = await readings.read("head", root);
    const objects = resources.map((resource) =>
      renderedObject(maskSecrets(resource, null, { sensitiveNames }), withPlaces),
    );
    rendered.push({ root, objects, diagnostics, notEvaluated });
  }
  return rendered;
}

function renderedObject(resource: Resource, withPlaces: boolean): RenderedObject {
  const { address, type, object, location, unknown, locate } = resource;
  const places = withPlaces
    ? leavesOf(object, []).map((path) => ({ pointer: pointerOf(path), location: locate(path) }))
    : [];
  return { address, type, object, location, unknown: [...unknown.keys()], places };
}

function leavesOf(value: JsonValue, path: ObjectPath): readonly ObjectPath[] {
  if (isSecretMarker(value)) return [path];
  if (isJsonArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
  return [path];
}
