import type { z } from "zod";
import type { Subject } from "../../model/pull.ts";
import { type DeliveryFact, UnreadableDelivery } from "./facts.ts";
import { readCheckRun, readCheckSuite } from "./read-check.ts";
import { readInstallation, readRules, readTeams } from "./read-installation.ts";
import { readComment, readPull, readReview, readWorkflowRun } from "./read-pull.ts";
import { readMergeGroup, readPush } from "./read-push.ts";
import { type Envelope, nothing, type OwnApp, type Reading } from "./reading.ts";
import { envelope } from "./schemas.ts";

const readers: ReadonlyMap<string, (envelope: Envelope) => Reading> = new Map([
  ["pull_request", readPull],
  ["pull_request_review", readReview],
  ["issue_comment", readComment],
  ["check_run", readCheckRun],
  ["check_suite", readCheckSuite],
  ["workflow_run", readWorkflowRun],
  ["merge_group", readMergeGroup],
  ["push", readPush],
  ["team", readTeams],
  ["member", readTeams],
  ["membership", readTeams],
  ["organization", readTeams],
  ["repository_ruleset", readRules],
  ["branch_protection_rule", readRules],
  ["installation", readInstallation],
  ["installation_repositories", readInstallation],
]);

/** Events that this reads: what the App subscribes to, and what GitHub sends to every App. */
export const eventsRead: readonly string[] = [...readers.keys()].sort();

/**
 * Which subject a webhook concerns. `null`: nothing is to be done, because of the event, the action, or because it
 * would be an answer to ourselves. Throws {@link UnreadableDelivery}.
 */
export function subjectOf(event: string, payload: unknown, self: OwnApp): Subject | null {
  return read(event, payload, self).subject;
}

/** What a webhook says that cannot be asked for later. Throws {@link UnreadableDelivery}. */
export function factsOf(event: string, payload: unknown, self: OwnApp): readonly DeliveryFact[] {
  return read(event, payload, self).facts;
}

function read(event: string, payload: unknown, self: OwnApp): Reading {
  const reader = readers.get(event);
  if (reader === undefined) return nothing;
  const parse = <Schema extends z.ZodType>(schema: Schema): z.infer<Schema> => parsed(event, schema, payload);
  const { action, installation, repository } = parse(envelope);
  if (installation === undefined || installation === null) return nothing;
  return reader({
    event,
    action: action ?? "",
    installationId: installation.id,
    repositoryId: repository?.id ?? null,
    self,
    parse,
  });
}

/** More would only say the same again. */
const problemsMax = 5;

/** Zod's messages name types and paths, never a value of the body. */
function parsed<Schema extends z.ZodType>(event: string, schema: Schema, payload: unknown): z.infer<Schema> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const problems = result.error.issues
    .slice(0, problemsMax)
    .map((issue) => `${issue.path.join(".") || "the body"}: ${issue.message}`);
  throw new UnreadableDelivery(event, `${problems.join("; ")}.`);
}
