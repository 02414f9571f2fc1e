import { askGate, type GateAnswer } from "../app/gate-question.ts";
import { repositoryIdOf } from "../app/repository-names.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Locale } from "../model/configuration.ts";
import { visibleJson } from "../report/neutral.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { gateText } from "./gate-text.ts";
import { openRecords, readStoreFlags } from "./records.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho gate`: whether a commit may be applied, by what the server has recorded. */
export async function gate(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readStoreFlags(list);
  const given = readArguments(rest, ["commit", "repository", "format", "locale"], 0);
  const asked = {
    commit: commitOf(given.value("commit")),
    repository: repositoryOf(given.value("repository")),
  };
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const store = await openRecords(flags);
  try {
    const repositoryId = await repositoryIdOf(store.notes, asked.repository);
    const answer = await askGate({ repositoryId, commit: asked.commit, now: new Date() }, store.records);
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
