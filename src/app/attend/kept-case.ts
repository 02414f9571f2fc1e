import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";
import type { Report } from "../../model/report.ts";
import type { Store } from "../../store/store.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { keepPolicySet } from "../kept-policy-sets.ts";
import { type MadeCase, makeCase } from "../replay/record.ts";
import type { RecordedReview, ReviewPorts } from "../review.ts";
import type { ReviewSettings } from "../settings.ts";

/** A decision of the App, as far as what it can be made from again has to know it. */
export interface DecidedByApp {
  readonly repository: { readonly id: number; readonly owner: string; readonly name: string };
  /** Of the pull request; `null`: it is about a merge group, or a push. */
  readonly number: number | null;
  readonly trees: EvaluationTrees;
  readonly mergeBase: string;
  readonly deliveries: readonly string[];
  readonly settings: Pick<ReviewSettings, "ruleSet">;
  readonly recorded: RecordedReview;
  readonly report: Report;
  /** What is kept of what was shown. */
  readonly bytes: Uint8Array;
  /** Digests of the exceptions that stood, and of the author's teams. */
  readonly waivers: string;
  readonly authorTeams: string;
}

/** What a decision can be made from again. The policies that it names are kept before it is. */
export async function keptCase(
  decided: DecidedByApp,
  ports: ReviewPorts & Pick<Store, "blobs" | "notes">,
): Promise<MadeCase> {
  const { repository, number, mergeBase, deliveries, settings } = decided;
  const { trees, recorded, report, bytes, waivers, authorTeams } = decided;
  const policySet = settings.ruleSet ?? ports.policySet;
  await keepPolicySet(ports, policySet);
  const named = { id: repository.id, name: `${repository.owner}/${repository.name}` };
  const subject = { repository: named, number, mergeBase, deliveries };
  return makeCase(
    { ...{ trees, subject, recorded, report, kept: sha256Hex(bytes), waivers, authorTeams } },
    { ...ports, policySet },
  );
}

/** The same of what no pull request was decided by: exceptions and teams are those that the task holds. */
export function keptCaseOfBranch(
  decided: Omit<DecidedByApp, "number" | "waivers" | "authorTeams">,
  ports: ReviewPorts & Pick<Store, "blobs" | "notes">,
): Promise<MadeCase> {
  const { waivers, author } = decided.recorded.task;
  const digests = { waivers: digestOfPlain(waivers), authorTeams: digestOfPlain(author?.teams ?? null) };
  return keptCase({ ...decided, ...digests, number: null }, ports);
}

function digestOfPlain(value: unknown): string {
  const plain: JsonValue = JSON.parse(JSON.stringify(value));
  return digestOf(plain);
}
