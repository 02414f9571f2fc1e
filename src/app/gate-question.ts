import { isJsonObject } from "../model/json.ts";
import type { PullRecord, StoredPullRecord, StoredRepositoryRecord } from "../model/record.ts";
import type { Records } from "../store/store.ts";
import { type GateRecord, lastGate, mergedUnder } from "./gate-records.ts";

export interface GateQuestion {
  /** `null`: no repository of the name that was asked for was ever seen. */
  readonly repositoryId: number | null;
  /** The whole id, lower case. */
  readonly commit: string;
  readonly now: Date;
}

/** What the answer rests on. */
export type GateProof =
  | {
      readonly kind: "head" | "merged";
      readonly number: number;
      readonly decisionId: string;
      /** State of the gate: `approved`, `observing`, `break-glass` and so on; "" where it was not kept. */
      readonly state: string;
    }
  | { readonly kind: "merge-group"; readonly pulls: readonly number[]; readonly decisionId: string }
  | { readonly kind: "direct-push"; readonly branch: string };

export type GateRefusal =
  | { readonly kind: "unknown-repository" | "unknown-commit" }
  /** The App said failure: something is to be fixed. */
  | { readonly kind: "failed"; readonly number: number }
  | { readonly kind: "group-failed"; readonly pulls: readonly number[] }
  /** The App could not judge it. */
  | { readonly kind: "not-decided"; readonly number: number; readonly reason: "configuration" | "failure" }
  /** The pull request has another head by now. */
  | { readonly kind: "superseded"; readonly number: number; readonly head: string }
  /** Merged although its gate was not open. */
  | { readonly kind: "merged-against-the-gate"; readonly number: number }
  | { readonly kind: "break-glass-over"; readonly number: number; readonly expires: string }
  /** It came to a protected branch without a pull request, and is not harmless by itself. */
  | { readonly kind: "direct-push"; readonly branch: string };

export type GateAnswer =
  | { readonly answer: "yes"; readonly proof: GateProof }
  | { readonly answer: "no"; readonly why: GateRefusal }
  /** A person, or the App itself, has not spoken yet. */
  | { readonly answer: "waiting"; readonly number: number; readonly for: "approval" | "decision" };

/**
 * May this commit be applied? The records alone answer, never GitHub's check, which anybody with write access may have
 * forged. What they do not prove is refused. Where a commit is the head of several pull requests, the strictest counts.
 */
export async function askGate(
  { repositoryId, commit, now }: GateQuestion,
  records: Pick<Records, "ofPull" | "ofPulls" | "ofRepository">,
): Promise<GateAnswer> {
  if (repositoryId === null) return refused({ kind: "unknown-repository" });
  const merged = await records.ofPulls(repositoryId, "merged");
  const outside = await records.ofRepository(repositoryId);
  const numbers = [
    ...numbersOf(merged, (body) => body.kind === "merged" && body.commit === commit),
    ...rebasedFrom(outside, commit),
  ];
  if (numbers.length > 0) return strictest(await answersOf(numbers, repositoryId, records, ofMerged));
  const answer = withoutPull(outside, commit);
  if (answer !== null) return answer;
  const decided = [
    ...(await records.ofPulls(repositoryId, "decision")),
    ...(await records.ofPulls(repositoryId, "not-decided")),
  ];
  const heads = numbersOf(decided, (body) => headOf(body) === commit);
  return strictest(await answersOf(heads, repositoryId, records, (own) => ofHead(own, commit, now)));
}

function numbersOf(
  records: readonly StoredPullRecord[],
  matches: (body: PullRecord) => boolean,
): readonly number[] {
  const numbers = records.flatMap(({ number, body }) => (number !== null && matches(body) ? [number] : []));
  return [...new Set(numbers)];
}

function answersOf(
  numbers: readonly number[],
  repositoryId: number,
  records: Pick<Records, "ofPull">,
  answer: (pull: PullHistory) => GateAnswer,
): Promise<readonly GateAnswer[]> {
  return Promise.all(
    numbers.map(async (number) => answer({ number, records: await records.ofPull(repositoryId, number) })),
  );
}

interface PullHistory {
  readonly number: number;
  /** Oldest first. */
  readonly records: readonly StoredPullRecord[];
}

function ofMerged({ number, records }: PullHistory): GateAnswer {
  const gate = mergedUnder(records)?.gate ?? null;
  if (gate?.conclusion !== "success") return refused({ kind: "merged-against-the-gate", number });
  const { decisionId } = gate;
  return { answer: "yes", proof: { kind: "merged", number, decisionId, state: gateState(gate) } };
}

function ofHead({ number, records }: PullHistory, commit: string, now: Date): GateAnswer {
  const last = records.findLast(({ body }) => headOf(body) !== null)?.body;
  const head = last === undefined ? null : headOf(last);
  if (last === undefined || head === null) return refused({ kind: "unknown-commit" });
  if (head !== commit) return refused({ kind: "superseded", number, head });
  if (last.kind === "not-decided") return refused({ kind: "not-decided", number, reason: last.reason });
  const gate = lastGate(records, commit);
  if (gate === null || last.kind !== "decision" || gate.decisionId !== last.decisionId)
    return { answer: "waiting", number, for: "decision" };
  if (gate.conclusion === "action_required") return { answer: "waiting", number, for: "approval" };
  if (gate.conclusion === "failure") return refused({ kind: "failed", number });
  const expires = breakGlassEnd(gate);
  if (expires !== null && Date.parse(expires) <= now.getTime())
    return refused({ kind: "break-glass-over", number, expires });
  const { decisionId } = gate;
  return { answer: "yes", proof: { kind: "head", number, decisionId, state: gateState(gate) } };
}

function headOf(body: PullRecord): string | null {
  if (body.kind === "decision") return body.inputs.head;
  return body.kind === "not-decided" ? body.head : null;
}

function gateState({ state }: GateRecord): string {
  return typeof state["state"] === "string" ? state["state"] : "";
}

function breakGlassEnd({ state }: GateRecord): string | null {
  const open = state["breakGlass"];
  const expires = isJsonObject(open) ? open["expires"] : null;
  return typeof expires === "string" ? expires : null;
}

/** Of several commits that a rebase puts onto a branch the sweep finds the pull request; `merged` names the last alone. */
function rebasedFrom(records: readonly StoredRepositoryRecord[], commit: string): readonly number[] {
  return records.flatMap(({ body }) =>
    body.kind === "branch-commit" && body.commit === commit && isOfPull.has(body.explained)
      ? (body.number ?? [])
      : [],
  );
}

const isOfPull: ReadonlySet<string> = new Set(["decision", "break-glass"]);

/** A merge group, or a direct push. */
function withoutPull(records: readonly StoredRepositoryRecord[], commit: string): GateAnswer | null {
  for (const { body } of records.toReversed()) {
    if (body.kind === "merge-group" && body.head === commit) {
      const { pulls, decisionId } = body;
      return body.conclusion === "success"
        ? { answer: "yes", proof: { kind: "merge-group", pulls, decisionId } }
        : refused({ kind: "group-failed", pulls });
    }
    if (body.kind === "direct-push" && body.after === commit) {
      const { branch } = body;
      return body.route === "pass"
        ? { answer: "yes", proof: { kind: "direct-push", branch } }
        : refused({ kind: "direct-push", branch });
    }
  }
  return null;
}

function strictest(answers: readonly GateAnswer[]): GateAnswer {
  const order: readonly GateAnswer["answer"][] = ["no", "waiting", "yes"];
  const [first] = answers.toSorted((a, b) => order.indexOf(a.answer) - order.indexOf(b.answer));
  return first ?? refused({ kind: "unknown-commit" });
}

function refused(why: GateRefusal): GateAnswer {
  return { answer: "no", why };
}
