import { addComment, addReaction, deleteComment, editComment } from "../world/comments.ts";
import { commitOn } from "../world/commits.ts";
import { moveBranch } from "../world/pushes.ts";
import {
  addReview,
  dismissReview,
  editReview,
  requestTeam,
  requestUser,
  withdrawTeam,
} from "../world/reviews.ts";
import type { ReactionContent } from "../world/types.ts";
import {
  type ActContext,
  commentNamed,
  type Doer,
  type PullName,
  pullNamed,
  reviewNamed,
} from "./context.ts";

/** What people say on a pull request. */
export function conversationActs({ world }: ActContext) {
  const review = (state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED") => {
    return (given: PullName & Doer & { readonly body?: string; readonly commit?: string }) => {
      const pull = pullNamed(world, given);
      const body = given.body ?? (state === "APPROVED" ? "" : "Have a look at this.");
      const made = addReview(world, pull, world.account(given.by), {
        state,
        body,
        commit: given.commit ?? null,
        comments: [],
      });
      return { id: made.id };
    };
  };
  return {
    approve: review("APPROVED"),
    requestChanges: review("CHANGES_REQUESTED"),
    reviewWithComment: review("COMMENTED"),
    editReview: (given: PullName & Doer & { readonly review: number; readonly body: string }) => {
      const pull = pullNamed(world, given);
      editReview(world, pull, reviewNamed(pull, given.review), world.account(given.by), given.body);
    },
    dismiss: (given: PullName & Doer & { readonly review: number }) => {
      const pull = pullNamed(world, given);
      dismissReview(world, pull, reviewNamed(pull, given.review), world.account(given.by));
    },
    requestReview: (given: PullName & Doer & { readonly team?: string; readonly login?: string }) => {
      const pull = pullNamed(world, given);
      const by = world.account(given.by);
      if (given.team !== undefined) requestTeam(world, pull, world.team(given.team), by);
      if (given.login !== undefined) requestUser(world, pull, world.account(given.login), by);
    },
    withdrawRequest: (given: PullName & Doer & { readonly team: string }) => {
      withdrawTeam(world, pullNamed(world, given), world.team(given.team), world.account(given.by));
    },
    comment: (given: PullName & Doer & { readonly body: string }) => ({
      id: addComment(world, pullNamed(world, given), world.account(given.by), given.body).id,
    }),
    editComment: (
      given: Doer & { readonly repository: string; readonly comment: number; readonly body: string },
    ) => {
      const comment = commentNamed(world.repository(given.repository), given.comment);
      editComment(world, comment, world.account(given.by), given.body);
    },
    deleteComment: (given: Doer & { readonly repository: string; readonly comment: number }) => {
      deleteComment(
        world,
        commentNamed(world.repository(given.repository), given.comment),
        world.account(given.by),
      );
    },
    react: (
      given: Doer & {
        readonly repository: string;
        readonly comment: number;
        readonly content: ReactionContent;
      },
    ) => {
      const comment = commentNamed(world.repository(given.repository), given.comment);
      addReaction(world, comment, world.account(given.by), given.content);
    },
    /** Takes a suggestion of a review: committed by GitHub, in the name of whoever takes it and of who suggested. */
    applySuggestion: (given: PullName & Doer & { readonly suggestion: number }) => {
      const pull = pullNamed(world, given);
      const found = pull.reviews
        .flatMap((one) => one.comments.map((comment) => ({ by: one.by, comment })))
        .find(({ comment }) => comment.id === given.suggestion);
      const text = /```suggestion\n([\s\S]*?)```/.exec(found?.comment.body ?? "")?.[1];
      if (found === undefined || text === undefined)
        throw new Error(`There is no suggestion ${given.suggestion}.`);
      const { repository } = pull.head;
      const { path, line, startLine } = found.comment;
      const oid = repository.commits.get(pull.head.sha)?.files.get(path)?.oid ?? "";
      const lines = repository.objects.readBlob(oid).toString("utf8").split("\n");
      const from = (startLine ?? line) - 1;
      lines.splice(from, line - from, ...text.replace(/\n$/, "").split("\n"));
      const by = world.account(given.by);
      const spec = {
        files: { [path]: lines.join("\n") },
        message: `Update ${path}`,
        coAuthors: [found.by.login],
        onWeb: true,
      };
      const commit = commitOn(world, repository, [pull.head.sha], by, spec);
      moveBranch(world, repository, pull.head.ref, commit.sha, by);
      return { head: commit.sha };
    },
  };
}
