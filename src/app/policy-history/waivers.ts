import { defaultConfiguration, parseWaivers } from "../../config/index.ts";
import type { OpenWaiver } from "../../model/policy-history.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import { type RecordedSettings, textOf } from "../settings-record.ts";
import type { HistoryStore } from "./history-store.ts";

export interface WaiversRequest {
  readonly repositoryId: number;
  /** Settings that were known then; `null`: none were. */
  readonly inForce: RecordedSettings | null;
  readonly at: string;
  /** Its local date. */
  readonly today: string;
}

/** Exceptions that let something pass at a moment: those of files, and those that were granted in pull requests. */
export async function openWaivers(
  request: WaiversRequest,
  store: HistoryStore,
): Promise<readonly OpenWaiver[]> {
  const all = [...(await ofFiles(request, store)), ...(await ofPulls(request, store))];
  return all
    .filter(({ until }) => until >= request.today)
    .toSorted((left, right) => (left.waiverId < right.waiverId ? -1 : 1));
}

async function ofFiles(
  { inForce, today }: WaiversRequest,
  { blobs }: HistoryStore,
): Promise<readonly OpenWaiver[]> {
  const sources = inForce?.sources.filter(({ role }) => role === "waivers") ?? [];
  const texts = await Promise.all(sources.map((source) => textOf(source, blobs)));
  // What was in force then was judged by the settings of then: none is left out for being too long by those of now.
  const rules = { ...defaultConfiguration().waivers, maxDays: Number.MAX_SAFE_INTEGER, never: [], today };
  const { waivers } = await parseWaivers(
    texts.filter((text) => text !== null),
    rules,
  );
  return waivers.map(({ id: waiverId, rules: of, expires: until, requester, approver, reason: because }) => {
    return { waiverId, rules: of, until, requester, approver, because, pull: null };
  });
}

async function ofPulls(
  { repositoryId, at }: WaiversRequest,
  { records }: HistoryStore,
): Promise<readonly OpenWaiver[]> {
  const kinds = ["waiver-requested", "waiver-granted", "waiver-revoked"] as const;
  const found = await Promise.all(kinds.map((kind) => records.ofPulls(repositoryId, kind)));
  const [requested = [], granted = [], revoked = []] = found.map((list) =>
    list.filter((one) => one.at <= at),
  );
  const gone = new Set(revoked.map(waiverOf));
  return granted.flatMap(({ body, number }): readonly OpenWaiver[] => {
    if (body.kind !== "waiver-granted" || gone.has(body.waiverId)) return [];
    const asked = requested.findLast((one) => waiverOf(one) === body.waiverId)?.body;
    if (asked?.kind !== "waiver-requested") return [];
    const { waiverId, ruleId, until, because, by } = asked;
    const approver = body.by.account.login;
    return [
      { waiverId, rules: [ruleId], until, requester: by.account.login, approver, because, pull: number },
    ];
  });
}

function waiverOf({ body }: StoredPullRecord): string | null {
  return "waiverId" in body ? body.waiverId : null;
}
