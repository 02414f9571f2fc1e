import { assessRollout } from "../app/rollout.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Locale } from "../model/configuration.ts";
import { isLocalDate } from "../model/local-date.ts";
import { visibleJson } from "../report/neutral.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { knownRepository } from "./known-repository.ts";
import { openRecords, readStoreFlags } from "./records.ts";
import { rolloutText } from "./rollout-text.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** What people remember of, and what fits a cycle of changes. */
const daysBack = 30;
const dayMs = 86_400_000;

/** `sekisho rollout`: what observing found, rule by rule, and which rules are quiet enough to be enforced. */
export async function rollout(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readStoreFlags(list);
  const given = readArguments(rest, ["repository", "since", "format", "locale"], 0);
  const now = new Date();
  const since = sinceOf(given.value("since"), now);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const environment = readRuntimeEnvironment();
  const store = await openRecords(flags);
  try {
    const name = given.value("repository");
    const repositoryId = name === null ? null : (await knownRepository(name, store)).id;
    const { rules } = await shippedPolicySet(environment.cacheDirectory);
    const found = await assessRollout({ repositoryId, since, now, rules }, store);
    const colour =
      environment.colour === "always" || (environment.colour === "auto" && process.stdout.isTTY === true);
    await write(format === "json" ? `${visibleJson(found)}\n` : rolloutText(found, { locale, colour }));
    return exitCodes.pass;
  } finally {
    await store.close();
  }
}

function sinceOf(given: string | null, now: Date): string {
  if (given === null) return new Date(now.getTime() - daysBack * dayMs).toISOString();
  if (!isLocalDate(given))
    throw new UsageError(`--since is ${JSON.stringify(given)}; it has to be a date such as 2027-01-31.`);
  return `${given}T00:00:00.000Z`;
}
