import { activeHolds, type HoldOutcome, releaseHold, setHold } from "../../app/privacy/hold.ts";
import { repositoryIdOf, repositoryNameOf } from "../../app/repository-names.ts";
import type { HoldScope } from "../../model/audit-record.ts";
import type { Locale } from "../../model/configuration.ts";
import { addDays, isLocalDate, isTimezone, startOfDay } from "../../model/local-date.ts";
import { privacyTexts } from "../../report/operator/privacy-texts.ts";
import type { Store } from "../../store/index.ts";
import { oneOf, type ParsedArguments, readArguments } from "../arguments.ts";
import { readStoreFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";
import { typedReason } from "./typed-reason.ts";
import { newIdOf, openToWrite, operator } from "./writing.ts";

const options = ["repository", "pull", "from", "to", "timezone", "because", "locale"] as const;

/** `sekisho ledger hold set|release|list`: what nobody may erase until somebody lets it go. */
export async function ledgerHold(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readStoreFlags(list);
  const given = readArguments(rest, options, 2);
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const [word, holdId = null] = given.positionals;
  if (word !== "set" && word !== "release" && word !== "list")
    throw new UsageError("sekisho ledger hold needs one of: set, release, list.");
  if ((word === "release") !== (holdId !== null))
    throw new UsageError(
      "sekisho ledger hold release takes the id of a hold, as hold list shows it; the others take none.",
    );
  const by = word === "list" ? "" : operator();
  const store = await openToWrite(flags);
  try {
    const lines =
      word === "list"
        ? await listed(store, locale)
        : [textOf(await change(word, { holdId, given, by }, store), locale)];
    await write(`${lines.join("\n")}\n`);
    return exitCodes.pass;
  } finally {
    await store.close();
  }
}

async function change(
  word: "set" | "release",
  asked: { readonly holdId: string | null; readonly given: ParsedArguments; readonly by: string },
  { records, notes }: Pick<Store, "records" | "notes">,
): Promise<HoldOutcome> {
  const { holdId, given, by } = asked;
  const because = typedReason(given.value("because")) ?? "";
  if (word === "release") return await releaseHold({ holdId: holdId ?? "", by, because }, records);
  return await setHold({ scope: await scopeOf(given, notes), by, because }, records, newIdOf("H"));
}

async function scopeOf(given: ParsedArguments, notes: Store["notes"]): Promise<HoldScope> {
  const [name, pull] = [given.value("repository"), given.value("pull")];
  const repository = name === null ? null : await repositoryIdOf(notes, name);
  if (name !== null && repository === null)
    throw new UsageError(
      `--repository: nothing is recorded about ${JSON.stringify(name)}. It is written owner/name, and the App has to have seen it.`,
    );
  if (pull !== null && (repository === null || !/^[1-9]\d{0,8}$/.test(pull)))
    throw new UsageError("--pull is the number of a pull request of the repository that --repository names.");
  const timezone = given.value("timezone") ?? "UTC";
  if (!isTimezone(timezone))
    throw new UsageError(`--timezone is ${JSON.stringify(timezone)}; it has to be such as Asia/Tokyo.`);
  const [from, to] = [dateOf("from", given), dateOf("to", given)];
  if (from !== null && to !== null && from > to) throw new UsageError(`--from ${from} is after --to ${to}.`);
  return {
    repository,
    number: pull === null ? null : Number(pull),
    start: from === null ? null : startOfDay(from, timezone),
    end: to === null ? null : startOfDay(addDays(to, 1), timezone),
  };
}

function dateOf(name: "from" | "to", given: ParsedArguments): string | null {
  const value = given.value(name);
  if (value === null || isLocalDate(value)) return value;
  throw new UsageError(`--${name} is ${JSON.stringify(value)}; it has to be a date such as 2027-01-31.`);
}

async function listed({ records, notes }: Store, locale: Locale): Promise<readonly string[]> {
  const texts = privacyTexts(locale);
  const holds = await activeHolds(records);
  const lines = holds.map(async (hold) => {
    const { repository } = hold.scope;
    return texts.hold(hold, repository === null ? null : await repositoryNameOf(notes, repository));
  });
  return holds.length === 0 ? [texts.noHolds] : await Promise.all(lines);
}

function textOf(outcome: HoldOutcome, locale: Locale): string {
  const texts = privacyTexts(locale);
  switch (outcome.kind) {
    case "set":
      return texts.set(outcome.hold.holdId);
    case "released":
      return texts.released(outcome.hold.holdId);
    case "no-reason":
      throw new UsageError(
        `A hold is set and released with --because: the matter, in at most ${outcome.charactersMax} characters.`,
      );
    case "no-such-hold":
      throw new UsageError(
        `No hold ${JSON.stringify(outcome.holdId)} stands. sekisho ledger hold list shows those that do.`,
      );
    default:
      return outcome satisfies never;
  }
}
