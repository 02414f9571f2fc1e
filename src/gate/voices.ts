import { type RiskItem, riskItemKey } from "../model/decision.ts";
import type { GateInput } from "../model/gate.ts";
import type { Account, ReviewFacts } from "../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../model/record.ts";
import { decisionBound, decisionsOf, type StoredDecision } from "./binding.ts";

/** An approval that was seen when it was given, and that nobody took back. */
export interface BoundApproval {
  readonly reviewId: number;
  readonly commit: string;
  /** Teams that its author was in at that moment. */
  readonly teams: readonly string[];
  /** What it covers, by key; `null`: its commit is not decided. */
  readonly items: ReadonlyMap<string, RiskItem> | null;
}

/** What one person says at the moment. A later comment changes nothing; a request for changes takes all back. */
export interface Voice {
  readonly by: Account;
  readonly canPush: boolean;
  /** In force, oldest first. Approving again adds: who approves twice takes nothing back. */
  readonly approvals: readonly BoundApproval[];
  /** The last approval in force that was never seen live. */
  readonly unseen: number | null;
  /** An approval that was dismissed, and none was given since. */
  readonly dismissed: number | null;
}

type ApprovalSeen = Extract<PullRecord, { readonly kind: "approval-seen" }>;

interface SeenApproval {
  readonly sequence: number;
  readonly body: ApprovalSeen;
}

/** Everybody who approved, by account id. What still stands is GitHub's word, what it was given for is our record's. */
export function voicesOf(input: Pick<GateInput, "pull" | "records">): readonly Voice[] {
  const decisions = decisionsOf(input.records);
  const seen = approvalsSeen(input.records);
  const withdrawn = withdrawals(input.records);
  const byPerson = Map.groupBy(input.pull.reviews, ({ by }) => by?.id ?? null);
  const voices = [...byPerson.values()].flatMap((reviews): Voice[] => {
    const voice = voiceOf(reviews.toSorted(inTime), { decisions, seen, withdrawn });
    return voice === null ? [] : [voice];
  });
  return voices.toSorted((left, right) => left.by.id - right.by.id);
}

interface Sources {
  readonly decisions: readonly StoredDecision[];
  readonly seen: ReadonlyMap<number, SeenApproval>;
  readonly withdrawn: ReadonlyMap<number, "dismissed" | "superseded">;
}

function voiceOf(reviews: readonly ReviewFacts[], sources: Sources): Voice | null {
  const last = reviews.at(-1);
  if (last?.by == null) return null;
  const nothing = { approvals: [], unseen: null, dismissed: null };
  let said: Pick<Voice, "approvals" | "unseen" | "dismissed"> = nothing;
  for (const review of reviews) {
    const state = sources.withdrawn.get(review.id) ?? review.state;
    if (state === "changes-requested") said = nothing;
    if (state === "dismissed")
      said = { ...nothing, dismissed: sources.seen.has(review.id) ? review.id : null };
    if (state === "approved") said = withApproval(said, review, sources);
  }
  const silent = said.approvals.length === 0 && said.unseen === null && said.dismissed === null;
  return silent ? null : { by: last.by, canPush: last.canPush, ...said };
}

function withApproval(
  said: Pick<Voice, "approvals" | "unseen" | "dismissed">,
  review: ReviewFacts,
  { seen, decisions }: Sources,
): Pick<Voice, "approvals" | "unseen" | "dismissed"> {
  const record = seen.get(review.id);
  if (record === undefined || record.body.by.account.id !== review.by?.id)
    return { ...said, unseen: review.id, dismissed: null };
  const { commit, submittedAt, by } = record.body;
  const decision = decisionBound(decisions, { commit, submittedAt, sequence: record.sequence });
  const items = decision && new Map(decision.body.riskItems.map((item) => [riskItemKey(item), item]));
  const approval = { reviewId: review.id, commit, teams: by.teams, items };
  return { approvals: [...said.approvals, approval], unseen: null, dismissed: null };
}

/** The first record of a review counts: after a force-push GitHub tells another commit for the same review. */
function approvalsSeen(records: readonly StoredPullRecord[]): ReadonlyMap<number, SeenApproval> {
  const seen = new Map<number, SeenApproval>();
  for (const { sequence, body } of records) {
    if (body.kind !== "approval-seen") continue;
    const known = seen.get(body.reviewId);
    if (known === undefined || sequence < known.sequence) seen.set(body.reviewId, { sequence, body });
  }
  return seen;
}

function withdrawals(records: readonly StoredPullRecord[]): ReadonlyMap<number, "dismissed" | "superseded"> {
  const withdrawn = new Map<number, "dismissed" | "superseded">();
  for (const { body } of records) {
    if (body.kind !== "approval-withdrawn") continue;
    const known = withdrawn.get(body.reviewId);
    if (known !== "dismissed") withdrawn.set(body.reviewId, body.why);
  }
  return withdrawn;
}

function inTime(left: ReviewFacts, right: ReviewFacts): number {
  return moment(left) - moment(right) || left.id - right.id;
}

function moment({ submittedAt }: ReviewFacts): number {
  const instant = submittedAt === null ? Number.NaN : Date.parse(submittedAt);
  return Number.isNaN(instant) ? 0 : instant;
}
