import type { Reviewer, Story } from "./story.ts";

/** What has to stand in the end, whatever became of the webhooks. */
export interface Expected {
  readonly conclusion: "success" | "failure" | "action_required";
  readonly draft: boolean;
  /** Who has to look, as the sticky comment says it; `null`: the comment has nothing to ask. */
  readonly says: "fix" | "wait" | "approved" | null;
  readonly approvedBy: readonly Reviewer[];
}

const limitGi = 8;
const shareBefore = 10;
const stepMax = 25;

/**
 * Written from the words of the rules, not from the code: more than 8Gi is the author's to fix; a share that moves by
 * more than 25 points needs one approval by somebody of acme/sre who did not write it, and an approval covers the share
 * that was there when it was given.
 */
export function expectedOf({ first, steps }: Story): Expected {
  let now: { readonly memory: string; readonly green: number } = first;
  let draft = false;
  const approved = new Map<Reviewer, number[]>();
  for (const step of steps) {
    if (step.kind === "push") now = step;
    if (step.kind === "draft") draft = step.draft;
    // Approving again adds; asking for changes takes all back, and so does whoever dismisses a review.
    if (step.kind === "approve") approved.set(step.by, [...(approved.get(step.by) ?? []), now.green]);
    if (step.kind === "request-changes" || step.kind === "dismiss") approved.set(step.by, []);
  }
  const risky = Math.abs(now.green - shareBefore) > stepMax;
  const approvedBy = (["sam", "sue"] as const).filter((who) => approved.get(who)?.includes(now.green));
  if (Number.parseInt(now.memory, 10) > limitGi)
    return { conclusion: "failure", draft, says: "fix", approvedBy: [] };
  if (!risky) return { conclusion: "success", draft, says: null, approvedBy: [] };
  const covered = approvedBy.length > 0;
  return {
    conclusion: covered ? "success" : "action_required",
    draft,
    says: covered ? "approved" : "wait",
    approvedBy,
  };
}
