import type { Decision, Reason, RiskItem, Route } from "../../model/decision.ts";
import type { GateInput, GateSettings } from "../../model/gate.ts";
import type { Account, CommitFacts, PullFacts, ReviewFacts, ReviewState } from "../../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";

export const author = account(1, "author");
export const sre = account(2, "an-sre");
export const otherSre = account(3, "other-sre");
export const owner = account(4, "owner");
export const helper = account(5, "helper");
export const machine: Account = { id: 9, login: "renovate[bot]", bot: true };

export const members: Readonly<Record<string, readonly Account[]>> = {
  "o/sre": [sre, otherSre],
  "o/owners": [owner, author],
  "o/security": [otherSre],
  "o/stewards": [],
};

export function account(id: number, login = `person-${id}`): Account {
  return { id, login, bot: false };
}

export function item(over: Partial<RiskItem> = {}): RiskItem {
  return {
    ruleId: "CHG-010",
    rootKey: "terraform:tf",
    address: "aws_route53_record.api",
    action: "update",
    digest: "d1",
    asks: "review",
    reviewers: ["o/sre"],
    ...over,
  };
}

export function decision(riskItems: readonly RiskItem[], blocking: readonly string[] = []): Decision {
  const asked = riskItems.map((one): Reason => {
    return { ruleId: one.ruleId, enforcement: one.asks, fingerprints: ["f"] };
  });
  const blocked = blocking.map((ruleId): Reason => ({ ruleId, enforcement: "block", fingerprints: ["f"] }));
  return {
    route: routeOf(riskItems, blocking),
    reasons: [...blocked, ...asked],
    riskItems,
    riskDigest: "",
    reviewers: [],
    reviewersLater: [],
    policySet: "p",
  };
}

function routeOf(items: readonly RiskItem[], blocking: readonly string[]): Route {
  if (blocking.length > 0) return "block";
  if (items.some(({ asks }) => asks === "review")) return "review";
  return items.length > 0 ? "confirm" : "pass";
}

export function commit(sha: string, authors: CommitFacts["authors"] = [author]): CommitFacts {
  return { sha, parents: [], authors, committer: authors[0] ?? null };
}

export function pullFacts(over: Partial<PullFacts> = {}): PullFacts {
  return {
    repository: { id: 7, owner: "o", name: "r", defaultBranch: "main" },
    number: 12,
    nodeId: "n",
    title: "t",
    state: "open",
    draft: false,
    author,
    head: { sha: "head", ref: "topic", fork: false },
    base: { ref: "main", sha: "base" },
    labels: [],
    commits: [commit("head")],
    commitsOmitted: 0,
    reviews: [],
    requestedTeams: [],
    ...over,
  };
}

/** One thing that happens; the n-th happens in the n-th minute. */
export type Step = (minute: number) => { readonly body?: PullRecord; readonly review?: ReviewFacts };

export function minute(number: number): string {
  return new Date(Date.UTC(2027, 0, 4, 9, number)).toISOString();
}

export function decided(head: string, riskItems: readonly RiskItem[], decisionId = `d-${head}`): Step {
  const inputs = {
    head,
    baseRef: "main",
    baseTip: "base",
    mergeBase: "base",
    policySet: "p",
    configuration: "c",
    organisationCommit: null,
    waivers: "w",
    authorTeams: "t",
    locale: "en",
    program: "0",
  } as const;
  const { route } = decision(riskItems);
  return () => ({
    body: {
      kind: "decision",
      decisionId,
      inputs,
      route,
      riskItems,
      riskDigest: "",
      report: "",
      supersedes: null,
    },
  });
}

interface Given {
  readonly commit?: string;
  readonly teams?: readonly string[];
  /** The webhook never came. */
  readonly unseen?: boolean;
  readonly state?: ReviewState;
  readonly canPush?: boolean;
}

export function approved(by: Account, reviewId: number, given: Given = {}): Step {
  const {
    commit: sha = "head",
    teams = teamsOf(by),
    unseen = false,
    state = "approved",
    canPush = true,
  } = given;
  return (number) => ({
    review: { id: reviewId, by, canPush, state, commit: "head", submittedAt: minute(number) },
    ...(unseen
      ? {}
      : {
          body: {
            kind: "approval-seen",
            reviewId,
            commit: sha,
            by: { account: by, teams },
            submittedAt: minute(number),
          },
        }),
  });
}

export function reviewed(by: Account, reviewId: number, state: ReviewState): Step {
  return (number) => ({
    review: { id: reviewId, by, canPush: true, state, commit: "head", submittedAt: minute(number) },
  });
}

export function recorded(body: PullRecord): Step {
  return () => ({ body });
}

export function confirmed(by: Account, riskItems: readonly RiskItem[], teams = teamsOf(by)): Step {
  return recorded({ kind: "confirmed", by: { account: by, teams }, decisionId: "d", riskItems });
}

export function teamsOf({ id }: Account): readonly string[] {
  return Object.entries(members).flatMap(([team, people]) =>
    people.some((person) => person.id === id) ? [team] : [],
  );
}

export interface Story {
  readonly records: readonly StoredPullRecord[];
  readonly reviews: readonly ReviewFacts[];
}

export function story(...steps: readonly Step[]): Story {
  const happened = steps.map((step, index) => ({ index, ...step(index) }));
  return {
    records: happened.flatMap(({ index, body }) => (body === undefined ? [] : [stored(body, index)])),
    reviews: happened.flatMap(({ review }) => (review === undefined ? [] : [review])),
  };
}

export function stored(body: PullRecord, sequence: number): StoredPullRecord {
  return { sequence, key: String(sequence), at: minute(sequence), repositoryId: 7, number: 12, body };
}

export const settings: GateSettings = {
  minimumApprovals: 1,
  unattributed: "extra-approval",
  peerApproval: "record",
  stewards: ["o/stewards"],
  ownerTeams: ["o/owners"],
  freezes: [],
  timezone: "Asia/Tokyo",
  breakGlass: { notBypass: ["SEC-029"] },
  automation: null,
};

interface Scene extends Partial<Omit<GateInput, "settings" | "pull">> {
  readonly story?: Story;
  readonly settings?: Partial<GateSettings>;
  readonly pull?: Partial<PullFacts>;
}

/** What the gate is given: a head with the author's one commit, and what a test wants otherwise. */
export function gateInput(scene: Scene = {}): GateInput {
  const { story: told = { records: [], reviews: [] }, settings: set, pull, ...over } = scene;
  return {
    now: minute(59),
    mode: "enforce",
    decision: decision([]),
    decisionId: "d-head",
    records: told.records,
    members: membersNow(),
    contributorsOf: () => ({ accounts: new Set([author.id]), unattributed: [] }),
    waivers: [],
    ...over,
    pull: pullFacts({ reviews: told.reviews, ...pull }),
    settings: { ...settings, ...set },
  };
}

export function membersNow(
  over: Readonly<Record<string, readonly Account[]>> = {},
): ReadonlyMap<string, ReadonlySet<number>> {
  return new Map(
    Object.entries({ ...members, ...over }).map(([team, people]) => [
      team,
      new Set(people.map(({ id }) => id)),
    ]),
  );
}
