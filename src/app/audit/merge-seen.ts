import type { AuditRecord } from "../../model/audit-record.ts";
import type { BranchControl, NativeApproval } from "../../model/branch-control.ts";
import { checkName } from "../../model/publication.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { NewRecord } from "../../store/index.ts";
import { mergedUnder } from "../gate-records.ts";
import { handsIn } from "./hands.ts";

type MergeSeen = Extract<AuditRecord, { readonly kind: "merge-seen" }>;

/** A merge, with what was there at that moment. */
export interface SeenMerge {
  readonly pull: PullFacts;
  /** The commit that it became. */
  readonly commit: string;
  /** The head that was merged. */
  readonly head: string;
  readonly how: MergeSeen["how"];
  readonly control: BranchControl;
  /** Of the pull request, with that of the merge. */
  readonly records: readonly StoredPullRecord[];
}

/** What an auditor asks of a merge: who approved, whose change it was, and what stood in its way. */
export function mergeRecords(merge: SeenMerge): readonly NewRecord[] {
  const { pull, commit } = merge;
  const of = (key: string, body: AuditRecord): NewRecord => {
    return { scope: "repository", repositoryId: pull.repository.id, key, body };
  };
  const seen = mergeSeen(merge);
  const past = pastTheCheck(merge);
  const key = `${pull.number} ${commit}`;
  if (past === null) return [of(key, seen)];
  const { number, branch, mergedBy: by } = seen;
  const bypass = { kind: "bypass-seen", branch, commit, number, by, how: "inferred", detail: past } as const;
  return [of(key, seen), of(`${branch} ${commit} inferred`, bypass)];
}

function mergeSeen({ pull, commit, head, how, control, records }: SeenMerge): MergeSeen {
  const hands = handsIn(pull, records);
  const approvals = pull.reviews
    .filter((review) => review.state === "approved" && review.commit === head)
    .map(({ id: reviewId, by, commit: approved, submittedAt, canPush }): NativeApproval => {
      return { reviewId, by, commit: approved, submittedAt, canPush, contributed: hands.had(by) };
    });
  const mergedAt = pull.merge?.at ?? null;
  return {
    kind: "merge-seen",
    number: pull.number,
    branch: pull.base.ref,
    commit,
    head,
    mergedBy: pull.merge?.by ?? null,
    mergedAt,
    how,
    control,
    contributors: hands.contributors,
    unattributed: hands.unattributed,
    commitsOmitted: pull.commitsOmitted,
    approvals,
    approvedByOther: approvedByOther(approvals, mergedAt),
  };
}

/** A machine's approval is no evidence, nor is one of somebody who may only look, nor one that came afterwards. */
function approvedByOther(approvals: readonly NativeApproval[], mergedAt: string | null): boolean | null {
  const counting = approvals.filter(({ by, canPush, submittedAt }) => {
    const late = mergedAt !== null && submittedAt !== null && submittedAt > mergedAt;
    return by?.bot !== true && canPush && !late;
  });
  if (counting.some(({ contributed }) => contributed === false)) return true;
  return counting.some(({ contributed }) => contributed === null) ? null : false;
}

/** Our check was required and not green, so that somebody was let past it; `null`: nothing says so. */
function pastTheCheck({ control, records }: SeenMerge): string | null {
  if (control.check !== "required-of-us" && control.check !== "required-of-anybody") return null;
  const gate = mergedUnder(records)?.gate ?? null;
  if (gate?.conclusion === "success") return null;
  const said = gate === null ? "had said nothing" : `said ${gate.conclusion}`;
  return `The check ${checkName} is required there, and ${said} of the merged head.`;
}
