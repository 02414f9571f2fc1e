import { type GitHub, GitHubError, type RepositoryRef } from "../../github/ports.ts";
import { digestOf } from "../../model/digest.ts";
import type { CheckRunContent, CommentContent, Suggestion } from "../../model/publication.ts";
import type { PublicationTarget, StoredPullRecord } from "../../model/record.ts";
import type { NewRecord, Records } from "../../store/store.ts";
import { standingOf } from "./standing.ts";

/** Everything that a pull request should show. */
export interface Desired {
  readonly repository: RepositoryRef;
  readonly number: number;
  readonly head: string;
  readonly decisionId: string | null;
  readonly check: CheckRunContent;
  /** Over what it says, without what changes with every decision. */
  readonly checkDigest: string;
  /** `null`: none is needed, and none stands. */
  readonly comment: CommentContent | null;
  /** `digest` tells one request from another: the same teams are asked again for another risk only. */
  readonly request: { readonly teams: readonly string[]; readonly digest: string } | null;
  readonly suggestions: readonly Suggestion[];
  readonly reactions: readonly { readonly commentId: number; readonly reaction: "+1" | "-1" | "confused" }[];
  /** Somebody asked GitHub to run the check again: it is written although it says the same. */
  readonly rewriteCheck: boolean;
}

export interface PublishPorts {
  readonly github: GitHub;
  readonly records: Records;
  /** Unique for each attempt to publish. */
  readonly attemptId: () => string;
}

/** `moved-on`: the head is another by now, and nothing was written. */
export type Published =
  | { readonly kind: "published"; readonly targets: readonly PublicationTarget[] }
  | { readonly kind: "moved-on" };

interface Write {
  readonly target: PublicationTarget;
  readonly digest: string;
  /** Gives GitHub's id of what was written. */
  readonly call: () => Promise<{ readonly githubId: number | null; readonly detail: string | null }>;
  /** What a write that was cut off has left on GitHub; `null`: nothing. */
  readonly trace: () => Promise<{ readonly id: number; readonly same: boolean } | null>;
}

/**
 * Writes what differs from what stands: intent, call, outcome. The intents are kept before anything is written, so that
 * a process that dies in between leaves a trail, and the next one asks GitHub instead of writing twice. Throws
 * {@link GitHubError}; what was written until then is kept.
 */
export async function publish(
  desired: Desired,
  records: readonly StoredPullRecord[],
  ports: PublishPorts,
): Promise<Published> {
  const writes = await differing(desired, records, ports);
  if (writes.length === 0) return { kind: "published", targets: [] };
  const now = await ports.github.read.head(desired.repository, desired.number);
  if (now === null || now.sha !== desired.head) return { kind: "moved-on" };
  const attempt = ports.attemptId();
  const entry = recordOf(desired, attempt);
  await ports.records.append(
    writes.map(({ target, digest }) =>
      entry({ kind: "publish-intent", target, digest, decisionId: desired.decisionId, head: desired.head }),
    ),
  );
  const outcomes: NewRecord[] = [];
  try {
    for (const write of writes) outcomes.push(entry(await carryOut(write, desired.head)));
  } finally {
    await ports.records.append(outcomes);
  }
  return { kind: "published", targets: writes.map(({ target }) => target) };
}

function recordOf({ repository, number }: Desired, attempt: string) {
  return (body: Extract<NewRecord, { readonly scope: "pull" }>["body"] & { target: string }): NewRecord => ({
    scope: "pull",
    repositoryId: repository.id,
    number,
    key: `${attempt} ${body.target}`,
    body,
  });
}

async function carryOut({ target, digest, call }: Write, head: string) {
  const done = { kind: "publish-outcome" as const, target, digest, head };
  try {
    return { ...done, outcome: "done" as const, ...(await call()) };
  } catch (error) {
    // GitHub refuses what it is told: telling it again helps nobody, and the check must not wait for it.
    if (target !== "check" && error instanceof GitHubError && refusals.has(error.code)) {
      return { ...done, outcome: "failed" as const, githubId: null, detail: error.message };
    }
    throw error;
  }
}

const refusals: ReadonlySet<GitHubError["code"]> = new Set(["forbidden", "not-found", "invalid"]);

/** What is to be written, in this order: the check first, because it is the gate. */
async function differing(
  desired: Desired,
  records: readonly StoredPullRecord[],
  { github }: PublishPorts,
): Promise<readonly Write[]> {
  const wanted = [
    checkWrite(desired, records, github),
    commentWrite(desired, records, github),
    requestWrite(desired, github),
    suggestionsWrite(desired, github),
    ...desired.reactions.map((reaction) => reactionWrite(desired, reaction, github)),
  ].filter((write) => write !== null);
  const decided = await Promise.all(wanted.map((write) => unlessWritten(write, desired, records)));
  return decided.filter((write) => write !== null);
}

async function unlessWritten(
  write: Write,
  { head, rewriteCheck }: Desired,
  records: readonly StoredPullRecord[],
): Promise<Write | null> {
  const { written, cutOff } = standingOf(records, write.target);
  if (write.target === "check" && rewriteCheck) return write;
  const bound = write.target === "check" || write.target === "suggestions";
  if (cutOff === null) {
    return written?.digest === write.digest && (!bound || written.head === head) ? null : write;
  }
  const found = await write.trace();
  if (found === null) return write;
  // It took place: what it wrote is adopted, and changed only where it says something else.
  return found.same ? { ...write, call: async () => ({ githubId: found.id, detail: "adopted" }) } : write;
}

function checkWrite(desired: Desired, records: readonly StoredPullRecord[], github: GitHub): Write {
  const { repository, head, check, checkDigest } = desired;
  const { written } = standingOf(records, "check");
  const known = written !== null && written.head === head ? written.githubId : null;
  const trace = async () => {
    const found = await github.traces.checkOf(repository, head);
    return found === null ? null : { id: found.id, same: found.externalId === check.externalId };
  };
  return {
    target: "check",
    digest: checkDigest,
    trace,
    call: async () => {
      const id = known ?? (await interrupted(records, "check", trace));
      return { githubId: await github.write.check(repository, head, check, id), detail: null };
    },
  };
}

function commentWrite(desired: Desired, records: readonly StoredPullRecord[], github: GitHub): Write | null {
  const { repository, number, comment } = desired;
  if (comment === null) return null;
  const { written } = standingOf(records, "comment");
  const trace = async () => {
    const found = await github.traces.commentOf(repository, number);
    return found === null ? null : { id: found.id, same: found.digest === comment.digest };
  };
  return {
    target: "comment",
    digest: comment.digest,
    trace,
    call: async () => {
      const id = written?.githubId ?? (await interrupted(records, "comment", trace));
      try {
        return { githubId: await github.write.comment(repository, number, comment, id), detail: null };
      } catch (error) {
        // Somebody deleted our comment.
        if (id === null || !(error instanceof GitHubError) || error.code !== "not-found") throw error;
        return { githubId: await github.write.comment(repository, number, comment, null), detail: "anew" };
      }
    },
  };
}

/** Where an earlier write was cut off, what it made is found and changed instead of made twice. */
async function interrupted(
  records: readonly StoredPullRecord[],
  target: PublicationTarget,
  trace: Write["trace"],
): Promise<number | null> {
  if (standingOf(records, target).cutOff === null) return null;
  return (await trace())?.id ?? null;
}

function requestWrite({ repository, number, request }: Desired, github: GitHub): Write | null {
  if (request === null) return null;
  return {
    target: "review-request",
    digest: request.digest,
    // Asking a team twice changes nothing on GitHub.
    trace: async () => null,
    call: async () => {
      if (request.teams.length === 0) return { githubId: null, detail: "asked already" };
      const { refused } = await github.write.requestReview(repository, number, request.teams);
      return { githubId: null, detail: refused.length === 0 ? null : `refused: ${refused.join(", ")}` };
    },
  };
}

function suggestionsWrite({ repository, number, head, suggestions }: Desired, github: GitHub): Write | null {
  if (suggestions.length === 0) return null;
  return {
    target: "suggestions",
    digest: digestOf(suggestions.map((suggestion) => ({ ...suggestion }))),
    trace: async () => {
      const id = await github.traces.suggestionsOf(repository, number, head);
      return id === null ? null : { id, same: true };
    },
    call: async () => ({
      githubId: await github.write.suggest(repository, number, head, suggestions),
      detail: null,
    }),
  };
}

function reactionWrite(
  { repository }: Desired,
  { commentId, reaction }: Desired["reactions"][number],
  github: GitHub,
): Write {
  return {
    target: `reaction:${commentId}`,
    digest: reaction,
    trace: async () => null,
    call: async () => {
      await github.write.react(repository, commentId, reaction);
      return { githubId: null, detail: null };
    },
  };
}
