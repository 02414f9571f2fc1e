import { brokenByTemplate, recogniseEncrypted } from "../../formats/recognise.ts";
import type { SourceSpan } from "../../formats/source-text.ts";
import { type BrokenYamlDocument, readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { isJsonObject, type JsonObject, type ObjectPath } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { brokenDiagnostic } from "../kubernetes/diagnostics.ts";
import { limitDiagnostic, notTextDiagnostic, syntaxDiagnostic } from "./diagnostics.ts";
import { type FileInput, type FileReading, said } from "./file-reading.ts";

/** One document of a file that is a map. */
export interface YamlObject {
  readonly object: JsonObject;
  readonly location: Location;
  readonly locate: (path: ObjectPath) => Location;
}

/** Reads a file whose documents are maps, and makes one resource of each. */
export function readYamlFile(
  input: FileInput,
  type: string,
  make: (document: YamlObject) => Partial<Resource>,
): FileReading {
  const file = readYaml(input.bytes);
  if (file.kind === "not-text") return said(notTextDiagnostic(input.path, file.reason, input.bytes));
  if (file.kind === "limit") return said(limitDiagnostic(input.path, file.limit, input.bytes));
  const resources: Resource[] = [];
  const diagnostics: Diagnostic[] = [];
  const notEvaluated: NotEvaluated[] = [];
  for (const document of file.documents) {
    if (document.kind === "broken") tellBroken(input, document, diagnostics, notEvaluated);
    else if (!isJsonObject(document.value)) diagnostics.push(noMap(input, document, diagnostics.length));
    else resources.push(resourceOf(input, type, resources.length, yamlObject(input.path, document), make));
    const encryption = document.kind === "value" ? recogniseEncrypted(document.value) : null;
    if (encryption !== null) notEvaluated.push({ path: input.path, reason: "encrypted", detail: encryption });
  }
  return { resources, diagnostics, notEvaluated };
}

function tellBroken(
  { path, bytes }: FileInput,
  document: BrokenYamlDocument,
  diagnostics: Diagnostic[],
  notEvaluated: NotEvaluated[],
): void {
  // An expression of GitHub's or a parameter of CircleCI looks like a template, and no template is behind it.
  const text = Buffer.from(bytes)
    .toString()
    .replaceAll(/\$\{\{|<<[^>\n]{0,200}>>/g, "");
  if (document.cause === "syntax" && brokenByTemplate(text, document.line)) {
    notEvaluated.push({ path, reason: "template", detail: "does not parse before it is rendered" });
    return;
  }
  diagnostics.push(brokenDiagnostic(path, diagnostics.length, document, "yaml_syntax"));
}

function noMap({ path, bytes }: FileInput, { span }: YamlDocument, index: number): Diagnostic {
  const problem = { line: span.startLine, reason: "keys and values are expected here" };
  return syntaxDiagnostic("yaml_syntax", path, problem, bytes, index);
}

export function yamlObject(path: string, document: YamlDocument): YamlObject {
  return {
    object: isJsonObject(document.value) ? document.value : {},
    location: locationOf(path, document.span),
    locate: (inner) => locationOf(path, document.locate(inner)),
  };
}

function resourceOf(
  { rootKey, path }: FileInput,
  type: string,
  index: number,
  document: YamlObject,
  make: (document: YamlObject) => Partial<Resource>,
): Resource {
  return {
    rootKey,
    address: index === 0 ? path : `${path}#${index + 1}`,
    type,
    object: document.object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: null,
    location: document.location,
    locate: document.locate,
    ...make(document),
  };
}

/** Columns only where everything stands on one line. */
function locationOf(path: string, span: SourceSpan): Location {
  const { startLine, endLine, startColumn, endColumn } = span;
  return startLine === endLine
    ? { path, startLine, endLine, startColumn, endColumn }
    : { path, startLine, endLine };
}
