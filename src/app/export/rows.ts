import { canonicalJson } from "../../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { LedgerLeaf, LedgerPayload } from "../../model/ledger.ts";
import { localTimeAt } from "../../model/local-date.ts";
import { csvLine } from "./csv.ts";
import { accessColumns, accessTable, type CsvTable, coverageColumns, coverageTable } from "./tables.ts";

/** An entry that becomes rows: its leaf, and what it is the digest of, or the entry that erased it. */
export interface RowEntry {
  readonly leaf: LedgerLeaf;
  readonly content: LedgerPayload | { readonly erased: number };
}

export interface RowContext {
  readonly timezone: string;
  /** Of the query's repositories. */
  readonly names: ReadonlyMap<number, string>;
}

type Cells = readonly (JsonValue | undefined)[];

/** A row of an NDJSON file, without its line end. */
export function ndjsonRow({ leaf, content }: RowEntry, { timezone }: RowContext): string {
  const { at, index, kind, number, repository } = leaf;
  const local = localTimeAt(new Date(at), timezone);
  const said = "erased" in content ? { erased: content.erased } : { body: content.body, key: content.key };
  return canonicalJson({ at, index, kind, local, number, repository, ...said });
}

/** The rows of an entry in a CSV file with one row for each. */
export function csvRow(entry: RowEntry, { columns }: CsvTable, context: RowContext): string {
  const { content } = entry;
  const cells: Cells =
    "erased" in content
      ? erasedCells(content.erased, columns.length)
      : columns.map(({ pointers }) => firstOf(content.body, pointers));
  return csvLine([...commonCells(entry.leaf, context), ...cells]);
}

/** What the files that list things within an entry are made of: one row for each thing. */
export function listedRows(entry: RowEntry, path: string, context: RowContext): readonly string[] {
  const common = commonCells(entry.leaf, context);
  return listed(entry, path).map((cells) => csvLine([...common, ...cells]));
}

function listed({ leaf, content }: RowEntry, path: string): readonly Cells[] {
  const width = path === accessTable.path ? accessColumns.length : coverageColumns.length;
  if ("erased" in content) return [erasedCells(content.erased, width)];
  const { body } = content;
  const rows =
    path === coverageTable.path
      ? coverageCells(body)
      : leaf.kind === "repository/branch-control"
        ? controlCells(body)
        : snapshotCells(body);
  return rows.length > 0 ? rows : [Array.from({ length: width }, () => null)];
}

function commonCells(leaf: LedgerLeaf, { timezone, names }: RowContext): Cells {
  const { index, at, kind, repository, number } = leaf;
  const name = repository === null ? null : (names.get(repository) ?? null);
  return [index, at, localTimeAt(new Date(at), timezone), kind, repository, name, number];
}

/** Nothing but who erased it, in the last column. */
function erasedCells(by: number, width: number): Cells {
  return [...Array.from({ length: width - 1 }, () => null), `erased by entry ${by}`];
}

function coverageCells(body: JsonObject): readonly Cells[] {
  return objectsIn(body["repositories"]).map((each) => [
    body["organisation"],
    each["id"],
    each["name"],
    each["inScope"],
    each["covered"],
    each["since"],
  ]);
}

function snapshotCells(body: JsonObject): readonly Cells[] {
  const access = objectOf(body["access"]);
  const teams = sortedEntries(access["teams"]).flatMap(([team, members]) =>
    objectsIn(members).map(({ id, login }): Cells => [team, "member", login, id]),
  );
  const held = (rights: JsonValue | undefined, scope: string) =>
    sortedEntries(rights).flatMap(([name, holders]) =>
      listIn(holders).map((holder): Cells => [scope, name, holder, null]),
    );
  const places = objectsIn(access["places"]).flatMap(({ repositories, rights }) =>
    held(rights, listIn(repositories).join(" ")),
  );
  const unread = listIn(access["unread"]).map((what): Cells => [what, "unread", "unknown", null]);
  const custodians = held(access["custodians"], "custodian");
  return [...teams, ...held(access["rights"], "organisation"), ...places, ...custodians, ...unread];
}

function listIn(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value ?? null) ? (value as readonly JsonValue[]) : [];
}

function controlCells(body: JsonObject): readonly Cells[] {
  const { branch } = body;
  const { bypass = null } = objectOf(body["control"]);
  if (bypass === null) return [[branch, "bypass", "unknown", null]];
  const holders = objectsIn(bypass);
  if (holders.length === 0) return [[branch, "bypass", "nobody", null]];
  return holders.map(
    ({ kind, name, when }): Cells => [
      branch,
      `bypass ${String(when)}`,
      `${String(kind)} ${String(name)}`,
      null,
    ],
  );
}

function firstOf(body: JsonObject, pointers: readonly string[]): JsonValue | undefined {
  for (const pointer of pointers) {
    const found = at(body, pointer);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The pointers of our columns have no escapes. */
function at(body: JsonObject, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = body;
  for (const name of pointer.split("/").slice(1))
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return (isJsonArray(value ?? null) ? (value as readonly JsonValue[]) : []).filter((each) =>
    isJsonObject(each),
  );
}

function sortedEntries(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return Object.entries(objectOf(value)).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
