import { setTimeout as wait } from "node:timers/promises";
import { askGate, type GateAnswer } from "../app/gate-question.ts";
import { repositoryIdOf } from "../app/repository-names.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Locale } from "../model/configuration.ts";
import { visibleJson } from "../report/neutral.ts";
import type { StoreReader } from "../store/index.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type AskedAbout, gateText } from "./gate-text.ts";
import { openRecords, readStoreFlags } from "./records.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho gate`: whether a commit may be applied, by what the server has recorded. */
export async function gate(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readStoreFlags(list);
  const given = readArguments(rest, ["commit", "repository", "wait", "format", "locale"], 0);
  const asked = {
    commit: commitOf(given.value("commit")),
    repository: repositoryOf(given.value("repository")),
  };
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const waitMs = waitOf(given.value("wait"));
  const store = await openRecords(flags);
  try {
    const answer = await answerWithin(waitMs, asked, store);
    const text =
      format === "json"
        ? `${visibleJson({ ...asked, ...answer })}\n`
        : gateText(answer, asked, { locale, colour: colourOf() });
    await write(text);
    return answerExitCodes[answer.answer];
  } finally {
    await store.close();
  }
}

/** GitHub tells of a merge a moment after it, and pipelines are fast; people take longer. */
const askAgainMs = 2_000;
const waitSecondsMax = 3_600;

/** Asks until there is an answer that stays, or until the time is over: the last one counts. */
async function answerWithin(
  waitMs: number,
  { commit, repository }: AskedAbout,
  { notes, records }: StoreReader,
): Promise<GateAnswer> {
  const until = performance.now() + waitMs;
  for (;;) {
    const repositoryId = await repositoryIdOf(notes, repository);
    const answer = await askGate({ repositoryId, commit, now: new Date() }, records);
    if (!mayChange(answer) || performance.now() + askAgainMs > until) return answer;
    await wait(askAgainMs);
  }
}

/** What somebody else has to say first, or what nobody has told of yet. */
function mayChange(answer: GateAnswer): boolean {
  return answer.answer === "waiting" || (answer.answer === "no" && answer.why.kind === "unknown-commit");
}

function waitOf(given: string | null): number {
  if (given === null) return 0;
  if (!/^\d{1,4}$/.test(given) || Number(given) > waitSecondsMax)
    throw new UsageError(
      `--wait is ${JSON.stringify(given)}; it has to be a number of seconds up to ${waitSecondsMax}.`,
    );
  return Number(given) * 1_000;
}

const answerExitCodes: Readonly<Record<GateAnswer["answer"], number>> = {
  yes: exitCodes.pass,
  no: exitCodes.blocked,
  waiting: exitCodes.personNeeded,
};

function commitOf(given: string | null): string {
  if (given === null) throw new UsageError("gate needs --commit: the commit that is to be applied.");
  // A short id may mean another commit tomorrow, and a branch means another every day.
  if (!/^[0-9a-f]{40}$/i.test(given))
    throw new UsageError(`--commit is ${JSON.stringify(given)}; it has to be the whole id, 40 characters.`);
  return given.toLowerCase();
}

function repositoryOf(given: string | null): string {
  if (given === null) throw new UsageError("gate needs --repository: owner/name.");
  if (!/^[\w.-]+\/[\w.-]+$/.test(given))
    throw new UsageError(`--repository is ${JSON.stringify(given)}; it has to be written owner/name.`);
  return given;
}

function colourOf(): boolean {
  const { colour } = readRuntimeEnvironment();
  return colour === "always" || (colour === "auto" && process.stdout.isTTY === true);
}
