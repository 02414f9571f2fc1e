import type { Tree } from "../../model/tree.ts";
import { type StatementReading, selectFiles } from "../../tenancy/sources/index.ts";
import type { TenantFilesReader } from "../tenant-sources.ts";

export interface Place {
  readonly path: string;
  readonly line: number;
}

/** What the repository holds that somebody may own, each with the first place that it is written in. */
export interface OwnableContents {
  readonly namespaces: ReadonlyMap<string, Place>;
  readonly argoProjects: ReadonlyMap<string, Place>;
  readonly hosts: ReadonlyMap<string, Place>;
}

const yamlFiles = {
  kind: "Namespace",
  directory: null,
  files: ["*.yaml", "*.yml"],
  patterns: [],
  as: "",
  except: [],
  subjects: "Group",
  roles: [],
  keys: [],
} as const;

/** Reads all YAML of a tree for the things in it. Charts and Terraform are not rendered: it has to take seconds. */
export async function ownableContents(tree: Tree, reader: TenantFilesReader): Promise<OwnableContents> {
  const selected = selectFiles(yamlFiles, tree.entries);
  const bytes = await tree.read(selected.map(({ path }) => path));
  const files = new Map(
    selected.flatMap(({ path, blob }): [string, Uint8Array][] => {
      const content = bytes.get(path);
      return content === undefined ? [] : [[blob, content]];
    }),
  );
  const found = async (kind: "Namespace" | "AppProject" | "Host") => {
    const settings = { kind, subjects: "Group", keys: [] } as const;
    const read = await reader.readTenantFiles({ kind: "tenant-files", settings, files });
    return firstPlaces(selected, read);
  };
  return {
    namespaces: await found("Namespace"),
    argoProjects: await found("AppProject"),
    hosts: await found("Host"),
  };
}

function firstPlaces(
  selected: readonly { readonly path: string; readonly blob: string }[],
  read: ReadonlyMap<string, StatementReading>,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { path, blob } of selected) {
    for (const { line, about, gives } of read.get(blob)?.statements ?? []) {
      for (const name of about === null ? gives : [about])
        if (!places.has(name)) places.set(name, { path, line });
    }
  }
  return places;
}
