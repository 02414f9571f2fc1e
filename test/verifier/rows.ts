import { canonicalJson } from "../../src/model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { envelopeOf, origin, type TestEntry, type TestKey } from "./log.ts";
import { repositories } from "./story.ts";

/** Lists of a package in the simplest way, from docs/evidence-format.md: for one repository, in Japan's time. */
export interface Row extends TestEntry {
  readonly index: number;
}

const ndjson: Readonly<Record<string, readonly string[]>> = {
  "anchors/anchors.ndjson": ["repository/anchored"],
  "approvals.ndjson": ["approval-seen", "approval-withdrawn", "confirmed", "push-seen", "gate", "merged"].map(
    (name) => `pull/${name}`,
  ),
  "policy_history.ndjson": ["repository/policy-set-activated", "repository/configuration-activated"],
  "waivers.ndjson": ["pull/waiver-requested", "pull/waiver-granted"],
};

const csv: Readonly<Record<string, { kinds: readonly string[]; columns: readonly string[]; of: CellsOf }>> = {
  "emergency.csv": {
    kinds: ["pull/break-glass", "repository/direct-push"],
    columns: ["by", "because", "branch", "commit", "expires", "reviewBy", "body"],
    of: (body) => {
      const by = isJsonObject(body["by"] ?? null) ? (body["by"] as JsonObject) : {};
      const login = isJsonObject(by["account"] ?? null)
        ? (by["account"] as JsonObject)["login"]
        : by["login"];
      const { because, branch, head, after, expires, reviewBy } = body;
      return [[login, because, branch, head ?? after, expires, reviewBy, body]];
    },
  },
  "tool_changes.csv": {
    kinds: ["repository/tool-started", "repository/key-rotated"],
    columns: ["program", "node", "policySet", "previous", "next", "because", "body"],
    of: (body) => [
      ["program", "node", "policySet", "previous", "next", "because"]
        .map((name) => body[name])
        .concat([body]),
    ],
  },
  "incidents.csv": {
    kinds: ["repository/alert", "repository/clock-skew", "repository/erased"],
    columns: ["incident", "branch", "commit", "because", "body"],
    of: (body) => {
      const alert = isJsonObject(body["alert"] ?? null) ? (body["alert"] as JsonObject) : {};
      return [[alert["kind"], alert["branch"], undefined, body["because"], body]];
    },
  },
  "coverage.csv": {
    kinds: ["repository/coverage"],
    columns: ["organisation", "coveredRepository", "coveredName", "inScope", "covered", "since"],
    of: (body) =>
      objects(body["repositories"]).map((each) => [
        body["organisation"],
        ...["id", "name", "inScope", "covered", "since"].map((name) => each[name]),
      ]),
  },
  "access.csv": {
    kinds: ["repository/access-snapshot", "repository/branch-control"],
    columns: ["scope", "right", "who", "id"],
    of: accessOf,
  },
};

type Cells = readonly (JsonValue | undefined)[];
type CellsOf = (body: JsonObject) => readonly Cells[];

const objects = (value: JsonValue | undefined) =>
  (isJsonArray(value ?? null) ? (value as readonly JsonValue[]) : []).filter((each) => isJsonObject(each));

function accessOf(body: JsonObject): readonly Cells[] {
  if (body["kind"] === "branch-control") {
    const { bypass } = body["control"] as { readonly bypass: readonly JsonObject[] | null };
    if (bypass === null) return [[body["branch"], "bypass", "unknown", null]];
    return bypass.map((each) => [
      body["branch"],
      `bypass ${each["when"]}`,
      `${each["kind"]} ${each["name"]}`,
      null,
    ]);
  }
  // The story has one team, one holder and one custodian.
  return [
    ["acme/sre", "member", "alice", 1],
    ["acme/sre", "member", "-bob", 2],
    ["organisation", "approve", "acme/sre", null],
    ["acme/a acme/b", "administer", "alice", null],
    ["custodian", "signing key", "ops", null],
    ["team acme/hidden", "unread", "unknown", null],
  ];
}

export function cell(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : canonicalJson(value);
  const plain = typeof value === "string" && /^[=+\-@'\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export const csvOf = (lines: readonly Cells[]) =>
  `\uFEFF${lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;

/** Japan has had no other offset since 1951. */
export const localOf = (at: string) =>
  `${new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;

export interface ListedRows {
  readonly text: string;
  readonly rows: number;
}

export function listsOf(
  rows: readonly Row[],
  erased: ReadonlyMap<number, number>,
  key: TestKey,
): ReadonlyMap<string, ListedRows> {
  const lists = new Map<string, ListedRows>();
  for (const [path, kinds] of Object.entries(ndjson)) {
    const lines = rows
      .filter(({ kind }) => kinds.includes(kind))
      .map((row) => `${canonicalJson(ndjsonOf(row, erased))}\n`);
    lists.set(path, { text: lines.join(""), rows: lines.length });
  }
  for (const [path, { kinds, columns, of }] of Object.entries(csv)) {
    const header = ["index", "at", "local", "kind", "repository", "repositoryName", "number", ...columns];
    const lines = rows
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap((row) => csvRows(row, erased, columns, of));
    lists.set(path, { text: csvOf([header, ...lines]), rows: lines.length });
  }
  const decisions = rows
    .filter(({ kind }) => kind === "pull/decision")
    .map((row) => decisionOf(row, erased, key));
  lists.set("decisions.ndjson", {
    text: decisions.map((line) => `${line}\n`).join(""),
    rows: decisions.length,
  });
  return lists;
}

function ndjsonOf(
  { index, at, kind, repository, number, key, body }: Row,
  erased: ReadonlyMap<number, number>,
): JsonObject {
  const by = erased.get(index);
  return {
    at,
    index,
    kind,
    local: localOf(at),
    number,
    repository,
    ...(by === undefined ? { body, key } : { erased: by }),
  };
}

function csvRows(
  row: Row,
  erased: ReadonlyMap<number, number>,
  columns: readonly string[],
  of: CellsOf,
): readonly Cells[] {
  const { index, at, kind, repository, number, body } = row;
  const name = repositories.find(({ id }) => id === repository)?.name;
  const by = erased.get(index);
  const further =
    by === undefined ? of(body) : [[...columns.slice(1).map(() => null), `erased by entry ${by}`]];
  return further.map((cells) => [index, at, localOf(at), kind, repository, name, number, ...cells]);
}

function decisionOf(
  { index, at, kind, repository, number, key, body }: Row,
  erased: ReadonlyMap<number, number>,
  signer: TestKey,
): string {
  const by = erased.get(index);
  if (by !== undefined) return canonicalJson({ erased: by, index });
  return envelopeOf(
    {
      _type: "https://in-toto.io/Statement/v1",
      predicate: { at, body, index, key, kind, number, origin, repository },
      predicateType: "urn:sekisho:ledger-decision:1",
      subject: [
        {
          digest: { gitCommit: (body["inputs"] as { readonly head: string }).head },
          name: `acme/infrastructure#${number}`,
        },
      ],
    },
    signer,
  );
}
