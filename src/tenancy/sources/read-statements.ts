import { readCodeowners } from "../../formats/codeowners/index.ts";
import { readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import { isJsonArray, type JsonValue, valueAt } from "../../model/json.ts";
import { type ObjectKind, readObject, type StatementSettings } from "./read-objects.ts";
import type { Statement, StatementReading } from "./statement.ts";

/** A file says who owns a namespace or two; whoever writes thousands wants to exhaust memory. */
const statementsMax = 1_000;
/** Names within one statement, for the same reason. */
const namesMax = 100;

/** What a file says of who owns what. Never throws; runs in a worker. */
export function readStatements(settings: StatementSettings, bytes: Uint8Array): StatementReading {
  const { kind } = settings;
  if (kind === "CODEOWNERS") return readOwnersFile(bytes);
  return mayHold(kind, bytes) ? readObjects(kind, settings, bytes) : { statements: [], unread: [] };
}

const words: Readonly<Record<ObjectKind, readonly string[]>> = {
  RoleBinding: ["RoleBinding"],
  Namespace: ["Namespace"],
  AppProject: ["AppProject"],
  Backstage: ["backstage.io/"],
  Host: ["Ingress", "Route"],
};

/** A file that does not even hold the word is not parsed: most files of an estate. */
function mayHold(kind: ObjectKind, bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return words[kind].some((word) => text.includes(word));
}

function readObjects(kind: ObjectKind, settings: StatementSettings, bytes: Uint8Array): StatementReading {
  const file = readYaml(bytes);
  if (file.kind !== "documents") return unreadAsAWhole(file.kind === "limit" ? file.limit : file.reason);
  const statements = file.documents.flatMap((document) =>
    document.kind === "value" ? statementsOf(kind, settings, document) : [],
  );
  const broken = file.documents.filter((document) => document.kind === "broken");
  const tooMany = statements.length > statementsMax ? [{ line: 1, detail: "statementsMax" }] : [];
  return {
    statements: statements.slice(0, statementsMax),
    unread: [...broken.map(({ line, detail }) => ({ line, detail })), ...tooMany],
  };
}

function unreadAsAWhole(detail: string): StatementReading {
  return { statements: [], unread: [{ line: 1, detail }] };
}

function statementsOf(
  kind: ObjectKind,
  settings: StatementSettings,
  document: YamlDocument,
): readonly Statement[] {
  return objectsOf(document).flatMap(({ object, line }) => {
    const said = readObject(kind, object, settings);
    return said === null
      ? []
      : [{ line, ...said, names: said.names.slice(0, namesMax), gives: said.gives.slice(0, namesMax) }];
  });
}

/** A List stands for what it holds. */
function objectsOf(document: YamlDocument): readonly { readonly object: JsonValue; readonly line: number }[] {
  const { value } = document;
  const items = valueAt(value, ["kind"]) === "List" ? valueAt(value, ["items"]) : undefined;
  if (!isJsonArray(items)) return [{ object: value, line: document.locate(["kind"]).startLine }];
  return items.map((object, index) => ({ object, line: document.locate(["items", index]).startLine }));
}

/** Each line is a statement about its pattern, and the later one counts. */
function readOwnersFile(bytes: Uint8Array): StatementReading {
  const file = readCodeowners(bytes);
  if (file.kind !== "lines") return unreadAsAWhole(file.kind === "limit" ? file.limit : file.reason);
  return {
    statements: file.lines.map(({ line, pattern, owners }) => ({
      line,
      about: pattern,
      gives: [],
      role: null,
      names: owners,
    })),
    unread: file.problems.map(({ line, reason }) => ({ line, detail: reason })),
  };
}
