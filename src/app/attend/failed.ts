import { modeOf, strongestMode } from "../../decision/index.ts";
import { MirrorError, type MirrorErrorCode } from "../../git/index.ts";
import { type GitHub, GitHubError, type GitHubErrorCode } from "../../github/index.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import { renderNotDecided } from "../../report/publication/index.ts";
import { StoreUnavailable } from "../../store/index.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { InForce } from "./in-force.ts";
import type { AttendPorts } from "./ports.ts";
import { publish } from "./publish.ts";
import { standingOf } from "./standing.ts";

/** Tries before people are told: most failures are over by then, and nobody needs to know. */
const silentAttempts = 2;

/**
 * Somebody else's trouble, that passes: it is tried again, and says nothing about the pull request. What GitHub refuses
 * for good (`forbidden`, `invalid`) is told, because nobody else would hear of it.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof GitHubError) return passingAnswers.has(error.code);
  return error instanceof MirrorError && passingFetches.has(error.code);
}

const passingAnswers: ReadonlySet<GitHubErrorCode> = new Set(["rate-limited", "unavailable", "timeout"]);
/** `gone` passes with the next visit, which reads the head that the pull request has then. */
const passingFetches: ReadonlySet<MirrorErrorCode> = new Set([
  "gone",
  "unavailable",
  "timeout",
  "no-space",
  "aborted",
]);

export interface Failure {
  readonly error: unknown;
  readonly attempt: number;
  readonly github: GitHub;
  readonly pull: PullFacts;
  readonly records: readonly StoredPullRecord[];
  /** `null`: not even the settings could be read. */
  readonly inForce: InForce | null;
}

/**
 * Says that Sekisho failed, and not the author, where the same pull request fails again and again. The check never
 * passes on that: what could not be judged is not safe.
 */
export async function sayFailed(failure: Failure, ports: AttendPorts): Promise<void> {
  const { error, attempt, github, pull, records, inForce } = failure;
  if (isPassing(error) || attempt < silentAttempts) return;
  const reference = ports.attemptId();
  ports.log.error({ error, reference, pull: pull.number }, "a pull request could not be judged");
  const { repository, number, head } = pull;
  const configuration = inForce?.settings.configuration;
  const { rules } =
    inForce === null ? ports.review.policySet : policiesInForce(inForce.settings, ports.review);
  const ruleIds = rules.map(({ id }) => id);
  const mode =
    configuration === undefined
      ? "enforce"
      : strongestMode(modeOf(configuration, `${repository.owner}/${repository.name}`), ruleIds);
  const { check, checkDigest, comment } = renderNotDecided({
    locale: configuration?.locale ?? "en",
    number,
    head: head.sha,
    why: { kind: "failure", reference, retrying: true },
    conclusion: mode === "enforce" ? "action_required" : "success",
    commented: standingOf(records, "comment").written !== null,
  });
  await ports.store.records.append([
    {
      scope: "pull",
      repositoryId: repository.id,
      number,
      key: head.sha,
      body: { kind: "not-decided", head: head.sha, reason: "failure", detail: reference },
    },
  ]);
  await publish(
    {
      repository,
      number,
      head: head.sha,
      decisionId: null,
      check,
      checkDigest,
      comment,
      request: null,
      suggestions: [],
      reactions: [],
      rewriteCheck: false,
    },
    records,
    { github, records: ports.store.records, attemptId: ports.attemptId },
  );
}
