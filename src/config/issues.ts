import type { z } from "zod";
import { closest } from "../model/closest.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../model/json.ts";
import { quotaResources } from "../model/quota-resource.ts";
import type { SettingsDocument } from "./document.ts";
import type { ConfigurationMessages, FormatName, ValueKind } from "./messages.ts";
import type { ConfigurationProblem } from "./problem.ts";
import { keysAt } from "./schema-walk.ts";

type Issue = z.core.$ZodIssue;

/** Everything that a schema finds wrong with a document, in the order of its lines. */
export function problemsOf(
  document: SettingsDocument,
  schema: z.ZodType,
  issues: readonly Issue[],
  messages: ConfigurationMessages,
): readonly ConfigurationProblem[] {
  const reader = { document, schema, messages };
  return issues
    .flatMap((issue) => explain(reader, issue, []))
    .sort((left, right) => left.line - right.line || left.column - right.column);
}

interface IssueReader {
  readonly document: SettingsDocument;
  readonly schema: z.ZodType;
  readonly messages: ConfigurationMessages;
}

function explain(
  reader: IssueReader,
  issue: Issue,
  above: readonly PropertyKey[],
): readonly ConfigurationProblem[] {
  const path = [...above, ...issue.path].map((step) => (typeof step === "number" ? step : String(step)));
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => unknownKey(reader, path, name));
    case "invalid_union":
      // A word that tells the choices apart, and is none of theirs, has no errors below it.
      if (issue.errors.length === 0) return [{ ...placeOf(reader, path), ...sentence(reader, issue, path) }];
      return likeliest(issue.errors).flatMap((inner) => explain(reader, inner, path));
    case "invalid_key":
      return issue.issues.slice(0, 1).flatMap((inner) => explain(reader, { ...inner, path: [] }, path));
    default:
      return [{ ...placeOf(reader, path), ...sentence(reader, issue, path) }];
  }
}

/** Of the choices of a union the one that fits the value's kind: its complaint is about something inside. */
function likeliest(choices: readonly (readonly Issue[])[]): readonly Issue[] {
  const inside = choices.find((issues) => issues.every((issue) => issue.path.length > 0));
  const sameKind = choices.find((issues) => issues.every((issue) => issue.code !== "invalid_type"));
  return inside ?? sameKind ?? choices[0] ?? [];
}

function unknownKey(reader: IssueReader, path: ObjectPath, name: string): ConfigurationProblem {
  const allowed = keysAt(reader.schema, path);
  const place = placeOf(reader, [...path, name]);
  return { ...place, message: reader.messages.unknownKey(place.key), hint: closest(name, allowed) };
}

type Sentence = Pick<ConfigurationProblem, "message" | "hint">;

function sentence(reader: IssueReader, issue: Issue, path: ObjectPath): Sentence {
  const { messages, document } = reader;
  const key = dotted(path);
  const value = valueAt(document.value, path);
  if (value === undefined) return { message: messages.missingKey(key), hint: null };
  switch (issue.code) {
    case "invalid_type":
      return { message: wrongKind(reader, path, issue.expected, value), hint: null };
    case "invalid_union":
    case "invalid_value": {
      const allowed = issue.code === "invalid_value" ? issue.values.map(String) : choicesOf(issue);
      const hint = typeof value === "string" ? closest(value, allowed) : null;
      return { message: messages.wrongValue(key, written(value), allowed), hint };
    }
    default:
      return {
        message: wrongFormat(messages, key, issue.message, value),
        hint: hintFor(issue.message, String(path.at(-1)), value),
      };
  }
}

/** Of a union that is told apart by a word. */
function choicesOf(issue: Issue): readonly string[] {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  return options.map(String);
}

function hintFor(format: string, name: string, value: JsonValue): string | null {
  if (format === "quotaResource") return closest(name, quotaResources);
  return format === "reviewer" && typeof value === "string" ? closest(value, ["owners"]) : null;
}

function wrongKind(reader: IssueReader, path: ObjectPath, expected: string, value: JsonValue): string {
  const { messages, document } = reader;
  const key = dotted(path);
  if (key === "") return messages.notAMap;
  const kind = kindsByZod[expected] ?? "map";
  const scalar = typeof value === "number" || typeof value === "boolean";
  return kind === "text" && scalar
    ? messages.needsQuotes(key, document.source(path) ?? String(value))
    : messages.wrongKind(key, kind, kindOf(value));
}

const kindsByZod: Readonly<Record<string, ValueKind>> = {
  string: "text",
  number: "number",
  int: "number",
  boolean: "boolean",
  array: "list",
  object: "map",
  record: "map",
};

/** Checks of the schema carry the name of a format as their message. */
function wrongFormat(messages: ConfigurationMessages, key: string, name: string, value: JsonValue): string {
  const format = formatNames.find((known) => known === name);
  if (format !== undefined) return messages.wrongFormat(key, format);
  return value === "" ? messages.wrongKind(key, "text", "nothing") : messages.outOfRange(key);
}

const formatNames: readonly FormatName[] = [
  "team",
  "reviewer",
  "quantity",
  "quotaResource",
  "kubernetesVersion",
  "localDate",
  "timezone",
  "glob",
  "name",
  "ruleSet",
  "pageAddress",
  "duration",
  "calendar",
  "repository",
  "sourceName",
  "teamTemplate",
  "ofOwnersFile",
  "anchor",
  "anchorFolder",
  "anchorEndpoint",
  "anchorName",
  "freezeOrder",
  "tenantWithoutTeam",
  "login",
  "waiverId",
  "emptyRules",
  "emptyScope",
];

/** Longer values are cut: a message is one line. */
const shownCharactersMax = 60;

function written(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text;
}

function kindOf(value: JsonValue): ValueKind {
  if (value === null) return "nothing";
  if (isJsonArray(value)) return "list";
  if (isJsonObject(value)) return "map";
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "number" : "boolean";
}

function placeOf(reader: IssueReader, path: ObjectPath): Omit<ConfigurationProblem, "message" | "hint"> {
  return { path: reader.document.file.path, ...reader.document.locate(path), key: dotted(path) };
}

/** `tenants.payments.teams[0]`, as a person names a setting. */
export function dotted(path: ObjectPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
