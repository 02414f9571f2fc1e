import { z } from "zod";
import type { GitHubReader, RepositoryRef } from "./ports.ts";
import { nodes, oid } from "./pull/answer.ts";
import { present } from "./pull/facts.ts";
import { parsed } from "./pull/parsed.ts";
import type { Client } from "./transport/client.ts";
import { faultError, graphql } from "./transport/graphql.ts";

/** GitHub puts at most a hundred pull requests into one group. */
const entriesMax = 100;

export const queueQuery = `query queue($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: ${entriesMax}) {
        nodes { headCommit { oid } baseCommit { oid } pullRequest { number } }
      }
    }
  }
}`;

const commit = z.object({ oid }).nullish();

const queueAnswer = z.object({
  repository: z
    .object({
      mergeQueue: z
        .object({
          entries: z
            .object({
              nodes: nodes(
                z.object({
                  headCommit: commit,
                  baseCommit: commit,
                  pullRequest: z.object({ number: z.int().positive() }).nullish(),
                }),
              ).nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullable(),
});

interface Entry {
  readonly head: string;
  readonly base: string;
  readonly number: number;
}

/** Each entry of a queue stands on the one before it: the group is the chain from its head back to its base. */
export async function mergeGroupPulls(
  client: Client,
  { owner, name }: RepositoryRef,
  group: Parameters<GitHubReader["mergeGroupPulls"]>[1],
): Promise<readonly number[]> {
  const { data, faults } = await graphql(client, queueQuery, { owner, name, branch: group.baseRef });
  const fatal = faults.find(({ type }) => type !== "NOT_FOUND");
  if (fatal !== undefined) throw faultError(fatal);
  const queue = parsed(queueAnswer, data, "merge queue").repository?.mergeQueue;
  const entries = present(queue?.entries?.nodes).flatMap(({ headCommit, baseCommit, pullRequest }) =>
    headCommit && baseCommit && pullRequest
      ? [{ head: headCommit.oid, base: baseCommit.oid, number: pullRequest.number }]
      : [],
  );
  return chain(entries, group) ?? numberIn(group.headRef);
}

/** `null`: the queue has moved on, and no longer tells all of it. */
function chain(
  entries: readonly Entry[],
  { base, head }: { readonly base: string; readonly head: string },
): readonly number[] | null {
  const byHead = new Map(entries.map((entry) => [entry.head, entry]));
  const numbers: number[] = [];
  for (let at = head; at !== base; ) {
    const entry = byHead.get(at);
    if (entry === undefined || numbers.length >= entriesMax) return null;
    numbers.unshift(entry.number);
    at = entry.base;
  }
  return numbers.length > 0 ? numbers : null;
}

/** GitHub calls the branch of a group `gh-readonly-queue/main/pr-12-…`, after its last pull request. */
function numberIn(headRef: string): readonly number[] {
  const digits = /\/pr-(\d{1,9})(?:-[0-9a-f]+)?$/.exec(headRef)?.[1];
  return digits === undefined ? [] : [Number(digits)];
}
