import { readYaml } from "../../formats/yaml/index.ts";
import type { Diagnostic, DiagnosticMessage } from "../../model/diagnostic.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import { type JsonObject, valueAt } from "../../model/json.ts";
import { fileLocation, type Location } from "../../model/location.ts";
import { brokenDiagnostic } from "../kubernetes/diagnostics.ts";
import { type HelmInput, treePath } from "./chart-input.ts";
import type { Failure, Problem } from "./engine-output.ts";
import { valuesIndex } from "./values-index.ts";

/** Why a chart was not rendered, where somebody has to look for it. */
export function failureDiagnostics(input: HelmInput, failure: Failure): readonly Diagnostic[] {
  const { root } = input;
  const { path: chart } = root;
  const reason = failure.reason ?? "";
  switch (failure.stage) {
    case "archive": {
      const path = treePath(root, failure.path ?? "Chart.yaml");
      const told = notRendered(input, "archive_refused", { path, reason }, fileLocation(path));
      return [{ ...told, kind: "not-read" }];
    }
    case "dependencies":
      return [missingDependencies(input, failure.names ?? [])];
    case "values":
      return brokenValues(input, failure.name ?? "", `${failure.name}: ${reason}`);
    case "schema":
      return refusedValues(input, failure);
    case "template":
    case "manifests":
      return [failedTemplate(input, failure)];
    case "chart": {
      const name = treePath(root, [failure.path, failure.name ?? "Chart.yaml"].filter(Boolean).join("/"));
      const path = input.files.has(name) ? name : treePath(root, "Chart.yaml");
      const broken = brokenYaml(input, path);
      if (broken !== null) return broken;
      const location = { ...fileLocation(path), ...lineOf(failure) };
      return [notRendered(input, "chart_invalid", { path: chart, reason }, location)];
    }
  }
}

function lineOf({ line }: Failure): Partial<Location> {
  return line === undefined ? {} : { startLine: line, endLine: line };
}

/** It counts as new where the file that it stands in has changed, or says another thing than before. */
function notRendered(
  { root, files }: HelmInput,
  messageId: DiagnosticMessage<"not-rendered" | "not-read">,
  values: JsonObject,
  location: Location,
  subject = root.key,
): Diagnostic {
  const bytes = files.get(location.path) ?? new Uint8Array();
  // Where it stands is no part of what is wrong: a chart that moves takes its faults along.
  const told = Object.fromEntries(
    Object.entries(values).filter(([name]) => !["place", "path"].includes(name)),
  );
  const digest = digestOf([messageId, told, sha256Hex(bytes)]);
  return { kind: "not-rendered", messageId, arguments: values, subject, digest, location };
}

/** A file of values that is no YAML is a mistake of syntax, told as such. */
function brokenYaml({ files }: HelmInput, path: string): readonly Diagnostic[] | null {
  const bytes = files.get(path);
  const file = bytes === undefined ? null : readYaml(bytes);
  if (file?.kind !== "documents") return null;
  const broken = file.documents.filter((document) => document.kind === "broken");
  if (broken.length === 0) return null;
  return broken.map((document, index) => brokenDiagnostic(path, index, document, "yaml_syntax"));
}

function brokenValues(input: HelmInput, path: string, reason: string): readonly Diagnostic[] {
  const { root } = input;
  const shown = input.files.has(path) ? path : treePath(root, "Chart.yaml");
  return (
    brokenYaml(input, path) ?? [
      notRendered(input, "values_refused", { path: root.path, reason }, fileLocation(shown)),
    ]
  );
}

/** Names shown of what is missing; an umbrella chart may lack dozens. */
const namesMax = 10;

function missingDependencies(input: HelmInput, names: readonly string[]): Diagnostic {
  const { root, files } = input;
  const shown = names.length > namesMax ? [...names.slice(0, namesMax), "…"] : names;
  const values = { path: root.path, names: shown.join(", ") };
  const paths = ["requirements.yaml", "Chart.yaml"].map((name) => treePath(root, name));
  for (const path of paths) {
    const file = readYaml(files.get(path) ?? new Uint8Array());
    const documents = file.kind === "documents" ? file.documents : [];
    for (const document of documents) {
      const listed = document.kind === "value" ? valueAt(document.value, ["dependencies"]) : undefined;
      if (document.kind !== "value" || !Array.isArray(listed)) continue;
      const index = listed.findIndex((each) => valueAt(each, ["name"]) === names[0]);
      const { startLine, endLine } = document.locate(["dependencies", Math.max(index, 0)]);
      return notRendered(input, "dependency_missing", values, { path, startLine, endLine });
    }
  }
  return notRendered(input, "dependency_missing", values, fileLocation(treePath(root, "Chart.yaml")));
}

function refusedValues(input: HelmInput, failure: Failure): readonly Diagnostic[] {
  const { root } = input;
  const schema = fileLocation(treePath(root, "values.schema.json"));
  const problems = failure.problems ?? [];
  if (problems.length === 0) {
    const values = { path: root.path, reason: failure.reason ?? "" };
    return [notRendered(input, "values_refused", values, schema)];
  }
  return problems.map((problem) => {
    const name = problem.path.join(".");
    const reason = name === "" ? problem.reason : `${name}: ${problem.reason}`;
    const values = { path: root.path, reason };
    const location = locationOfValue(input, problem) ?? schema;
    return notRendered(input, "values_refused", values, location, `${root.key} ${problem.chart} ${name}`);
  });
}

/** The line of a value that a schema refuses, or of what it stands in. */
function locationOfValue(input: HelmInput, { path }: Problem): Location | null {
  const index = valuesIndex(input, [{ scope: [], values: "values.yaml" }]);
  for (let length = path.length; length > 0; length -= 1) {
    const found = index.inForce(0, path.slice(0, length))[0];
    if (found !== undefined) return found.location;
  }
  return null;
}

function failedTemplate(input: HelmInput, failure: Failure): Diagnostic {
  const path = treePath(input.root, failure.path ?? "Chart.yaml");
  const line = failure.line ?? 0;
  const place = line > 0 ? `${path}:${line}` : path;
  const location = line > 0 ? { path, startLine: line, endLine: line } : fileLocation(path);
  const values = { place, reason: failure.reason ?? "" };
  return notRendered(input, "template_failed", values, location, `${input.root.key} ${path}`);
}
