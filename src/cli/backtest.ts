import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openHistory } from "../app/backtest/history.ts";
import { forgetOld, keptResults } from "../app/backtest/kept-results.ts";
import { type BacktestOutcome, type BacktestRequest, backtest as judgeHistory } from "../app/backtest.ts";
import { programDigest } from "../app/installation.ts";
import type { Backtest } from "../model/backtest.ts";
import type { Locale } from "../model/configuration.ts";
import { backtestTextsOf } from "../report/text/locale.ts";
import { type BacktestFormat, type BacktestOptions, readBacktestOptions } from "./backtest-options.ts";
import { type BacktestProgress, backtestProgress } from "./backtest-progress.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { readPolicyFolders } from "./policy-folders.ts";
import { openSession, type Session } from "./session.ts";
import { readNamedFile } from "./trees.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** What a shell expects of a program that Ctrl-C ended: 128 and the number of the signal. */
const interruptedExitCode = 130;

/** `sekisho backtest`: what would have become of what was merged. */
export async function backtest(list: readonly string[]): Promise<number> {
  const session = await openSession("nothing");
  try {
    const options = readBacktestOptions(list, session.paths);
    const { given } = options;
    const request: BacktestRequest = {
      ...options,
      repositoryFile: readNamedFile("config", given.value("config"), session.paths),
      organisationFile: readNamedFile("org-config", given.value("org-config"), session.paths),
      against: readNamedFile("against", given.value("against"), session.paths),
      ruleSelection: given.value("rules"),
      ...(await readPolicyFolders(given.values("policy-source"), session.paths)),
    };
    return await run(request, options, session);
  } finally {
    await session.close();
  }
}

async function run(request: BacktestRequest, options: BacktestOptions, session: Session): Promise<number> {
  const folder = stateFolder(options.given.value("state"), session);
  const watched = process.stderr.isTTY && !session.environment.continuousIntegration ? process.stderr : null;
  const progress = backtestProgress(watched, options.locale ?? "en", () => performance.now());
  const ended = new AbortController();
  const history = await openHistory(request.asked);
  const interrupted = onInterrupt(ended);
  try {
    const judged = judgeHistory(request, history, {
      ...session,
      results: keptResults(folder),
      signal: ended.signal,
      onProgress: progress.show,
      program: programDigest(),
    });
    const outcome = await Promise.race([judged, interrupted.happened]);
    progress.clear();
    if (outcome.kind === "judged") forgetOld(folder, outcome.series, session.now());
    return await finish(outcome, options, session, progress);
  } finally {
    interrupted.forget();
    history.close();
  }
}

/**
 * Where results are kept. The cache may be read-only, and then the next run judges again; a folder that somebody named has
 * to take them. Throws {@link UsageError} where it does not.
 */
function stateFolder(named: string | null, { environment, paths }: Session): string {
  if (named === null) return join(environment.cacheDirectory, "backtest");
  const folder = paths.resolve(named);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--state ${JSON.stringify(named)} cannot keep results: ${reason}`, { cause });
  }
  return folder;
}

/** The first Ctrl-C ends it: every result that there is, is kept already. */
function onInterrupt(ended: AbortController) {
  const { promise, resolve } = Promise.withResolvers<BacktestOutcome>();
  const end = () => {
    ended.abort();
    resolve({ kind: "interrupted" });
  };
  process.once("SIGINT", end);
  return { happened: promise, forget: () => process.removeListener("SIGINT", end) };
}

async function finish(
  outcome: BacktestOutcome,
  options: BacktestOptions,
  session: Session,
  progress: BacktestProgress,
): Promise<number> {
  switch (outcome.kind) {
    case "invalid-configuration":
      throw new ConfigurationError(outcome.problems);
    case "unknown-rules":
      throw new UsageError(
        `--rules: nothing matches ${outcome.unmatched.join(", ")}. \`sekisho policies list\` shows what there is.`,
      );
    case "interrupted": {
      const { done, total } = progress.at();
      process.stderr.write(`${backtestTextsOf(options.locale ?? "en").interrupted(done, total)}\n`);
      return interruptedExitCode;
    }
    case "judged": {
      const { backtest: found, locale } = outcome;
      for (const { format, path } of options.files)
        writeReport(path, await render(found, format, locale, session));
      await write(await render(found, options.format, locale, session));
      return exitCodes.pass;
    }
    default:
      return outcome satisfies never;
  }
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${JSON.stringify(path)} cannot be written: ${reason}`, { cause });
  }
}

/** Each format is loaded when it is asked for. */
async function render(
  found: Backtest,
  format: BacktestFormat,
  locale: Locale,
  { colour, environment }: Session,
): Promise<string> {
  switch (format) {
    case "pretty": {
      const { isTTY = false, columns = 100 } = process.stdout;
      const { backtestText } = await import("../report/backtest/terminal.ts");
      return backtestText(found, { locale, colour, columns: isTTY ? (environment.columns ?? columns) : 0 });
    }
    case "json":
      return (await import("../report/backtest/json.ts")).backtestJson(found, locale);
    case "csv":
      return (await import("../report/backtest/csv.ts")).backtestCsv(found, locale);
    case "html":
      return (await import("../report/backtest/html.ts")).backtestHtml(found, locale);
    default:
      return format satisfies never;
  }
}
