import { type Envelope, nothing, type Reading } from "./reading.ts";
import { mergeGroup, push } from "./schemas.ts";

const branchPrefix = "refs/heads/";
const queuePrefix = `${branchPrefix}gh-readonly-queue/`;

/** Groups that end (`destroyed`) need nothing: their check stays where it is. */
export function readMergeGroup(envelope: Envelope): Reading {
  const { installationId, repositoryId } = envelope;
  if (envelope.action !== "checks_requested" || repositoryId === null) return nothing;
  const { merge_group: group } = envelope.parse(mergeGroup);
  return {
    subject: { kind: "merge-group", installationId, repositoryId, head: group.head_sha },
    facts: [
      {
        kind: "merge-group",
        head: group.head_sha,
        headRef: withoutPrefix(group.head_ref),
        base: group.base_sha,
        baseRef: withoutPrefix(group.base_ref),
      },
    ],
  };
}

/** Tags, deleted branches and the queue's own branches are no state that anybody merges into. */
export function readPush(envelope: Envelope): Reading {
  const { installationId, repositoryId } = envelope;
  const { ref, before, after, deleted, forced, sender } = envelope.parse(push);
  const branch = withoutPrefix(ref);
  if (repositoryId === null || deleted || branch === ref || ref.startsWith(queuePrefix)) return nothing;
  return {
    subject: { kind: "branch", installationId, repositoryId, branch },
    facts: [
      {
        kind: "branch-pushed",
        branch,
        before: /^0+$/.test(before) ? null : before,
        after,
        forced,
        by: sender,
      },
    ],
  };
}

function withoutPrefix(ref: string): string {
  return ref.startsWith(branchPrefix) ? ref.slice(branchPrefix.length) : ref;
}
