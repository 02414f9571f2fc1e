import type { Resource } from "../../../model/resource.ts";
import { type Root, rootKey } from "../../../model/root.ts";
import type { FileReading } from "../file-reading.ts";
import { readConfigurationFile } from "../index.ts";

/** Reads files held in memory as one root; the first is the root's own. */
export function readFiles(files: Readonly<Record<string, string>>): FileReading {
  const [path = ""] = Object.keys(files);
  const root: Root = {
    key: rootKey("file", path),
    kind: "file",
    path,
    variant: null,
    files: Object.keys(files).toSorted(),
  };
  return readConfigurationFile(
    root,
    new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
  );
}

/** The one resource of a file that reads without a problem. */
export function onlyResource(files: Readonly<Record<string, string>>): Resource {
  const { resources, diagnostics } = readFiles(files);
  const [resource] = resources;
  if (resource === undefined || resources.length > 1 || diagnostics.length > 0)
    throw new Error(JSON.stringify({ resources, diagnostics }));
  return resource;
}

/** `path:line` of a value. */
export function lineOf(resource: Resource, ...path: readonly (string | number)[]): string {
  const { path: file, startLine } = resource.locate(path);
  return `${file}:${startLine}`;
}
