import type { StoredPullRecord } from "../model/record.ts";
import type { Report } from "../model/report.ts";
import type { Blobs, Records } from "../store/store.ts";
import { judgementFrom } from "./attend/decide.ts";

/** A kept decision about one head of a pull request. */
export interface KeptDecision {
  readonly repositoryId: number;
  readonly number: number;
  readonly at: string;
  readonly head: string;
  /** Digest of the kept report. */
  readonly report: string;
  /** Name of what it can be made from again; `null`: it was decided before that was kept. */
  readonly replay: string | null;
}

/** Decisions of one repository, or of all (`null`), oldest first. `since` is ISO 8601. */
export async function keptDecisions(
  records: Pick<Records, "ofPulls">,
  repositoryId: number | null,
  since?: string,
): Promise<readonly KeptDecision[]> {
  const kept = await records.ofPulls(repositoryId, "decision", since);
  return kept.flatMap(keptDecision);
}

function keptDecision({ repositoryId, number, at, body }: StoredPullRecord): readonly KeptDecision[] {
  if (body.kind !== "decision" || repositoryId === null || number === null) return [];
  return [
    { repositoryId, number, at, head: body.inputs.head, report: body.report, replay: body.replay ?? null },
  ];
}

/** The last decision of each pull request, the newest first. */
export function lastOfEach(decisions: readonly KeptDecision[]): readonly KeptDecision[] {
  const last = new Map(decisions.map((decision) => [pullKey(decision), decision]));
  const known = new Set(last.values());
  return decisions.filter((decision) => known.has(decision)).toReversed();
}

export function pullKey({ repositoryId, number }: Pick<KeptDecision, "repositoryId" | "number">): string {
  return `${repositoryId}/${number}`;
}

/** `null` where its payload was erased. */
export async function keptReport(
  blobs: Pick<Blobs, "get">,
  { report }: KeptDecision,
): Promise<Report | null> {
  const bytes = await blobs.get(report);
  return bytes === null ? null : judgementFrom(bytes).report;
}
