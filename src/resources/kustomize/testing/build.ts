import { fileURLToPath } from "node:url";
import { loadEngine } from "../../../engines/engine-loader.ts";
import { createEngine } from "../../../engines/instance.ts";
import type { JsonObject, ObjectPath } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Root } from "../../../model/root.ts";
import { readKustomize } from "../index.ts";

const distDir = fileURLToPath(new URL("../../../../engines/dist", import.meta.url));
const engine = createEngine(await loadEngine("kustomize", { distDir, cacheDir: null }));

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Builds a folder of some files with the committed engine. */
export function build(files: Files, path = ".", more: Partial<Root> = {}) {
  const paths = Object.keys(files).toSorted();
  const root: Root = {
    key: `kustomization:${path}`,
    kind: "kustomization",
    path,
    variant: null,
    files: paths,
    ...more,
  };
  const bytes = new Map(paths.map((name) => [name, Buffer.from(files[name] ?? "")]));
  return readKustomize(engine, { root, files: bytes, defaultNamespace: more.destination?.namespace ?? "" });
}

export function withOverrides(overrides: JsonObject): Partial<Root> {
  return { rendering: { kind: "kustomize", overrides } };
}

/** Where a value is written, as `path:line`, and the second place behind it. */
export function placeIn(resources: readonly Resource[], address: string, path: ObjectPath): string {
  const resource = resources.find((one) => one.address === address);
  if (resource === undefined)
    throw new Error(`no ${address} among ${resources.map((one) => one.address).join(", ")}`);
  const { path: file, startLine, origin } = resource.locate(path);
  const place = `${file}:${startLine}`;
  if (origin === undefined) return place;
  return `${place} ${origin.exact ? origin.kind : "perhaps"} ${origin.path}:${origin.line}`;
}
