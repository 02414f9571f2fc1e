import type { Subject } from "../../model/pull.ts";
import type { DeliveryFact } from "./facts.ts";
import { type Envelope, nothing, type Reading } from "./reading.ts";
import {
  closedPull,
  editedPull,
  issueComment,
  otherPull,
  pullReview,
  pushToPull,
  workflowRun,
} from "./schemas.ts";

/** The pull request of this number in the repository of the delivery. */
export function pullSubject(envelope: Envelope, number: number): Subject | null {
  const { installationId, repositoryId } = envelope;
  return repositoryId === null ? null : { kind: "pull", installationId, repositoryId, number };
}

function about(envelope: Envelope, number: number, facts: readonly DeliveryFact[]): Reading {
  const subject = pullSubject(envelope, number);
  return subject === null ? nothing : { subject, facts };
}

/** Actions after which the state has to be read again, and that say nothing that cannot be asked for later. */
const looks = new Set(["reopened", "ready_for_review", "converted_to_draft", "labeled", "unlabeled"]);

export function readPull(envelope: Envelope): Reading {
  switch (envelope.action) {
    case "opened":
    case "synchronize":
      return readPushToPull(envelope);
    case "edited":
      return readEdited(envelope);
    case "closed":
      return readClosed(envelope);
    default:
      if (!looks.has(envelope.action)) return nothing;
      return about(envelope, envelope.parse(otherPull).pull_request.number, []);
  }
}

function readPushToPull(envelope: Envelope): Reading {
  const { before, after, pull_request: pull, sender } = envelope.parse(pushToPull);
  const push = { kind: "pushed", before: before ?? null, after: after ?? pull.head.sha, by: sender } as const;
  return about(envelope, pull.number, [envelope.action === "opened" ? { ...push, before: null } : push]);
}

/** Only another base matters: the title and the description are no input of a decision. */
function readEdited(envelope: Envelope): Reading {
  const { changes, pull_request: pull, sender } = envelope.parse(editedPull);
  const from = changes?.base?.ref.from;
  if (from === undefined) return nothing;
  return about(envelope, pull.number, [{ kind: "base-changed", from, to: pull.base.ref, by: sender }]);
}

function readClosed(envelope: Envelope): Reading {
  const { pull_request: pull } = envelope.parse(closedPull);
  const commit = pull.merge_commit_sha ?? null;
  if (!pull.merged || commit === null) return about(envelope, pull.number, []);
  return about(envelope, pull.number, [
    { kind: "merged", commit, head: pull.head.sha, by: pull.merged_by ?? null },
  ]);
}

const reviewStates = new Map([
  ["approved", "approved"],
  ["changes_requested", "changes-requested"],
  ["commented", "commented"],
] as const);

/** A review by a bot never counts, and ours would wake us again. */
export function readReview(envelope: Envelope): Reading {
  if (!["submitted", "dismissed", "edited"].includes(envelope.action)) return nothing;
  const { review, pull_request: pull, sender } = envelope.parse(pullReview);
  if (review.user?.bot === true) return nothing;
  if (envelope.action === "edited")
    return about(envelope, pull.number, [{ kind: "review-edited", reviewId: review.id, by: sender }]);
  if (envelope.action === "dismissed")
    return about(envelope, pull.number, [{ kind: "review-dismissed", reviewId: review.id, by: sender }]);
  const state = [...reviewStates].find(([name]) => name === review.state.toLowerCase())?.[1];
  const { user, commit_id: commit, submitted_at: submittedAt } = review;
  if (state === undefined || !user || !commit || !submittedAt) return about(envelope, pull.number, []);
  return about(envelope, pull.number, [
    { kind: "review-submitted", state, reviewId: review.id, commit, by: user, submittedAt },
  ]);
}

/** An edited comment is not read again: who edited it need not be who wrote it. */
export function readComment(envelope: Envelope): Reading {
  if (envelope.action !== "created") return nothing;
  const { issue, comment } = envelope.parse(issueComment);
  const { user, body } = comment;
  if (issue.pull_request === undefined || issue.pull_request === null) return nothing;
  if (!user || user.bot || comment.performed_via_github_app?.id === envelope.self.appId) return nothing;
  return about(envelope, issue.number, [
    {
      kind: "commented",
      commentId: comment.id,
      body: body ?? "",
      by: user,
      saidAt: comment.created_at ?? null,
    },
  ]);
}

/** A plan is there. Runs of forks name no pull request; the sweep over open ones finds their plans. */
export function readWorkflowRun(envelope: Envelope): Reading {
  if (envelope.action !== "completed") return nothing;
  const { workflow_run: run } = envelope.parse(workflowRun);
  const pull = run.pull_requests.find(({ base }) => base.repo.id === envelope.repositoryId);
  return pull === undefined ? nothing : about(envelope, pull.number, []);
}
