import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { SetValue, ValuesSource } from "../../model/root.ts";
import { laidOver } from "../argocd/laid-over.ts";
import { filled } from "../argocd/parameters.ts";
import type { Installation } from "../installations.ts";
import { folderOf, resolved } from "../paths.ts";
import { field, objectsOf, textOf, textsOf } from "../yaml-object.ts";
import type { HelmfileReader, HelmfileState } from "./state.ts";

export interface Releases {
  readonly installations: readonly Installation[];
  /** Releases with a chart from elsewhere: `redis: chart bitnami/redis`. */
  readonly elsewhere: readonly string[];
  readonly unread: readonly string[];
}

/** The releases of one Helmfile in one environment, as far as their charts stand in this repository. */
export async function releasesOf(state: HelmfileState, reader: HelmfileReader): Promise<Releases> {
  const installations: Installation[] = [];
  const elsewhere: string[] = [];
  const unread: string[] = [];
  for (const written of objectsOf(field(state.object, "releases"))) {
    const inherited = withTemplates(written, field(state.object, "templates"));
    const release = await filledRelease(inherited, state, reader);
    const name = textOf(field(release ?? inherited, "name")) ?? "?";
    if (release === null) unread.push(`release ${name}`);
    else if (isInstalled(release, state.values)) {
      const chart = textOf(field(release, "chart")) ?? "";
      const path = resolved(folderOf(state.path), chart);
      if (path === null || !reader.structure.charts.has(path)) elsewhere.push(`${name}: chart ${chart}`);
      else {
        const found = await installation(release, name, path, state, reader);
        installations.push(found.installation);
        unread.push(...found.unread.map((what) => `release ${name}: ${what}`));
      }
    }
  }
  return { installations, elsewhere, unread };
}

/** `inherit: [{template: default}]`, as Helmfile lays templates under a release. */
function withTemplates(release: JsonObject, templates: JsonValue | undefined): JsonObject {
  const named = objectsOf(field(release, "inherit")).flatMap((entry) => {
    const template = field(templates, textOf(field(entry, "template")) ?? "");
    return isJsonObject(template) ? [template] : [];
  });
  return [...named, release].reduce((under, over) => laidOver(under, over), {});
}

/** Texts of a release may be templates once more, with the release in sight. */
function filledRelease(
  release: JsonObject,
  state: HelmfileState,
  reader: HelmfileReader,
): Promise<JsonObject | null> {
  return filled(release, dataOf(release, state), (texts, data) =>
    Promise.all(texts.map((text) => reader.fill(text, data))),
  );
}

function dataOf(release: JsonObject, { environment, values }: HelmfileState): JsonObject {
  const labels = field(release, "labels");
  return {
    Environment: { Name: environment, Values: values, KubeContext: "" },
    Values: values,
    StateValues: values,
    Release: {
      Name: textOf(field(release, "name")) ?? "",
      Namespace: textOf(field(release, "namespace")) ?? "",
      Chart: textOf(field(release, "chart")) ?? "",
      Labels: isJsonObject(labels) ? labels : {},
    },
  };
}

/** `installed: false`, and a `condition` that names a value which is not true. */
function isInstalled(release: JsonObject, values: JsonObject): boolean {
  const installed = field(release, "installed");
  if (installed === false || installed === "false") return false;
  const condition = textOf(field(release, "condition"));
  if (condition === null) return true;
  let value: JsonValue | undefined = values;
  for (const step of condition.split(".")) value = field(value, step);
  return value === true;
}

async function installation(
  release: JsonObject,
  name: string,
  path: string,
  state: HelmfileState,
  reader: HelmfileReader,
): Promise<{ readonly installation: Installation; readonly unread: readonly string[] }> {
  const { values, files, unread } = await valuesOf(release, state, reader);
  const isDefault = state.environment === "default";
  const context = field(field(field(state.object, "environments"), state.environment), "kubeContext");
  const line = await lineOf(name, state.path, reader);
  return {
    installation: {
      kind: "chart",
      path,
      name: isDefault ? name : `${state.environment}/${name}`,
      distinction: state.path,
      files,
      destination: {
        cluster: textOf(field(release, "kubeContext")) ?? textOf(context),
        namespace: textOf(field(state.object, "namespace")) ?? textOf(field(release, "namespace")),
        project: null,
      },
      rendering: {
        kind: "helm",
        releaseName: name,
        values: values.map((each) => (each.kind === "inline" && each.line === 0 ? { ...each, line } : each)),
        set: setValues(release, folderOf(state.path)),
        skipCrds: false,
        apiVersions: textsOf(field(state.object, "apiVersions")),
      },
      environment: isDefault ? null : state.environment,
      definedBy: { kind: "helmfile", name, path: state.path, line, files: [...state.files].toSorted() },
      depth: 1,
    },
    unread: isJsonArray(field(release, "secrets")) ? [...unread, "secrets"] : unread,
  };
}

/** Inline values have no line of their own yet. */
async function valuesOf(release: JsonObject, state: HelmfileState, reader: HelmfileReader) {
  const values: ValuesSource[] = [];
  const files: string[] = [];
  const unread: string[] = [];
  const list = field(release, "values");
  for (const entry of isJsonArray(list) ? list : []) {
    const name = textOf(entry);
    if (isJsonObject(entry)) values.push({ kind: "inline", values: entry, path: state.path, line: 0 });
    if (name === null) continue;
    const path = resolved(folderOf(state.path), name);
    if (path === null || /^[a-z0-9+.-]+:/i.test(name)) unread.push(`values ${name}`);
    else if (!path.endsWith(".gotmpl")) values.push({ kind: "file", path });
    else {
      const found = await reader.valuesFile(name, state.path, dataOf(release, state));
      files.push(...found.files);
      if (found.values === null) unread.push(`values ${name}`);
      else values.push({ kind: "inline", values: found.values, path, line: 1 });
    }
  }
  const optional = ["Warn", "Info", "Debug"].includes(textOf(field(release, "missingFileHandler")) ?? "");
  const { entries } = reader.structure.tree;
  return {
    values: values.filter((each) => !optional || each.kind === "inline" || entries.has(each.path)),
    files,
    unread,
  };
}

function setValues(release: JsonObject, folder: string): readonly SetValue[] {
  const entries = [
    ...objectsOf(field(release, "set")).map((entry) => ["set", entry] as const),
    ...objectsOf(field(release, "setString")).map((entry) => ["set-string", entry] as const),
  ];
  return entries.flatMap(([kind, entry]): SetValue[] => {
    const name = textOf(field(entry, "name"));
    const file = textOf(field(entry, "file"));
    const value = field(entry, "value");
    const list = field(entry, "values");
    if (name === null) return [];
    if (file !== null) return [{ kind: "set-file", name, value: resolved(folder, file) ?? file }];
    if (isJsonArray(list)) return [{ kind, name, value: `{${list.map(plain).join(",")}}` }];
    return value === undefined ? [] : [{ kind, name, value: plain(value).replace(/(?<!\\),/g, "\\,") }];
  });
}

function plain(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The line that names a release; the first one where a template writes it. */
async function lineOf(name: string, path: string, reader: HelmfileReader): Promise<number> {
  const lines = ((await reader.text(path)) ?? "").split("\n");
  const index = lines.findIndex((line) => {
    const written = /^\s*(?:-\s+)?name:\s*["']?([^"'\s#]+)/.exec(line);
    return written?.[1] === name;
  });
  return index < 0 ? 1 : index + 1;
}
