import { modeOf, strongestMode } from "../../decision/index.ts";
import { MirrorError, type MirrorErrorCode } from "../../git/index.ts";
import { type GitHub, GitHubError, type GitHubErrorCode } from "../../github/index.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import { type Publication, renderNotDecided } from "../../report/publication/index.ts";
import { StoreUnavailable } from "../../store/index.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { RuleSetMissing } from "../rule-sets/missing.ts";
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
  const { error, attempt, pull, records, inForce } = failure;
  if (isPassing(error)) return;
  if (error instanceof RuleSetMissing) return sayShut(failure, error, ports);
  if (attempt < silentAttempts) return;
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
  const publication = renderNotDecided({
    locale: configuration?.locale ?? "en",
    number,
    head: head.sha,
    why: { kind: "failure", reference, retrying: true },
    conclusion: mode === "enforce" ? "action_required" : "success",
    commented: standingOf(records, "comment").written !== null,
  });
  await keepAndPublish(failure, { publication, reason: "failure", detail: reference }, ports);
}

/** No other rules than those that are pinned may judge: the gate stays shut, and whoever can mend that is told how. */
async function sayShut(
  failure: Failure,
  { problems, configuration }: RuleSetMissing,
  ports: AttendPorts,
): Promise<void> {
  const { pull, records } = failure;
  const { repository, number, head } = pull;
  ports.log.error({ problems, pull: number }, "the pinned rule set is not there");
  const ruleIds = ports.review.policySet.rules.map(({ id }) => id);
  const mode = strongestMode(modeOf(configuration, `${repository.owner}/${repository.name}`), ruleIds);
  const publication = renderNotDecided({
    locale: configuration.locale,
    number,
    head: head.sha,
    why: { kind: "configuration", problems },
    conclusion: mode === "enforce" ? "action_required" : "success",
    commented: standingOf(records, "comment").written !== null,
  });
  const detail = problems.map(({ message }) => message).join(" ");
  await keepAndPublish(failure, { publication, reason: "configuration", detail }, ports);
}

interface Said {
  readonly publication: Publication;
  readonly reason: "configuration" | "failure";
  readonly detail: string;
}

async function keepAndPublish(
  { github, pull, records }: Failure,
  { publication: { check, checkDigest, comment }, reason, detail }: Said,
  ports: AttendPorts,
): Promise<void> {
  const { repository, number, head } = pull;
  await ports.store.records.append([
    {
      scope: "pull",
      repositoryId: repository.id,
      number,
      key: head.sha,
      body: { kind: "not-decided", head: head.sha, reason, detail },
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
