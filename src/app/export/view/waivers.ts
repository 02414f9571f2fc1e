import type { WaiverRow, WaiverStep } from "../../../model/evidence.ts";
import { actorOf, ofKind, type RowContext, restedOn } from "./context.ts";
import type { NamedGathered } from "./decisions.ts";

/** Waivers of a repository that were asked for before the period ended, and had not run out when it began. */
export function waiverRows(
  repository: NamedGathered,
  period: { readonly from: string },
  context: RowContext,
): readonly WaiverRow[] {
  const expired = ofKind(repository.outside, "waiver-expired");
  const rows = [...repository.pulls.having("waiver-requested")].flatMap(([number, asked]) => {
    const entries = repository.pulls.get(number) ?? [];
    return asked.map((requested): WaiverRow => {
      const { waiverId, ruleId, by, because, until } = requested.body;
      const step = (kind: "waiver-granted" | "waiver-revoked"): WaiverStep | null => {
        const found = ofKind(entries, kind).find(({ body }) => body.waiverId === waiverId);
        return found === undefined
          ? null
          : { ...restedOn(found, context), by: actorOf(found.body.by.account) };
      };
      const end = expired.find(({ body }) => body.waiverId === waiverId);
      const used = ofKind(entries, "waivers-used").filter(({ body }) => body.waiverIds.includes(waiverId));
      return {
        ...restedOn(requested, context),
        ...{ waiverId, repository: repository.name, number, ruleId, because, until },
        requestedBy: actorOf(by.account),
        granted: step("waiver-granted"),
        revoked: step("waiver-revoked"),
        expired: end === undefined ? null : { ...restedOn(end, context), by: null },
        usedBy: used.map(({ body }) => body.decisionId),
      };
    });
  });
  return rows
    .filter(({ at, until }) => at < context.end && until >= period.from)
    .toSorted((a, b) => a.index - b.index);
}
