import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { type FileReading, readFile } from "./file.ts";
import { type PlacedObject, resourcesOf } from "./resources.ts";

export { type PlacedObject, resourcesOf } from "./resources.ts";

export interface KubernetesReading {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/**
 * Reads the Kubernetes objects of a root's `.yaml`, `.yml` and `.json` files, in the order of the root's files and of
 * the documents in them. Secrets are not yet masked: `maskSecrets` comes next, before anything else sees a value.
 *
 * Diagnostics of kind `syntax`: `yaml_syntax` {line, column, reason}, `duplicate_key` {line, column, key}, `json_syntax`
 * {line, column, reason}. Of kind `not-read`: `limit_exceeded` {limit, maximum}, `not_text` {reason}, `lfs_pointer` {}.
 */
export function readKubernetes(input: {
  readonly root: Root;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly defaultNamespace: string;
}): KubernetesReading {
  const readings: FileReading[] = [];
  for (const path of input.root.files) {
    const bytes = input.files.get(path);
    if (bytes !== undefined && isKubernetesFile(path)) readings.push(readFile(path, bytes));
  }
  const found = readings.flatMap((reading) => reading.objects);
  return {
    resources: resourcesOf(input.root.key, found, input.defaultNamespace),
    diagnostics: readings.flatMap((reading) => [
      ...reading.diagnostics,
      ...reading.objects.flatMap((object) => object.diagnostics),
    ]),
    notEvaluated: readings.flatMap((reading) => [
      ...reading.notEvaluated,
      ...reading.objects.flatMap((object) => object.notEvaluated),
    ]),
  };
}

/** The objects of one file, before a root gives them their names; what cannot be read is left out. */
export function objectsOfFile(path: string, bytes: Uint8Array): readonly PlacedObject[] {
  return readFile(path, bytes).objects;
}

export function isKubernetesFile(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path);
}
