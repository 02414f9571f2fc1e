import type { z } from "zod";
import { checkName } from "../../model/publication.ts";
import type { Subject } from "../../model/pull.ts";
import type { DeliveryFact } from "./facts.ts";
import { pullSubject } from "./read-pull.ts";
import { type Envelope, nothing, type Reading } from "./reading.ts";
import { checkRun, checkSuite } from "./schemas.ts";

type CheckRun = z.infer<typeof checkRun>["check_run"];
type Linked = CheckRun["pull_requests"];

export function readCheckRun(envelope: Envelope): Reading {
  switch (envelope.action) {
    case "requested_action":
    case "rerequested":
      return readRequest(envelope);
    case "created":
    case "completed":
      return readForeign(envelope);
    default:
      return nothing;
  }
}

function readRequest(envelope: Envelope): Reading {
  const { check_run: run, requested_action: requested, sender } = envelope.parse(checkRun);
  if (run.app?.id !== envelope.self.appId) return nothing;
  const subject = subjectOfCommit(envelope, {
    head: run.head_sha,
    branch: run.check_suite?.head_branch ?? null,
    number: numberIn(run.external_id ?? ""),
    linked: run.pull_requests,
  });
  if (subject === null) return nothing;
  const { head_sha: head, id: checkRunId } = run;
  if (envelope.action === "rerequested")
    return { subject, facts: [{ kind: "check-rerequested", head, by: sender }] };
  const identifier = requested?.identifier;
  if (identifier === undefined) return nothing;
  return { subject, facts: [{ kind: "check-action", identifier, checkRunId, head, by: sender }] };
}

/** Our own checks come by here each time that we write one; they must not wake us. */
function readForeign(envelope: Envelope): Reading {
  const { check_run: run } = envelope.parse(checkRun);
  if (run.app?.id === envelope.self.appId || run.name.trim().toLowerCase() !== checkName) return nothing;
  const subject = subjectOfCommit(envelope, {
    head: run.head_sha,
    branch: run.check_suite?.head_branch ?? null,
    number: null,
    linked: run.pull_requests,
  });
  if (subject === null) return nothing;
  const fact: DeliveryFact = {
    kind: "foreign-check",
    name: run.name,
    appId: run.app?.id ?? null,
    appSlug: run.app?.slug ?? null,
    commit: run.head_sha,
  };
  return { subject, facts: [fact] };
}

/** "Re-run all checks" comes for the suite alone. */
export function readCheckSuite(envelope: Envelope): Reading {
  if (envelope.action !== "rerequested") return nothing;
  const { check_suite: suite, sender } = envelope.parse(checkSuite);
  if (suite.app?.id !== envelope.self.appId) return nothing;
  const subject = subjectOfCommit(envelope, {
    head: suite.head_sha,
    branch: suite.head_branch ?? null,
    number: null,
    linked: suite.pull_requests,
  });
  if (subject === null) return nothing;
  return { subject, facts: [{ kind: "check-rerequested", head: suite.head_sha, by: sender }] };
}

interface CheckedCommit {
  readonly head: string;
  readonly branch: string | null;
  /** Of the pull request, where the check itself says it. */
  readonly number: number | null;
  readonly linked: Linked;
}

/** Branches that GitHub makes for merge groups. */
const queuePrefix = "gh-readonly-queue/";

/**
 * Whether a commit stands in a merge queue, or which pull request it heads. GitHub names no pull request for the head
 * of a fork, so our own checks carry its number.
 */
function subjectOfCommit(envelope: Envelope, commit: CheckedCommit): Subject | null {
  const { installationId, repositoryId } = envelope;
  if (repositoryId === null) return null;
  if (commit.branch?.startsWith(queuePrefix) === true)
    return { kind: "merge-group", installationId, repositoryId, head: commit.head };
  const here = commit.linked.filter(({ base }) => base.repo.id === repositoryId);
  const pull = here.find(({ head }) => head.sha === commit.head) ?? here[0];
  const number = commit.number ?? pull?.number ?? null;
  return number === null ? null : pullSubject(envelope, number);
}

/** See {@link CheckRunContent.externalId}. */
function numberIn(externalId: string): number | null {
  const digits = /^([1-9]\d{0,9}):/.exec(externalId)?.[1];
  return digits === undefined ? null : Number(digits);
}
