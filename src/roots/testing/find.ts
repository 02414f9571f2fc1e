import type { HelmReleaseRule } from "../../model/configuration.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { type AppliedRoots, findAppliedRoots } from "../applied.ts";
import { definitionsOfFile } from "../argocd/definition.ts";
import { KnownContents } from "../known-contents.ts";
import { readStructure } from "../structure.ts";
import { type Files, memoryTree } from "./memory-tree.ts";

export interface FindOptions {
  readonly releases?: readonly HelmReleaseRule[];
  readonly branch?: string;
  /** What a root renders, as YAML, by its key. */
  readonly renders?: Readonly<Record<string, string>>;
  /** Go templates: by default `{{ .a.b }}` alone. */
  readonly templating?: Parameters<typeof findAppliedRoots>[0]["templating"];
}

export interface Found extends AppliedRoots {
  /** Keys of the roots that were rendered while looking, in order. */
  readonly rendered: readonly string[];
}

/** What is applied in a tree that a test wrote down. */
export async function find(files: Files, options: FindOptions = {}): Promise<Found> {
  const structure = await readStructure(memoryTree(files), new KnownContents());
  const rendered: string[] = [];
  const found = await findAppliedRoots({
    structure,
    releases: options.releases ?? [],
    branch: options.branch ?? null,
    render: async (root) => {
      rendered.push(root.key);
      return resourcesIn(root, options.renders?.[root.key] ?? "");
    },
    terraformRoots: async () => [],
    templating: options.templating ?? (async (texts) => texts.map(() => null)),
  });
  return { ...found, rendered };
}

function resourcesIn(root: Root, yaml: string): readonly Resource[] {
  return definitionsOfFile(root.path, Buffer.from(yaml)).map(({ kind, object, name }) => ({
    rootKey: root.key,
    address: `argoproj.io/${kind}//${name}`,
    type: `argoproj.io/${kind}`,
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: "",
    location: fileLocation(root.files[0] ?? root.path),
    locate: () => fileLocation(root.path),
  }));
}

/** An Application, with its spec as YAML in flow style. */
export function application(name: string, spec: string): string {
  return `---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: "${name}"}\nspec: ${spec}\n`;
}
