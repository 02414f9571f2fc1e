import type { CommentContent, Suggestion } from "../../model/publication.ts";
import type { GitHubWriter, RepositoryRef } from "../ports.ts";
import { orNull } from "../reader.ts";
import type { Client } from "../transport/client.ts";
import { CheckWriter } from "./check.ts";
import { cut } from "./cut.ts";
import { markerText } from "./marker.ts";
import { requestReview } from "./reviewers.ts";

/** GitHub ends a comment at 65,536 characters. */
const commentMax = 65_536;

export function createWriter(client: Client): GitHubWriter {
  const checks = new CheckWriter(client);
  return {
    check: (repository, head, content, id) => checks.write(repository, head, content, id),
    comment: (repository, number, content, id) => writeComment(client, repository, number, content, id),
    requestReview: (repository, number, teams) => requestReview(client, repository, number, teams),
    suggest: (repository, number, head, suggestions) =>
      suggest(client, repository, number, head, suggestions),
    react: async ({ owner, name: repo }, commentId, content) => {
      const { reactions } = client.octokit.rest;
      await reactions.createForIssueComment({ owner, repo, comment_id: commentId, content });
    },
  };
}

/** A comment that somebody has deleted is written again: it is what the author and the reviewers go by. */
async function writeComment(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  number: number,
  content: CommentContent,
  id: number | null,
): Promise<number> {
  const marker = `\n\n${markerText({ kind: "comment", digest: content.digest })}`;
  const body = cut(content.body, commentMax - marker.length) + marker;
  const { issues } = octokit.rest;
  const updated =
    id === null ? null : await orNull(() => issues.updateComment({ owner, repo, comment_id: id, body }));
  if (updated !== null) return updated.data.id;
  return (await issues.createComment({ owner, repo, issue_number: number, body })).data.id;
}

/** All of them in one review: one notification, and all or nothing. */
async function suggest(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  number: number,
  head: string,
  suggestions: readonly Suggestion[],
): Promise<number> {
  const { data } = await octokit.rest.pulls.createReview({
    owner,
    repo,
    pull_number: number,
    commit_id: head,
    event: "COMMENT",
    body: markerText({ kind: "suggestions", head }),
    comments: suggestions.map(({ path, startLine, endLine, body }) => ({
      path,
      body: cut(body, commentMax),
      line: endLine,
      side: "RIGHT",
      ...(startLine < endLine ? { start_line: startLine, start_side: "RIGHT" } : {}),
    })),
  });
  return data.id;
}
