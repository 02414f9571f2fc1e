import type { Speaker } from "./command.ts";
import type { PullRecord, StoredPullRecord } from "./record.ts";

type Requested = Extract<PullRecord, { readonly kind: "waiver-requested" }>;

/** What became of one exception that was asked for in a comment. */
export interface WaiverRequest {
  readonly request: Requested;
  readonly grantedBy: Speaker | null;
  /** ISO 8601; `null`: not granted. */
  readonly grantedAt: string | null;
  readonly revokedBy: Speaker | null;
}

/** Every exception that was asked for, oldest first. What is revoked stays so: asking again is a new one. */
export function waiverRequests(records: readonly StoredPullRecord[]): readonly WaiverRequest[] {
  const requests = new Map<string, WaiverRequest>();
  for (const { body, at } of records.toSorted((left, right) => left.sequence - right.sequence)) {
    if (body.kind === "waiver-requested" && !requests.has(body.waiverId)) {
      requests.set(body.waiverId, { request: body, grantedBy: null, grantedAt: null, revokedBy: null });
    }
    if (body.kind !== "waiver-granted" && body.kind !== "waiver-revoked") continue;
    const known = requests.get(body.waiverId);
    if (known === undefined || known.revokedBy !== null) continue;
    if (body.kind === "waiver-revoked") requests.set(body.waiverId, { ...known, revokedBy: body.by });
    else if (known.grantedBy === null)
      requests.set(body.waiverId, { ...known, grantedBy: body.by, grantedAt: at });
  }
  return [...requests.values()];
}

/** Those that wait for an approver: neither granted nor revoked, and not past their last day. */
export function openRequests(records: readonly StoredPullRecord[], today: string): readonly Requested[] {
  return waiverRequests(records).flatMap(({ request, grantedBy, revokedBy }) =>
    grantedBy === null && revokedBy === null && request.until >= today ? [request] : [],
  );
}
