import { MirrorError } from "../../git/index.ts";
import type { SweptRepository } from "../../github/sweep-ports.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { Report } from "../../model/report.ts";
import type { Blobs, NewRecord } from "../../store/index.ts";
import { judgementFrom } from "../attend/decide.ts";
import { judgeOnBranch } from "../attend/judge-on-branch.ts";
import type { AttendPorts } from "../attend/ports.ts";
import { openRange } from "../attend/range.ts";
import type { DirectPush } from "./match-commits.ts";

/** Commits of one branch that one sweep judges to learn whether they hold anything: each takes a review. */
const judgedMax = 100;

/** A first-parent commit, and what it stands on. */
export interface Step {
  readonly commit: string;
  /** `null`: it is the first of its history. */
  readonly parent: string | null;
}

/** The judgement of a step, as bytes to be kept; `null`: nobody can judge it. */
export type JudgeStep = (
  place: { readonly installationId: number; readonly repository: SweptRepository },
  branch: string,
  step: { readonly commit: string; readonly parent: string },
) => Promise<Uint8Array | null>;

/** What is to be kept instead; `later`: the sweep has judged as many as it may. */
export type Rescoped =
  | {
      readonly kind: "records";
      readonly records: readonly NewRecord[];
      readonly blobs: readonly Uint8Array[];
    }
  | { readonly kind: "later" };

/**
 * Commits that no decision stands for may have changed nothing that Sekisho judges. It is not believed of a path or a
 * message: the step is judged as a pull request would be, and the report that found nothing is kept with the record.
 */
export function scopeFinder(
  place: Parameters<JudgeStep>[0],
  branch: string,
  ports: { readonly judgeStep: JudgeStep; readonly blobs: Pick<Blobs, "get"> },
): (records: readonly NewRecord[], step: Step, push: DirectPush | null) => Promise<Rescoped> {
  let judged = 0;
  return async (records, { commit, parent }, push) => {
    const same: Rescoped = { kind: "records", records, blobs: [] };
    if (parent === null || !records.some(standsAlone)) return same;
    const known = isWhole(push, commit, parent) ? await ports.blobs.get(push.report) : null;
    if (known === null && judged >= judgedMax) return { kind: "later" };
    if (known === null) judged += 1;
    const bytes = known ?? (await ports.judgeStep(place, branch, { commit, parent }));
    if (bytes === null || !holdsNothing(judgementFrom(bytes).report)) return same;
    return { kind: "records", ...outOfScope(records, bytes) };
  };
}

/** No decision and no automation's line stands for it. */
function standsAlone({ body }: NewRecord): boolean {
  return (
    body.kind === "branch-commit" && (body.explained === "unexplained" || body.explained === "direct-push")
  );
}

function isWhole(
  push: DirectPush | null,
  commit: string,
  parent: string,
): push is DirectPush & { readonly report: string } {
  return push !== null && push.after === commit && push.before === parent && push.report !== null;
}

/** Nothing that is judged differs, and nothing was left unread. */
export function holdsNothing({ statistics, notEvaluated, decision }: Report): boolean {
  const { roots, changes, findings } = statistics;
  const told = findings.introduced + findings.improved + findings.resolved + findings.waived;
  return roots + changes + told + notEvaluated.length === 0 && decision.route === "pass";
}

function outOfScope(records: readonly NewRecord[], bytes: Uint8Array) {
  const report = sha256Hex(bytes);
  const kept = records.flatMap((record): readonly NewRecord[] => {
    const { body } = record;
    if (record.scope !== "repository") return [record];
    if (body.kind === "branch-commit")
      return [{ ...record, body: { ...body, explained: "out-of-scope", report } }];
    return body.kind === "alert" && body.alert.kind === "merged-without-decision" ? [] : [record];
  });
  return { records: kept, blobs: [bytes] };
}

/** Judges a step from a mirror. What GitHub has no longer, or what a limit keeps from being read, nobody can judge. */
export function stepJudge(ports: AttendPorts): JudgeStep {
  return async ({ installationId, repository }, branch, { commit, parent }) => {
    const github = ports.gitHub.installation(installationId);
    const signal = new AbortController().signal;
    const range = { before: parent, after: commit, labels: { base: branch, head: branch } };
    try {
      const snapshot = await openRange(range, { repository, github, signal }, ports);
      if (snapshot === null) return null;
      try {
        const of = { repository, github, signal, branch, by: null, record: false };
        const { judged } = await judgeOnBranch(of, snapshot, ports);
        return Buffer.from(JSON.stringify(judged));
      } finally {
        snapshot.close();
      }
    } catch (error) {
      if (error instanceof MirrorError && error.code === "too-large") return null;
      throw error;
    }
  };
}
