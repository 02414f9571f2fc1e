import { createHash } from "node:crypto";
import type { Account } from "../../src/model/pull.ts";
import type { PullRecord, RepositoryRecord } from "../../src/model/record.ts";
import type { NewRecord, Store } from "../../src/store/store.ts";
import { Random } from "../app/histories/random.ts";

/**
 * A store filled as the App would fill it: pull requests that are opened, decided, asked about, approved and merged, with
 * all that is recorded around them. The same seed gives the same records.
 */
export interface YearOptions {
  readonly seed: number;
  readonly decisions: number;
  /** ISO 8601: the first and the last day are whole. */
  readonly from: string;
  readonly days: number;
  readonly repositories: number;
}

/** The clock that the store has to be opened with. */
export interface MovedClock {
  now: Date;
}

const organisation = "acme";
/** Records of one transaction: a day's work, or this many. */
const batchMax = 1_500;

export async function fillYear(store: Store, clock: MovedClock, options: YearOptions): Promise<void> {
  const random = new Random(options.seed);
  const start = Date.parse(options.from);
  for (let id = 1; id <= options.repositories; id += 1) {
    const name = `${organisation}/${id === 1 ? "infrastructure" : `service-${id}`}`;
    await store.notes.set(`repository-name:${id}`, name);
    await store.notes.set(`repository-id:${name}`, String(id));
  }
  clock.now = new Date(start - 3_600_000);
  await store.records.append(beginnings(options));
  const perDay = options.decisions / options.days;
  let made = 0;
  for (let day = 0; day < options.days; day += 1) {
    const upTo = Math.round((day + 1) * perDay);
    const waiting: NewRecord[] = [];
    const blobs: Uint8Array[] = [];
    for (; made < upTo; made += 1) {
      const at = new Date(
        start +
          day * 86_400_000 +
          ((made % Math.max(1, Math.ceil(perDay))) * 80_000_000) / Math.max(1, perDay),
      );
      const pull = pullOf(made, at, random, options);
      waiting.push(...pull.records);
      if (pull.blob !== null) blobs.push(pull.blob);
      if (waiting.length < batchMax) continue;
      clock.now = at;
      await store.records.append(waiting.splice(0), { blobs: blobs.splice(0) });
    }
    clock.now = new Date(start + day * 86_400_000 + 82_000_000);
    await store.records.append([...waiting, ...dailyOf(day, clock.now, options)], { blobs });
  }
}

function beginnings({ repositories, from }: YearOptions): readonly NewRecord[] {
  const general: readonly RepositoryRecord[] = [
    {
      kind: "tool-started",
      program: "0.1.0",
      node: "24.21.0",
      engines: { opa: digest("opa"), terraform: digest("terraform") },
      policySet: digest("rules"),
      store: "postgres",
      signingKey: null,
    },
    {
      kind: "access-snapshot",
      organisation,
      access: {
        teams: {
          "acme/sre": [account("sam"), account("sue")],
          "acme/platform": [account("pia")],
          "acme/payments": [account("dev"), account("pat")],
        },
        rights: { approve: ["acme/sre"], "edit-policies": ["acme/platform"], bypass: ["acme/oncall"] },
        places: [],
        custodians: { signingKey: ["sekisho@kms"], databaseAdministration: ["dba@example.com"] },
        unread: [],
      },
    },
    {
      kind: "coverage",
      organisation,
      installed: "all",
      repositories: Array.from({ length: repositories }, (_, at) => ({
        id: at + 1,
        name: `${organisation}/${at === 0 ? "infrastructure" : `service-${at + 1}`}`,
        inScope: true,
        covered: true,
        gated: true,
        state: "active",
        since: from,
      })),
    },
  ];
  return general.map((body) => ({
    scope: "repository",
    repositoryId: null,
    key: `start ${body.kind}`,
    body,
  }));
}

function pullOf(
  made: number,
  at: Date,
  random: Random,
  { repositories }: YearOptions,
): { readonly records: readonly NewRecord[]; readonly blob: Uint8Array | null } {
  const repositoryId = (made % repositories) + 1;
  const number = Math.floor(made / repositories) + 1;
  const head = commit(`head ${made}`);
  const decisionId = digest(`decision ${made}`);
  const asks = random.next() < 0.2;
  const report = Buffer.from(JSON.stringify(reportOf(made, asks)));
  const bodies = bodiesOf({ made, at, head, decisionId, asks, report: digest(report) });
  const pulls = bodies.map(([key, body]): NewRecord => ({ scope: "pull", repositoryId, number, key, body }));
  const merged = commit(`merge ${made}`);
  const branch: RepositoryRecord = {
    kind: "branch-commit",
    branch: "main",
    commit: merged,
    number,
    decisionId,
    explained: "decision",
    parents: [
      made < repositories ? commit(`base ${repositoryId}`) : commit(`merge ${made - repositories}`),
      head,
    ],
  };
  const delivered: RepositoryRecord = {
    kind: "deliveries-processed",
    deliveries: [
      {
        id: `delivery-${made}`,
        event: "pull_request",
        action: "opened",
        receivedAt: at.toISOString(),
        digest: digest(`${made}`),
      },
    ],
  };
  const outside = [branch, delivered].map(
    (body): NewRecord => ({ scope: "repository", repositoryId, key: `${body.kind} ${made}`, body }),
  );
  return { records: [...pulls, ...outside], blob: report };
}

interface Made {
  readonly made: number;
  readonly at: Date;
  readonly head: string;
  readonly decisionId: string;
  readonly asks: boolean;
  readonly report: string;
}

function bodiesOf({
  made,
  at,
  head,
  decisionId,
  asks,
  report,
}: Made): readonly (readonly [string, PullRecord])[] {
  const author = account("dev");
  const reviewer = { account: account("sam"), teams: ["acme/sre"] };
  const riskItems = asks ? [riskItem(made)] : [];
  const state = (name: string, approvals: readonly object[]) =>
    JSON.parse(
      JSON.stringify({
        ...{
          state: name,
          conclusion: "success",
          items: riskItems.map((item) => ({ item, kind: "review", needed: 1, by: [] })),
        },
        ...{
          approvals,
          waitingFor: [],
          breakGlass: null,
          unattributed: [],
          peerApproved: asks,
          lookAgainAt: null,
        },
      }),
    );
  const stands = { kind: "stands", reviewId: made, by: reviewer.account, given: "for-this-head" };
  const published = { target: "check", digest: digest(`check ${made}`), head } as const;
  return [
    ["push", { kind: "push-seen", before: null, after: head, by: author }],
    [
      decisionId,
      {
        kind: "decision",
        decisionId,
        inputs: inputsOf(made, head),
        route: asks ? "review" : "pass",
        riskItems,
        riskDigest: digest(JSON.stringify(riskItems)),
        report,
        supersedes: null,
      },
    ],
    [
      "gate-1",
      {
        kind: "gate",
        decisionId,
        conclusion: asks ? "action_required" : "success",
        state: state(asks ? "waiting" : "passed", []),
      },
    ],
    ["intent", { kind: "publish-intent", ...published, decisionId }],
    ["outcome", { kind: "publish-outcome", ...published, outcome: "done", githubId: made, detail: null }],
    ...(asks
      ? ([
          [
            "approval",
            {
              kind: "approval-seen",
              reviewId: made,
              commit: head,
              by: reviewer,
              submittedAt: at.toISOString(),
            },
          ],
          ["gate-2", { kind: "gate", decisionId, conclusion: "success", state: state("approved", [stands]) }],
        ] as const)
      : []),
    ["merged", { kind: "merged", commit: commit(`merge ${made}`), head, by: author }],
  ];
}

function inputsOf(made: number, head: string) {
  return {
    head,
    baseRef: "main",
    baseTip: commit(`tip ${made}`),
    mergeBase: commit(`tip ${made}`),
    policySet: digest("rules"),
    configuration: digest("settings"),
    organisationCommit: commit("organisation"),
    waivers: digest("[]"),
    authorTeams: digest("teams"),
    locale: "en",
    program: "0.1.0",
  } as const;
}

function riskItem(made: number) {
  return {
    ruleId: "CHG-010",
    rootKey: "terraform/payments/prod/dns",
    address: `aws_route53_record.api["green-${made % 7}"]`,
    action: "update",
    digest: digest(`item ${made}`),
    asks: "review",
    reviewers: ["acme/sre"],
  } as const;
}

/** As much of a report as a page reads. */
function reportOf(made: number, asks: boolean) {
  const reasons = asks
    ? [{ ruleId: "CHG-010", enforcement: "review", fingerprints: [digest(`finding ${made}`)] }]
    : [];
  return {
    report: {
      decision: { reasons },
      texts: { "CHG-010": { title: "Traffic moves by more than 25 points" } },
    },
    made,
  };
}

function dailyOf(day: number, now: Date, { repositories }: YearOptions): readonly NewRecord[] {
  return Array.from(
    { length: repositories },
    (_, at): NewRecord => ({
      scope: "repository",
      repositoryId: at + 1,
      key: `sweep ${day}`,
      body: { kind: "sweep", sweep: "branches", looked: 1, recovered: [], failed: [] },
    }),
  ).concat(
    day % 30 === 7
      ? [
          {
            scope: "repository",
            repositoryId: 1,
            key: `push ${day}`,
            body: {
              kind: "direct-push",
              branch: "main",
              before: commit(`before ${day}`),
              after: commit(`after ${day}`),
              by: account("olu"),
              route: "pass",
              report: null,
            },
          },
          {
            scope: "repository",
            repositoryId: null,
            key: `skew ${day}`,
            body: {
              kind: "clock-skew",
              ours: now.toISOString(),
              theirs: new Date(now.getTime() - 90_000).toISOString(),
              source: "https://api.github.com",
            },
          },
        ]
      : [],
  );
}

const ids = new Map(["dev", "pat", "sam", "sue", "pia", "olu"].map((login, at) => [login, at + 1]));

function account(login: string): Account {
  return { id: ids.get(login) ?? 0, login, bot: false };
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function commit(content: string): string {
  return createHash("sha1").update(content).digest("hex");
}
