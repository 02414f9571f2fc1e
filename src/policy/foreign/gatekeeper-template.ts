import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import type { SourceProblem } from "../../model/policy-sources.ts";
import type { Manifest } from "./manifests.ts";
import { problemAt, sentences } from "./problems.ts";
import { textOf } from "./rule.ts";

/** A ConstraintTemplate, v1 or v1beta1, as far as judging needs it. */
export interface ConstraintTemplate {
  /** The kind of its constraints. */
  readonly kind: string;
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly description: string;
  readonly severity: JsonValue;
  readonly schema: JsonObject;
  readonly version: "v0" | "v1";
  /** The template's own Rego, in `files`. */
  readonly main: string;
  /** By `path#kind`, the libraries behind it. */
  readonly files: Readonly<Record<string, string>>;
}

type ReadTemplate =
  | { readonly kind: "template"; readonly template: ConstraintTemplate }
  | { readonly kind: "problem"; readonly problem: SourceProblem };

interface Code {
  readonly rego: string;
  readonly libs: readonly string[];
  readonly version: "v0" | "v1";
  /** The line of the template's file on which the Rego begins. */
  readonly line: number;
}

export function readTemplate(manifest: Manifest): ReadTemplate {
  const { path, line, object } = manifest;
  const kind = textOf(valueAt(object, ["spec", "crd", "spec", "names", "kind"]));
  const problem = (message: SourceProblem["message"]): ReadTemplate => ({
    kind: "problem",
    problem: problemAt(path, message, line),
  });
  const name = kind === "" ? textOf(valueAt(object, ["metadata", "name"])) : kind;
  if (kind === "") return problem(sentences.templateShape(name, "spec.crd.spec.names.kind is missing"));
  const code = codeOf(manifest);
  if (typeof code === "string") return problem(sentences.templateEngine(kind, code));
  if (code === null) return problem(sentences.templateShape(kind, "spec.targets holds no Rego"));
  const main = `${path}#${kind}`;
  const libraries = code.libs.map((text, index): [string, string] => [`${main}/lib${index + 1}`, text]);
  // OPA counts from the first line of what it is given: empty lines in front make that the line of the file.
  const text = `${"\n".repeat(Math.max(0, code.line))}${code.rego}`;
  const annotations = valueAt(object, ["metadata", "annotations"]);
  const said = isJsonObject(annotations) ? annotations : {};
  return {
    kind: "template",
    template: {
      kind,
      path,
      line,
      title: textOf(said["metadata.gatekeeper.sh/title"]),
      description: textOf(said["description"]),
      severity: said["severity"] ?? null,
      schema: schemaOf(object),
      version: code.version,
      main,
      files: Object.fromEntries([[main, text], ...libraries]),
    },
  };
}

/** The Rego of the admission target; the name of the engine where only another one can run it. */
function codeOf({ object, lineOf }: Manifest): Code | string | null {
  const targets = valueAt(object, ["spec", "targets"]);
  const target = isJsonArray(targets) ? targets[0] : undefined;
  if (!isJsonObject(target)) return null;
  const above = ["spec", "targets", 0];
  const listed = isJsonArray(target["code"]) ? target["code"] : [];
  const engines = listed.map((entry) => (isJsonObject(entry) ? textOf(entry["engine"]) : ""));
  const index = engines.indexOf("Rego");
  const source = valueAt(target, ["code", index, "source"]);
  if (index >= 0 && isJsonObject(source)) {
    const at = lineOf([...above, "code", index, "source", "rego"]);
    return written(source, source["version"] === "v1" ? "v1" : "v0", at);
  }
  if (typeof target["rego"] === "string") return written(target, "v0", lineOf([...above, "rego"]));
  return engines.find((engine) => engine !== "") ?? null;
}

function written(source: JsonObject, version: Code["version"], line: number): Code | null {
  const libs = isJsonArray(source["libs"]) ? source["libs"].filter((text) => typeof text === "string") : [];
  return typeof source["rego"] === "string" ? { rego: source["rego"], libs, version, line } : null;
}

function schemaOf(object: JsonObject): JsonObject {
  const schema = valueAt(object, ["spec", "crd", "spec", "validation", "openAPIV3Schema"]);
  return isJsonObject(schema) ? schema : {};
}
