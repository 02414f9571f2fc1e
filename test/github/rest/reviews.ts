import { linesOfDiff } from "../git/diff-lines.ts";
import { reviewBody } from "../json/conversation.ts";
import { invalid, notFound } from "../server/answer.ts";
import { type Call, listField, numberField, pullOf, textField } from "../server/call.ts";
import { addReview } from "../world/reviews.ts";
import type { Pull, Review, ReviewComment, ReviewState } from "../world/types.ts";
import { speaker } from "./comments.ts";

const states: Readonly<Record<string, ReviewState>> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

export function reviewOf(call: Call): Review {
  const id = Number(call.parameters["review_id"]);
  const found = pullOf(call).reviews.find((review) => review.id === id);
  if (found === undefined) throw notFound();
  return found;
}

export function createReview(call: Call): { readonly status: number; readonly body: unknown } {
  const pull = pullOf(call);
  const by = speaker(call);
  const state = states[textField(call.body, "event") ?? ""];
  if (state === undefined) throw invalid("The stand-in has no pending reviews: say which event it is.");
  if (by === pull.author && state !== "COMMENTED") throw invalid("Can not approve your own pull request");
  const commit = textField(call.body, "commit_id") ?? pull.head.sha;
  const inPull = pull.repository.commits
    .between(pull.base.sha, pull.head.sha)
    .some(({ sha }) => sha === commit);
  if (!inPull) throw invalid("Validation Failed", [`The commit ${commit} is not part of the pull request`]);
  const body = textField(call.body, "body") ?? "";
  const comments = listField(call.body, "comments").map((comment) => commentFrom(pull, commit, comment));
  if (body === "" && comments.length === 0 && state !== "APPROVED")
    throw invalid("Validation Failed", ["You need to leave a comment indicating the requested changes."]);
  const review = addReview(call.world, pull, by, { state, body, commit, comments });
  return { status: 200, body: reviewBody(call.world, pull, review) };
}

/** A line comment has to stand on lines that the diff shows, and all of them in one hunk. */
function commentFrom(pull: Pull, commit: string, value: unknown): Omit<ReviewComment, "id"> {
  const path = textField(value, "path") ?? "";
  const line = numberField(value, "line") ?? numberField(value, "position") ?? 0;
  const startLine = numberField(value, "start_line");
  const hunks = linesOfDiff(pull.repository, pull.base.sha, commit, path);
  if (hunks === null) throw invalid("Unprocessable Entity", ["Path could not be resolved"]);
  const hunk = hunks.find(({ from, to }) => line >= from && line <= to);
  if (hunk === undefined) throw invalid("Unprocessable Entity", ["Line could not be resolved"]);
  if (startLine !== null && (startLine >= line || startLine < hunk.from))
    throw invalid("Unprocessable Entity", [
      "Start line must precede the end line, and be part of the same hunk.",
    ]);
  return { path, line, startLine, body: textField(value, "body") ?? "" };
}
