import { policyHistory } from "../app/policy-history/gather.ts";
import { keptRuleSets } from "../app/rule-sets/kept.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Locale } from "../model/configuration.ts";
import { isLocalDate } from "../model/local-date.ts";
import { visibleJson } from "../report/neutral.ts";
import { historyText } from "../report/operator/history-text.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { knownRepository } from "./known-repository.ts";
import { openRecords, readStoreFlags } from "./records.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho policies history`: which rules and settings were in force when, and who brought them. */
export async function policiesHistory(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readStoreFlags(list);
  const given = readArguments(rest, ["repository", "rule", "at", "format", "locale"], 0);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const at = momentOf(given.value("at"));
  const environment = readRuntimeEnvironment();
  const [ruleId, name] = [given.value("rule"), given.value("repository")];
  if (ruleId !== null && name === null)
    throw new UsageError(
      "--rule needs --repository OWNER/NAME: what a rule does is set for each repository.",
    );
  const store = await openRecords(flags);
  try {
    const repository = name === null ? null : await knownRepository(name, store);
    const ruleSets = keptRuleSets(await shippedPolicySet(environment.cacheDirectory), store);
    const now = new Date().toISOString();
    const history = await policyHistory({ repository, ruleId, at, now }, store, ruleSets);
    const colour =
      environment.colour === "always" || (environment.colour === "auto" && process.stdout.isTTY === true);
    await write(format === "json" ? `${visibleJson(history)}\n` : historyText(history, { locale, colour }));
    return exitCodes.pass;
  } finally {
    await store.close();
  }
}

/** A date means its end in UTC: what was in force on that day at last. */
export function momentOf(given: string | null): string | null {
  if (given === null) return null;
  if (isLocalDate(given)) return `${given}T23:59:59.999Z`;
  const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(given)
    ? Date.parse(given)
    : Number.NaN;
  if (!Number.isNaN(moment)) return new Date(moment).toISOString();
  throw new UsageError(
    `--at is ${JSON.stringify(given)}; it has to be a date such as 2027-01-31, or a moment such as 2027-01-31T09:00:00+09:00.`,
  );
}
