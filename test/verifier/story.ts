import { sha256Hex } from "../../src/model/digest.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { TestEntry } from "./log.ts";

/** Another repository, of which a package about the first holds nothing but leaves. */
export const repositories = [
  { id: 42, name: "acme/infrastructure" },
  { id: 77, name: "acme/elsewhere" },
] as const;

export const commitOf = (number: number) => sha256Hex(`commit ${number}`).slice(0, 40);
export const reportOf = (number: number) => `{"report":${number}}`;
export const decisionIdOf = (number: number) => sha256Hex(`decision ${number}`);
const alice = { account: { id: 1, login: "alice" }, teams: ["acme/sre"] };

/** A log of so many pull requests, with something of everything that has a list of its own. */
export function story(pulls: number): readonly TestEntry[] {
  const start = Date.parse("2026-01-31T14:00:00.000Z");
  // From an hour before February in Japan to some hours after it, whatever the number.
  const stepMs = Math.ceil((29 * 86_400_000) / (7 * pulls + end.length));
  const entries: TestEntry[] = [];
  const add = (
    kind: string,
    body: JsonObject,
    repository: number | null = 42,
    number: number | null = null,
  ) => {
    const later = Math.max(0, entries.length - beginning.length) * stepMs;
    const at = new Date(start + Math.min(entries.length, beginning.length) * 60_000 + later).toISOString();
    const [, name = ""] = kind.split("/");
    entries.push({
      kind,
      at,
      repository,
      number,
      key: `${name}:${entries.length}`,
      body: { kind: name, ...body },
    });
  };
  for (const each of beginning) add(...each);
  for (let number = 1; number <= pulls; number += 1) {
    for (const [kind, body] of pullStory(number)) add(kind, body, 42, number);
    const commit = { branch: "main", commit: commitOf(number), number, parents: [commitOf(number - 1)] };
    add("repository/branch-commit", { ...commit, decisionId: decisionIdOf(number), explained: "decision" });
    add(
      "pull/decision",
      { decisionId: decisionIdOf(-number), inputs: { head: commitOf(-number) } },
      77,
      number,
    );
  }
  for (const each of end) add(...each);
  return entries;
}

type Said = readonly [kind: string, body: JsonObject, repository?: number | null, number?: number | null];

const sha = (text: string) => sha256Hex(text);

const beginning: readonly Said[] = [
  ["repository/tool-started", { program: "0.1.0", node: "v24.21.0", policySet: sha("set") }, null],
  ["repository/policy-set-activated", { policySet: sha("set"), how: "first" }, null],
  [
    "repository/configuration-activated",
    { configuration: sha("c"), sources: [{ content: sha("version: 1\n") }] },
  ],
  [
    "repository/access-snapshot",
    {
      organisation: "acme",
      access: {
        custodians: { "signing key": ["ops"] },
        places: [{ repositories: ["acme/a", "acme/b"], rights: { administer: ["alice"] } }],
        unread: ["team acme/hidden"],
        rights: { approve: ["acme/sre"], bypass: [] },
        teams: {
          "acme/sre": [
            { id: 1, login: "alice" },
            { id: 2, login: "-bob" },
          ],
        },
      },
    },
    null,
  ],
  [
    "repository/branch-control",
    { branch: "main", control: { bypass: [{ kind: "team", name: "acme/sre", when: "always" }] } },
  ],
  ["repository/branch-control", { branch: "release", control: { bypass: null } }],
  [
    "repository/coverage",
    {
      organisation: "acme",
      repositories: [
        {
          id: 42,
          name: "acme/infrastructure",
          inScope: true,
          covered: true,
          since: "2026-01-01T00:00:00.000Z",
        },
      ],
    },
    null,
  ],
];

function pullStory(number: number): readonly (readonly [string, JsonObject])[] {
  const decision = { decisionId: decisionIdOf(number), report: sha(reportOf(number)), route: "review" };
  return [
    ["pull/push-seen", { before: null, after: commitOf(1000 + number), by: alice.account }],
    ["pull/decision", { ...decision, inputs: { head: commitOf(1000 + number) } }],
    ["pull/approval-seen", { reviewId: number, by: alice, commit: commitOf(1000 + number) }],
    ["pull/gate", { decisionId: decisionIdOf(number), conclusion: "success", state: {} }],
    ["pull/merged", { commit: commitOf(number), by: alice.account }],
  ];
}

const end: readonly Said[] = [
  ["pull/waiver-requested", { waiverId: "W-1", because: '=1+1, "quoted"\nand 日本語', by: alice }, 42, 1],
  [
    "pull/break-glass",
    { by: alice, because: "@outage", head: commitOf(1), expires: "2026-03-01T00:00:00.000Z" },
    42,
    1,
  ],
  ["repository/direct-push", { branch: "main", before: commitOf(1), after: commitOf(2), by: alice.account }],
  ["repository/alert", { alert: { kind: "ruleset", branch: "main", problem: "any-source" } }],
  [
    "repository/clock-skew",
    { ours: "2026-02-01T00:00:00.000Z", theirs: "2026-02-01T00:02:00.000Z", source: "Date" },
    null,
  ],
];
