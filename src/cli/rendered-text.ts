import type { RenderedObject, RenderedRoot } from "../app/evaluation/rendered.ts";
import { writeYaml } from "../formats/yaml/write.ts";
import type { Diagnostic, NotEvaluated } from "../model/diagnostic.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, pointerOf } from "../model/json.ts";
import type { Location } from "../model/location.ts";
import type { RuleText } from "../model/report.ts";
import type { Root } from "../model/root.ts";
import { isSecretMarker } from "../model/secret-marker.ts";
import { messageOf } from "../report/message.ts";
import { visible, visibleJson } from "../report/neutral.ts";

export interface Rendered {
  readonly roots: readonly RenderedRoot[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** YAML documents with comments that say where each comes from; first a table of the roots, where it is wanted. */
export function renderedText({ roots }: Rendered, withTable: boolean): string {
  const documents = roots.flatMap(({ root, objects }) => objects.map((object) => documentOf(root, object)));
  return `${withTable ? table(roots) : ""}${documents.join("")}`;
}

function table(roots: readonly RenderedRoot[]): string {
  const head = ["root", "objects", "destination", "defined by"];
  const rows = roots.map(({ root, objects }) => [
    root.key,
    String(objects.length),
    destinationOf(root),
    root.definedBy === undefined ? "" : `${root.definedBy.path}:${root.definedBy.line}`,
  ]);
  const all = [head, ...rows].map((row) => row.map(visible));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return lines.map((line) => `# ${line.trimEnd()}\n`).join("");
}

function destinationOf({ destination }: Root): string {
  if (destination === undefined) return "";
  return [destination.cluster, destination.namespace].filter((part) => part !== null).join("/");
}

function documentOf(root: Root, { address, object, location, unknown, places }: RenderedObject): string {
  const lines = [`${root.key} ${address}`, `from ${placeText(location)}`];
  if (unknown.length > 0) lines.push(`known only when it is applied: ${unknown.join(", ")}`);
  const comments = lines.map((line) => `# ${visible(line)}\n`).join("");
  const byPointer = new Map(places.map(({ pointer, location: place }) => [pointer, place]));
  const yaml = writeYaml(hidden(object), (path) => {
    const place = byPointer.get(pointerOf(path));
    return place === undefined ? null : visible(placeText(place));
  });
  return `---\n${comments}${yaml}`;
}

function placeText({ path, startLine, origin }: Location): string {
  const place = `${path}:${startLine}`;
  if (origin === undefined) return place;
  return `${place} (${origin.exact ? "" : "perhaps "}${origin.kind}, ${origin.path}:${origin.line})`;
}

/** As people read it: a secret is a word, not a marker with fields. */
function hidden(value: JsonObject): JsonObject;
function hidden(value: JsonValue): JsonValue;
function hidden(value: JsonValue): JsonValue {
  if (isSecretMarker(value)) return "<hidden>";
  if (isJsonArray(value)) return value.map((item) => hidden(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hidden(item)]));
}

/** Everything, with secrets as markers. */
export function renderedJson({ roots, diagnostics, notEvaluated }: Rendered): string {
  const told = roots.map(({ root, objects, ...rest }) => ({
    key: root.key,
    kind: root.kind,
    path: root.path,
    destination: root.destination ?? null,
    definedBy: root.definedBy ?? null,
    files: root.files,
    objects,
    ...rest,
  }));
  return `${visibleJson({ version: 1, roots: told, diagnostics, notEvaluated })}\n`;
}

/** The rule that reports a diagnostic has the sentence for it. */
const rules = {
  syntax: "VAL-001",
  undeclared: "VAL-007",
  "missing-argument": "VAL-007",
  "not-rendered": "VAL-008",
  generated: "VAL-009",
  "not-read": "CHG-025",
  suppression: "CHG-023",
} as const;

/** What is wrong or not read, a line each; what was passed over on purpose is no complaint. */
export function renderedComplaints(
  rendered: Rendered,
  texts: Readonly<Record<string, RuleText>>,
): { readonly text: string; readonly count: number } {
  const diagnostics = [...rendered.diagnostics, ...rendered.roots.flatMap((root) => root.diagnostics)];
  const passedOver = [...rendered.notEvaluated, ...rendered.roots.flatMap((root) => root.notEvaluated)];
  const lines = [
    ...diagnostics.map(({ kind, messageId, arguments: values, location }) => {
      const ruleId = rules[kind];
      const words = messageOf({ ruleId, messageId, arguments: values }, texts, {
        format: "plain",
        locale: "en",
      });
      return `${location.path}:${location.startLine}: ${words}`;
    }),
    ...passedOver.map(({ path, reason, detail }) => `${path}: passed over (${reason}): ${detail}`),
  ];
  return { text: lines.map((line) => `${visible(line)}\n`).join(""), count: diagnostics.length };
}
