import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HistoryError, openHistory } from "../app/backtest/history.ts";
import { keptResults } from "../app/backtest/kept-results.ts";
import { webAddress } from "../app/backtest/web-address.ts";
import { type BacktestRequest, backtest } from "../app/backtest.ts";
import { type FirstConfiguration, firstConfiguration } from "../app/init.ts";
import { programDigest } from "../app/installation.ts";
import { terraformEngine } from "../app/modules.ts";
import { repositoryFile } from "../config/index.ts";
import { openRepository, originUrl } from "../git/index.ts";
import type { Locale } from "../model/configuration.ts";
import { hasUsableSource } from "../report/init/yaml.ts";
import { visibleJson } from "../report/neutral.ts";
import { initTextsOf } from "../report/text/locale.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { openSession, type Session } from "./session.ts";
import { openFolder } from "./trees.ts";
import { exitCodes } from "./usage.ts";
import { write } from "./write.ts";

/** Changes of the past that are judged at once: enough to see what is noisy, in some seconds. */
const pullsMax = 50;

/** `sekisho init`: a first configuration for a folder, and what it would have said to what was merged there. */
export async function init(list: readonly string[]): Promise<number> {
  const words = list.filter((word) => word !== "--write" && word !== "--no-backtest");
  const given = readArguments(words, ["format", "locale"], 1);
  const format = oneOf("format", given.value("format"), ["text", "json"], "text");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const session = await openSession();
  try {
    const folder = given.positionals[0] ?? ".";
    const tree = await openFolder(folder, session.paths);
    const top = session.paths.resolve(folder);
    const repository = await repositoryOf(top);
    const first = await firstConfiguration(
      { tree, repository, locale },
      { ...session, terraform: () => terraformEngine(session.environment.cacheDirectory) },
    );
    session.progress.clear();
    await deliver(first, { top, wanted: list.includes("--write"), format, locale });
    if (!list.includes("--no-backtest")) await judgePast(first, top, locale, session);
    return exitCodes.pass;
  } finally {
    await session.close();
  }
}

/** `owner/name`, as the origin of the repository says; `null` where there is none, or none that says it. */
async function repositoryOf(folder: string): Promise<string | null> {
  try {
    return webAddress(await originUrl(await openRepository(folder)))?.name ?? null;
  } catch (error) {
    // A folder that is no repository has no origin; the history below says so.
    if (error instanceof Error && error.name === "GitError") return null;
    throw error;
  }
}

interface Delivery {
  readonly top: string;
  readonly wanted: boolean;
  readonly format: "text" | "json";
  readonly locale: Locale;
}

/** The configuration on the standard output or in its file, and what it comes to beside it. */
async function deliver(first: FirstConfiguration, { top, wanted, format, locale }: Delivery): Promise<void> {
  const texts = initTextsOf(locale);
  const path = join(top, repositoryFile);
  const exists = existsSync(path);
  if (wanted && !exists) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, first.yaml, { flag: "wx" });
  } else {
    await write(format === "json" ? `${visibleJson({ ...first })}\n` : first.yaml);
  }
  const { roots, namespaces } = first.proposal;
  const outcome = wanted && !exists ? texts.written(path) : exists ? texts.exists(path) : texts.printed(path);
  const offered = first.proposal.sources.length > 0 && !hasUsableSource(first.proposal);
  const lines = [
    texts.found(roots, namespaces),
    ...(namespaces > 0 ? [texts.owned(first.owned, offered)] : []),
    outcome,
  ];
  process.stderr.write(`\n${lines.join("\n")}\n`);
}

/** What the new configuration would have said: on the error output, because the configuration has the other. */
async function judgePast(
  { yaml }: FirstConfiguration,
  top: string,
  locale: Locale,
  session: Session,
): Promise<void> {
  const texts = initTextsOf(locale);
  const asked = {
    repository: top,
    branch: null,
    range: null,
    sinceSeconds: null,
    mergesOnly: false,
    pullsMax,
  };
  const history = await openHistory(asked).catch((error: unknown) => {
    if (error instanceof HistoryError || (error instanceof Error && error.name === "GitError"))
      return error.message;
    throw error;
  });
  if (typeof history === "string") {
    process.stderr.write(`${texts.noHistory(history)}\n`);
    return;
  }
  try {
    const request: BacktestRequest = {
      ...{ asked, since: null, organisationFile: null, against: null, ruleSelection: null },
      ...{ kubernetesVersion: null, locale },
      inForce: "now",
      repositoryFile: { path: repositoryFile, text: yaml },
    };
    const outcome = await backtest(request, history, {
      ...session,
      results: keptResults(join(session.environment.cacheDirectory, "backtest")),
      signal: new AbortController().signal,
      onProgress: () => undefined,
      program: programDigest(),
    });
    session.progress.clear();
    if (outcome.kind !== "judged") throw new TypeError(`the backtest ended as ${outcome.kind}`);
    if (outcome.backtest.rows.every(({ result }) => result.kind === "first")) {
      process.stderr.write(`${texts.noHistory(texts.nothingBefore)}\n`);
      return;
    }
    const { backtestText } = await import("../report/backtest/terminal.ts");
    const text = backtestText(outcome.backtest, { locale, colour: false, columns: 0 });
    process.stderr.write(`\n${texts.backtesting(outcome.backtest.rows.length)}\n\n${text}\n${texts.whole}\n`);
  } finally {
    history.close();
  }
}
