import type { Locale } from "../../model/configuration.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Rule } from "../../model/rule.ts";
import { openRequests, waiverRequests } from "../../model/waiver-request.ts";
import type { PublicationContext } from "../../report/publication/index.ts";
import { ruleTexts } from "../rule-texts.ts";
import type { Situation } from "./situation.ts";

type Answers = Pick<
  PublicationContext,
  "refusals" | "explained" | "waiverRequests" | "waiversGranted" | "feedback"
>;

/** What people said in comments and has to be answered. A new head begins anew: what was refused before is past. */
export function answersOf(
  { inForce, pull, locale }: Situation,
  records: readonly StoredPullRecord[],
  rules: readonly Rule[],
): Answers {
  const { configuration, today } = inForce.settings;
  const since = records.findIndex(
    ({ body }) => body.kind === "decision" && body.inputs.head === pull.head.sha,
  );
  const recent = records.slice(Math.max(since, 0));
  const familyOf = (ruleId: string) => rules.find(({ id }) => id === ruleId)?.family;
  return {
    refusals: refusalsOf(recent),
    explained: explainedOf(recent, rules, locale),
    waiverRequests: openRequests(records, today).map(({ waiverId, ruleId, by, because, until }) => {
      const family = familyOf(ruleId);
      const { approvers, byFamily } = configuration.waivers;
      const who = (family === undefined ? undefined : byFamily[family]) ?? approvers;
      return { waiverId, ruleId, by: by.account, because, until, approvers: who };
    }),
    waiversGranted: waiverRequests(records).flatMap(({ request, grantedBy, revokedBy }) => {
      const { waiverId, ruleId, by, until } = request;
      if (grantedBy === null || revokedBy !== null || until < today) return [];
      return [{ waiverId, ruleId, requestedBy: by.account, grantedBy: grantedBy.account, until }];
    }),
    feedback: recent.flatMap(({ body }) =>
      body.kind === "feedback" ? [{ by: body.by.account, ruleId: body.ruleId }] : [],
    ),
  };
}

/** A refusal is past once the same person's same command was carried out. */
function refusalsOf(records: readonly StoredPullRecord[]): Answers["refusals"] {
  return records.flatMap(({ body }, index) => {
    if (body.kind === "command-refused") return [{ by: body.by.account, refusal: body.refused }];
    if (body.kind !== "command" || body.refused === null) return [];
    const repeated = records
      .slice(index + 1)
      .some(
        ({ body: later }) =>
          later.kind === "command" &&
          later.by.account.id === body.by.account.id &&
          later.command.kind === body.command.kind,
      );
    return repeated ? [] : [{ by: body.by.account, refusal: body.refused }];
  });
}

function explainedOf(
  records: readonly StoredPullRecord[],
  rules: readonly Rule[],
  locale: Locale,
): Answers["explained"] {
  const asked = new Set(
    records.flatMap(({ body }) =>
      body.kind === "command" && body.command.kind === "explain" && body.refused === null
        ? [body.command.ruleId]
        : [],
    ),
  );
  return Object.values(
    ruleTexts(
      rules.filter(({ id }) => asked.has(id)),
      locale,
    ),
  );
}
