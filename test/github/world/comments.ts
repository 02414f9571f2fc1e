import { commentBody, issueBody } from "../json/conversation.ts";
import { announce } from "./announce.ts";
import type { Account, Comment, Pull, Reaction, ReactionContent } from "./types.ts";
import type { World } from "./world.ts";

export function addComment(world: World, pull: Pull, by: Account, body: string, viaApp = false): Comment {
  const now = world.now();
  const comment: Comment = {
    id: world.nextId("comment"),
    pull,
    by,
    viaApp,
    body,
    reactions: [],
    createdAt: now,
    updatedAt: now,
    edits: 0,
  };
  pull.repository.comments.set(comment.id, comment);
  pull.updatedAt = now;
  announceComment(world, comment, "created", by);
  return comment;
}

export function editComment(world: World, comment: Comment, by: Account, body: string): void {
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = world.now();
  comment.edits += 1;
  announceComment(world, comment, "edited", by, { changes: { body: { from } } });
}

export function deleteComment(world: World, comment: Comment, by: Account): void {
  comment.pull.repository.comments.delete(comment.id);
  announceComment(world, comment, "deleted", by);
}

/** One reaction of a kind for each person: a second time gives the first. GitHub sends no webhook about it. */
export function addReaction(
  world: World,
  comment: Comment,
  by: Account,
  content: ReactionContent,
): { readonly reaction: Reaction; readonly created: boolean } {
  const known = comment.reactions.find((reaction) => reaction.by === by && reaction.content === content);
  if (known !== undefined) return { reaction: known, created: false };
  const reaction = { id: world.nextId("reaction"), by, content, at: world.now() };
  comment.reactions.push(reaction);
  return { reaction, created: true };
}

function announceComment(
  world: World,
  comment: Comment,
  action: string,
  by: Account,
  more: Readonly<Record<string, unknown>> = {},
): void {
  announce(world, comment.pull.repository, "issue_comment", action, by, {
    issue: issueBody(world, comment.pull),
    comment: commentBody(world, comment),
    ...more,
  });
}
