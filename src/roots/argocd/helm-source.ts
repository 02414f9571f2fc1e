import { readYaml } from "../../formats/yaml/index.ts";
import { compileGlob } from "../../model/glob.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { HelmRendering, SetValue, ValuesSource } from "../../model/root.ts";
import { joined, resolved } from "../paths.ts";
import { field, objectsOf, textOf, textsOf } from "../yaml-object.ts";
import type { Definition } from "./definition.ts";
import type { Repositories } from "./repositories.ts";
import type { ApplicationProblem, Source } from "./source.ts";

export interface HelmSource {
  readonly rendering: HelmRendering;
  /** Where it differs from the destination's. */
  readonly namespace: string | null;
  readonly problems: readonly ApplicationProblem[];
  /** Values files that stand elsewhere, as they are written. */
  readonly elsewhere: readonly string[];
}

/** What Argo CD gives to `helm template` for a source, in its order: files, then the values written in the Application. */
export function helmRendering(
  source: Source,
  path: string,
  definition: Definition,
  repositories: Repositories,
): HelmSource {
  const helm = field(source.object, "helm");
  const files = textsOf(field(helm, "valueFiles")).map((name) => fileNamed(name, path, repositories));
  const optional = field(helm, "ignoreMissingValueFiles") === true;
  const inline = inlineValues(helm);
  const values: ValuesSource[] = files
    .flatMap(({ paths }) => paths)
    .filter((file) => !optional || repositories.holds(file))
    .map((file) => ({ kind: "file", path: file }));
  if (isJsonObject(inline) && Object.keys(inline).length > 0)
    values.push({ kind: "inline", values: inline, path: definition.path, line: definition.line });
  return {
    rendering: {
      kind: "helm",
      releaseName: textOf(field(helm, "releaseName")) ?? definition.name,
      values,
      set: setValues(helm, path),
      skipCrds: field(helm, "skipCrds") === true,
      apiVersions: textsOf(field(helm, "apiVersions")),
    },
    namespace: textOf(field(helm, "namespace")),
    problems: inline === "unreadable" ? ["values_unreadable"] : [],
    elsewhere: files.flatMap((each) => each.elsewhere),
  };
}

/** `valuesObject` wins over `values`, which is YAML in a text. */
function inlineValues(helm: JsonValue | undefined): JsonObject | "unreadable" {
  const object = field(helm, "valuesObject");
  if (isJsonObject(object)) return object;
  const text = textOf(field(helm, "values"));
  if (text === null) return {};
  const file = readYaml(Buffer.from(text));
  const [first] = file.kind === "documents" ? file.documents : [];
  if (file.kind === "documents" && first === undefined) return {};
  return first?.kind === "value" && isJsonObject(first.value) ? first.value : "unreadable";
}

interface NamedFile {
  readonly paths: readonly string[];
  readonly elsewhere: readonly string[];
}

/** Relative to the chart, `/` to the repository, `$name/` to another source; globs take what is there. */
function fileNamed(name: string, folder: string, repositories: Repositories): NamedFile {
  const elsewhere = { paths: [], elsewhere: [withoutSecrets(name)] };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return elsewhere;
  const reference = /^\$([^/]+)\/(.*)$/s.exec(name);
  if (reference !== null) {
    const [, source = "", rest = ""] = reference;
    const clean = resolved(".", rest);
    const found = clean === null ? null : repositories.referenced(source, clean);
    return found === null ? elsewhere : { paths: [found], elsewhere: [] };
  }
  const path = name.startsWith("/") ? resolved(".", name.replace(/^\/+/, "")) : resolved(folder, name);
  if (path === null) return elsewhere;
  if (!/[*?[]/.test(path)) return { paths: [path], elsewhere: [] };
  const matches = compileGlob(path);
  const start = path.split("/").findIndex((step) => /[*?[]/.test(step));
  const top = path.split("/").slice(0, start).join("/") || ".";
  return { paths: repositories.below(top).filter(matches), elsewhere: [] };
}

/** An address may hold a password, and a query may be one. */
function withoutSecrets(name: string): string {
  return name.replace(/\/\/[^/@]*@/, "//").replace(/\?.*$/s, "");
}

function setValues(helm: JsonValue | undefined, folder: string): readonly SetValue[] {
  const parameters = objectsOf(field(helm, "parameters")).flatMap((parameter): SetValue[] => {
    const name = textOf(field(parameter, "name"));
    const value = field(parameter, "value");
    if (name === null || isJsonObject(value)) return [];
    const kind = field(parameter, "forceString") === true ? "set-string" : "set";
    return [{ kind, name, value: escaped(value === undefined || value === null ? "" : String(value)) }];
  });
  const files = objectsOf(field(helm, "fileParameters")).flatMap((parameter): SetValue[] => {
    const name = textOf(field(parameter, "name"));
    const path = textOf(field(parameter, "path"));
    if (name === null || path === null) return [];
    return [{ kind: "set-file", name, value: resolved(folder, path) ?? joined(folder, path) }];
  });
  return [...parameters, ...files];
}

/** Argo CD gives a comma as itself, unless the value is a list. */
function escaped(value: string): string {
  return value.startsWith("{") && value.endsWith("}") ? value : value.replace(/(?<!\\),/g, "\\,");
}
