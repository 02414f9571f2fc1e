import { posix } from "node:path";
import type { JsonObject } from "../../../model/json.ts";
import { fileLocation } from "../../../model/location.ts";
import type { TerraformPlan } from "../../../model/plan.ts";
import type { Resource } from "../../../model/resource.ts";
import { mainFile, type Root } from "../../../model/root.ts";
import type { Tree } from "../../../model/tree.ts";
import { maskSecrets } from "../../../resources/secrets/index.ts";
import { hclJson } from "../../../resources/terraform/hcl-json.ts";
import type { Loaded, LoadedSide } from "../loaded.ts";
import type { EvaluationPorts } from "../ports.ts";
import { planDocument } from "./plan-document.ts";

/** What Conftest's policies see of a Terraform root: its files, and its plans. */
export interface TerraformDocument {
  readonly address: string;
  readonly path: string;
  readonly type: "terraform-file" | "terraform-plan";
  /** Masked. */
  readonly object: JsonObject;
}

export interface TerraformDocuments {
  of(rootKey: string, side: "base" | "head"): readonly TerraformDocument[];
}

/** The files of every Terraform root as hcl2json writes them, each once, masked; and the plans that are bound to it. */
export async function terraformDocuments(
  loaded: Loaded,
  bound: ReadonlyMap<string, readonly TerraformPlan[]>,
  sensitiveNames: readonly string[],
  ports: EvaluationPorts,
): Promise<TerraformDocuments> {
  const owners = ownersOf(loaded);
  const base = await converted(loaded, "base", owners, ports);
  const head = await converted(loaded, "head", owners, ports);
  const masked = (own: JsonObject, other: JsonObject | undefined) =>
    maskSecrets(asResource(own), other === undefined ? null : asResource(other), { sensitiveNames }).object;
  const found = {
    base: new Map<string, TerraformDocument[]>(),
    head: new Map<string, TerraformDocument[]>(),
  };
  for (const [side, files, others] of [
    ["base", base, head],
    ["head", head, base],
  ] as const) {
    for (const [path, object] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const key = owners.get(path)?.key ?? "";
      const document = {
        address: path,
        path,
        type: "terraform-file",
        object: masked(object, others.get(path)),
      } as const;
      found[side].set(key, [...(found[side].get(key) ?? []), document]);
    }
  }
  for (const { key, base: before, head: after } of loaded.roots) {
    const root = (after ?? before)?.root;
    for (const plan of root === undefined ? [] : (bound.get(key) ?? [])) {
      for (const side of ["base", "head"] as const)
        found[side].set(key, [
          ...(found[side].get(key) ?? []),
          planFile(plan, mainFile(root ?? emptyRoot), side),
        ]);
    }
  }
  return { of: (rootKey, side) => found[side].get(rootKey) ?? [] };
}

const emptyRoot = { path: ".", files: [] };

function planFile(plan: TerraformPlan, path: string, side: "base" | "head"): TerraformDocument {
  const object = planDocument(plan, side === "base" ? "before" : "after");
  return { address: `plan ${plan.name}`, path, type: "terraform-plan", object };
}

/** Which root a file is judged in: that of its own folder, else the first that reads it. The same on both sides. */
function ownersOf(loaded: Loaded): ReadonlyMap<string, Root> {
  const owners = new Map<string, Root>();
  for (const { base, head } of loaded.roots) {
    for (const side of [base, head]) {
      if (side === null || !isTerraform(side)) continue;
      for (const path of side.root.files.filter((file) => file.endsWith(".tf"))) {
        const folder = posix.dirname(path);
        const owner = owners.get(path);
        if (owner === undefined || (owner.path !== folder && side.root.path === folder))
          owners.set(path, side.root);
      }
    }
  }
  return owners;
}

function isTerraform({ root }: LoadedSide): boolean {
  return root.kind === "terraform" || root.kind === "terraform-module";
}

async function converted(
  loaded: Loaded,
  side: "base" | "head",
  owners: ReadonlyMap<string, Root>,
  ports: EvaluationPorts,
): Promise<ReadonlyMap<string, JsonObject>> {
  const tree: Tree | null = loaded.trees[side];
  const paths = loaded.roots
    .flatMap((root) => root[side]?.root.files ?? [])
    .filter((path) => owners.has(path));
  if (tree === null || paths.length === 0) return new Map();
  const bytes = await tree.read([...new Set(paths)]);
  const texts = [...bytes].map(([path, content]): [string, string] => [
    path,
    Buffer.from(content).toString("utf8"),
  ]);
  const engine = await ports.engine("terraform");
  const result = new Map<string, JsonObject>();
  for (let start = 0; start < texts.length; start += filesPerCall) {
    const part = Object.fromEntries(texts.slice(start, start + filesPerCall));
    for (const [path, object] of Object.entries(hclJson(engine, part))) result.set(path, object);
  }
  return result;
}

/** Files of one call: an estate has thousands, and each needs some fifty times its text. */
const filesPerCall = 50;

/** What finds secrets looks at resources. A file has no address there, and nothing that Terraform calls sensitive. */
function asResource(object: JsonObject): Resource {
  return {
    rootKey: "",
    address: "",
    type: "terraform-file",
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: null,
    location: fileLocation(""),
    locate: () => fileLocation(""),
  };
}
