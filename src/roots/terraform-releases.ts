import { readYaml } from "../formats/yaml/index.ts";
import type { NotEvaluated } from "../model/diagnostic.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import type { Root, SetValue, ValuesSource } from "../model/root.ts";
import { isFile } from "../model/tree.ts";
import type { Followed } from "./argocd/application.ts";
import type { Installation } from "./installations.ts";
import { resolved } from "./paths.ts";
import type { Structure } from "./structure.ts";
import { field, objectsOf, textOf } from "./yaml-object.ts";

export interface TerraformReleaseSearch {
  readonly structure: Structure;
  /** The Terraform roots that read one of these files. */
  readonly terraformRoots: (paths: ReadonlySet<string>) => Promise<readonly Root[]>;
  readonly render: (root: Root) => Promise<readonly Resource[]>;
}

/** `helm_release` beside a chart that is named by a path: anything else installs no chart of this repository. */
const telling = /chart"?\s*[=:]\s*"(?:\.|\$\{path\.)/;

/** The charts of this repository that Terraform installs. Where there is no chart, no Terraform is looked into. */
export async function terraformReleases(search: TerraformReleaseSearch): Promise<Followed> {
  const { structure, terraformRoots, render } = search;
  const nothing = { installations: [], diagnostics: [], notEvaluated: [] };
  if (structure.charts.isEmpty) return nothing;
  const files = await releasingFiles(structure);
  if (files.size === 0) return nothing;
  const followed: Release[] = [];
  for (const root of await terraformRoots(files)) {
    for (const resource of await render(root)) followed.push(...releaseOf(resource, root, structure));
  }
  return {
    installations: followed.map(({ installation }) => installation),
    diagnostics: [],
    notEvaluated: followed.flatMap(({ unread }) => unread),
  };
}

async function releasingFiles({ tree }: Structure): Promise<ReadonlySet<string>> {
  const paths = [...tree.entries.values()]
    .filter((entry) => isFile(entry) && /\.tf(?:\.json)?$/.test(entry.path))
    .map(({ path }) => path);
  const found = new Set<string>();
  for (const [path, bytes] of await tree.read(paths)) {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (content.includes("helm_release") && telling.test(content.toString("utf8"))) found.add(path);
  }
  return found;
}

interface Release {
  readonly installation: Installation;
  readonly unread: readonly NotEvaluated[];
}

function releaseOf(resource: Resource, root: Root, { charts }: Structure): readonly Release[] {
  const { type, object, address, location } = resource;
  const chart = type === "helm_release" ? textOf(field(object, "chart")) : null;
  // Terraform takes a path for one of the folder in which it is run.
  const path = chart === null ? null : resolved(root.path, chart);
  if (path === null || !charts.has(path)) return [];
  const { values, unread } = valuesOf(resource);
  const name = textOf(field(object, "name")) ?? address;
  const installation: Installation = {
    kind: "chart",
    path,
    name,
    distinction: root.path,
    files: [],
    destination: { cluster: null, namespace: textOf(field(object, "namespace")), project: null },
    rendering: {
      kind: "helm",
      releaseName: name,
      values,
      set: setValues(object),
      skipCrds: field(object, "skip_crds") === true,
      apiVersions: [],
    },
    environment: root.environment ?? null,
    definedBy: {
      kind: "terraform",
      name: address,
      path: location.path,
      line: location.startLine,
      files: root.files,
    },
    depth: 1,
  };
  const said = unread.map((what): NotEvaluated => {
    return { path: location.path, reason: "not-static", detail: `${address}: ${what}` };
  });
  return [{ installation, unread: said }];
}

/** Each of `values` is YAML in a text. */
function valuesOf({ object, location }: Resource) {
  const list = field(object, "values");
  const unread: string[] = [];
  const values: ValuesSource[] = [];
  for (const [index, text] of (isJsonArray(list) ? list : []).entries()) {
    const read = typeof text === "string" ? yamlMapping(text) : null;
    if (read === null) unread.push(`values ${index + 1}`);
    else values.push({ kind: "inline", values: read, path: location.path, line: location.startLine });
  }
  for (const entry of setEntries(object)) {
    if (textFor(field(entry, "value")) === null) unread.push(`set ${textOf(field(entry, "name")) ?? "?"}`);
  }
  if (field(object, "set_sensitive") !== undefined) unread.push("set_sensitive");
  return { values, unread };
}

function yamlMapping(text: string): JsonObject | null {
  const file = readYaml(Buffer.from(text));
  const [first] = file.kind === "documents" ? file.documents : [];
  if (file.kind === "documents" && first === undefined) return {};
  return first?.kind === "value" && isJsonObject(first.value) ? first.value : null;
}

/** Blocks in version 2 of the provider, a list of objects in version 3. */
function setEntries(object: JsonObject): readonly JsonObject[] {
  const written = field(object, "set");
  return isJsonObject(written) ? [written] : objectsOf(written);
}

function setValues(object: JsonObject): readonly SetValue[] {
  const lists = objectsOf(field(object, "set_list"));
  return [
    ...setEntries(object).flatMap((entry) => setValue(entry, textFor(field(entry, "value")))),
    ...lists.flatMap((entry) => {
      const value = field(entry, "value");
      return setValue(entry, isJsonArray(value) ? `{${value.map(textFor).join(",")}}` : null);
    }),
  ];
}

function setValue(entry: JsonObject, value: string | null): readonly SetValue[] {
  const name = textOf(field(entry, "name"));
  if (name === null || value === null) return [];
  return [{ kind: field(entry, "type") === "string" ? "set-string" : "set", name, value }];
}

/** `null` for what is known only when it is applied. */
function textFor(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
