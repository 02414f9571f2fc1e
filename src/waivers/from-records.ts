import { addDays, localDateAt } from "../model/local-date.ts";
import type { StoredPullRecord } from "../model/record.ts";
import type { Waiver } from "../model/waiver.ts";
import { waiverRequests } from "../model/waiver-request.ts";

/**
 * The exceptions that were granted in a pull request, as those of files. None lasts longer than `maxDays` after it was
 * granted, also where that was more when somebody asked.
 */
export function waiversFromRecords(
  records: readonly StoredPullRecord[],
  policy: { readonly maxDays: number; readonly timezone: string },
): readonly Waiver[] {
  return waiverRequests(records).flatMap(({ request, grantedBy, grantedAt, revokedBy }): Waiver[] => {
    if (grantedBy === null || grantedAt === null || revokedBy !== null) return [];
    const latest = addDays(localDateAt(new Date(grantedAt), policy.timezone), policy.maxDays);
    return [
      {
        id: request.waiverId,
        rules: [request.ruleId],
        scope: { roots: [], resources: [], environments: [], places: request.places },
        reason: request.because,
        requester: request.by.account.login,
        approver: grantedBy.account.login,
        ticket: null,
        expires: request.until < latest ? request.until : latest,
      },
    ];
  });
}
