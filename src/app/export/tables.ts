/**
 * Which entries are rows of which file, and what its columns are: docs/evidence-format.md, "Rows". The verifier has the
 * same in words of its own, and refuses a package that differs.
 */
export interface Table {
  readonly path: string;
  readonly kinds: readonly string[];
}

/** A column takes the first of its pointers (RFC 6901) that exists in the body. */
export interface Column {
  readonly name: string;
  readonly pointers: readonly string[];
}

export interface CsvTable extends Table {
  readonly columns: readonly Column[];
}

export const decisionsTable: Table = {
  path: "decisions.ndjson",
  kinds: ["pull/decision", "repository/merge-group"],
};

export const ndjsonTables: readonly Table[] = [
  {
    path: "approvals.ndjson",
    kinds: [
      "pull/approval-seen",
      "pull/approval-withdrawn",
      "pull/approval-dropped",
      "pull/confirmed",
      "pull/push-seen",
      "pull/gate",
      "pull/merged",
      "repository/merge-seen",
    ],
  },
  {
    path: "policy_history.ndjson",
    kinds: ["repository/policy-set-activated", "repository/configuration-activated"],
  },
  {
    path: "waivers.ndjson",
    kinds: [
      "pull/waiver-requested",
      "pull/waiver-granted",
      "pull/waiver-revoked",
      "pull/waivers-used",
      "repository/waiver-expired",
    ],
  },
  { path: "anchors/anchors.ndjson", kinds: ["repository/anchored"] },
];

/** What every table begins with. */
export const commonColumns = [
  "index",
  "at",
  "local",
  "kind",
  "repository",
  "repositoryName",
  "number",
] as const;

/** One row for each entry; the last column is the whole body. */
export const csvTables: readonly CsvTable[] = [
  {
    path: "emergency.csv",
    kinds: [
      "pull/break-glass",
      "pull/break-glass-reviewed",
      "repository/direct-push",
      "repository/bypass-seen",
    ],
    columns: [
      { name: "by", pointers: ["/by/account/login", "/by/login"] },
      { name: "because", pointers: ["/because", "/detail"] },
      { name: "branch", pointers: ["/branch"] },
      { name: "commit", pointers: ["/commit", "/head", "/after"] },
      { name: "expires", pointers: ["/expires"] },
      { name: "reviewBy", pointers: ["/reviewBy"] },
      { name: "body", pointers: [""] },
    ],
  },
  {
    path: "tool_changes.csv",
    kinds: [
      "repository/tool-started",
      "repository/key-rotated",
      "repository/key-retired",
      "repository/ledger-began",
      "repository/installation",
    ],
    columns: [
      { name: "program", pointers: ["/program"] },
      { name: "node", pointers: ["/node"] },
      { name: "policySet", pointers: ["/policySet"] },
      { name: "previous", pointers: ["/previous", "/key"] },
      { name: "next", pointers: ["/next", "/change"] },
      { name: "because", pointers: ["/because"] },
      { name: "body", pointers: [""] },
    ],
  },
  {
    path: "incidents.csv",
    kinds: [
      "pull/alert",
      "repository/alert",
      "pull/not-decided",
      "repository/clock-skew",
      "repository/erasure-requested",
      "repository/erased",
      "repository/legal-hold",
    ],
    columns: [
      { name: "incident", pointers: ["/alert/kind", "/reason", "/change"] },
      { name: "branch", pointers: ["/alert/branch"] },
      { name: "commit", pointers: ["/alert/commit", "/head"] },
      { name: "because", pointers: ["/because", "/detail"] },
      { name: "body", pointers: [""] },
    ],
  },
];

export const accessTable: Table = {
  path: "access.csv",
  kinds: ["repository/access-snapshot", "repository/branch-control"],
};
export const accessColumns = ["scope", "right", "who", "id"] as const;

export const coverageTable: Table = { path: "coverage.csv", kinds: ["repository/coverage"] };
export const coverageColumns = [
  "organisation",
  "coveredRepository",
  "coveredName",
  "inScope",
  "covered",
  "since",
] as const;
