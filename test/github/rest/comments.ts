import { nodeId, simpleUser, timestamp } from "../json/basic.ts";
import { commentBody } from "../json/conversation.ts";
import { type Caller, invalid, notFound } from "../server/answer.ts";
import { type Call, type Endpoints, listed, pullOf, repositoryOf, textField } from "../server/call.ts";
import { addComment, addReaction, deleteComment, editComment } from "../world/comments.ts";
import { type Account, type Comment, type Reaction, reactionContents } from "../world/types.ts";
import type { World } from "../world/world.ts";

const commentLengthMax = 65_536;

/** A comment on a pull request is one of its issue too: either permission will do. */
const read = { permission: "issues", level: "read", or: "pull_requests" } as const;
const write = { permission: "issues", level: "write", or: "pull_requests" } as const;

export const commentEndpoints: Endpoints = {
  "issues/create-comment": {
    need: write,
    handle: (call) => {
      const pull = pullOf(call);
      const comment = addComment(
        call.world,
        pull,
        speaker(call),
        bodyOf(call),
        call.caller.kind === "installation",
      );
      return { status: 201, body: commentBody(call.world, comment) };
    },
  },
  "issues/update-comment": {
    need: write,
    handle: (call) => {
      const comment = commentOf(call);
      editComment(call.world, comment, speaker(call), bodyOf(call));
      return { status: 200, body: commentBody(call.world, comment) };
    },
  },
  "issues/delete-comment": {
    need: write,
    handle: (call) => {
      deleteComment(call.world, commentOf(call), speaker(call));
      return { status: 204 };
    },
  },
  "issues/get-comment": {
    need: read,
    handle: (call) => ({ status: 200, body: commentBody(call.world, commentOf(call)) }),
  },
  "issues/list-comments": {
    need: read,
    handle: (call) => {
      const pull = pullOf(call);
      const since = Date.parse(call.query.get("since") ?? "1970-01-01T00:00:00Z");
      const comments = [...pull.repository.comments.values()].filter(
        (comment) => comment.pull === pull && comment.updatedAt >= since,
      );
      return listed(call, comments, (comment) => commentBody(call.world, comment));
    },
  },
  "reactions/create-for-issue-comment": {
    need: write,
    handle: (call) => {
      const content = reactionContents.find((known) => known === textField(call.body, "content"));
      if (content === undefined) throw invalid("Validation Failed");
      const { reaction, created } = addReaction(call.world, commentOf(call), speaker(call), content);
      return { status: created ? 201 : 200, body: reactionBody(call.world, reaction) };
    },
  },
  "reactions/list-for-issue-comment": {
    need: read,
    handle: (call) => {
      const content = call.query.get("content");
      const reactions = commentOf(call).reactions.filter(
        (one) => content === null || one.content === content,
      );
      return listed(call, reactions, (reaction) => reactionBody(call.world, reaction));
    },
  },
};

/** An installation speaks as the App's bot. */
export function speaker({ caller, world }: { readonly caller: Caller; readonly world: World }): Account {
  if (caller.kind === "installation") return world.app.bot;
  if (caller.kind === "user") return caller.account;
  throw notFound();
}

function commentOf(call: Call): Comment {
  const found = repositoryOf(call).comments.get(Number(call.parameters["comment_id"]));
  if (found === undefined) throw notFound();
  return found;
}

function bodyOf(call: Call): string {
  const body = textField(call.body, "body") ?? "";
  if (body.trim() === "")
    throw invalid("Validation Failed", [{ resource: "IssueComment", code: "missing_field", field: "body" }]);
  if (body.length > commentLengthMax)
    throw invalid("Validation Failed", [
      {
        resource: "IssueComment",
        code: "unprocessable",
        field: "data",
        message: "Body is too long (maximum is 65536 characters)",
      },
    ]);
  return body;
}

function reactionBody(world: World, reaction: Reaction): Readonly<Record<string, unknown>> {
  return {
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: simpleUser(world, reaction.by),
    content: reaction.content,
    created_at: timestamp(reaction.at),
  };
}
