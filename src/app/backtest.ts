import { basename, resolve } from "node:path";
import type { ConfigurationProblem } from "../config/index.ts";
import { repositoryFile as repositoryFileName } from "../config/index.ts";
import type { Backtest, BacktestRow } from "../model/backtest.ts";
import type { Locale } from "../model/configuration.ts";
import type { Rule } from "../model/rule.ts";
import { selectRules } from "../policy/select.ts";
import type { History, HistoryRequest } from "./backtest/history.ts";
import { type JudgeAllPorts, judgeAll } from "./backtest/judge-all.ts";
import { type Judging, seriesOf } from "./backtest/judge-past.ts";
import type { KeptResults } from "./backtest/kept-results.ts";
import { tally } from "./backtest/tally.ts";
import { webAddress } from "./backtest/web-address.ts";
import { policiesInForce } from "./policies-in-force.ts";
import type { PolicyRepositories } from "./policy-sources.ts";
import { ruleTexts } from "./rule-texts.ts";
import { type ReviewSettings, readSettings } from "./settings.ts";
import type { SourceFile } from "./source-file.ts";

/** What is asked of a history that is open. */
export interface BacktestRequest {
  readonly asked: HistoryRequest;
  /** As people wrote it. */
  readonly since: string | null;
  /** Stands in for the repository's own configuration; `null` leaves it to the tip. */
  readonly repositoryFile: SourceFile | null;
  readonly organisationFile: SourceFile | null;
  /** Another configuration of the repository, to be held against the first; `null`: none. */
  readonly against: SourceFile | null;
  /** `then`: the configuration that each pull request's own base had. */
  readonly inForce: "now" | "then";
  readonly locale: Locale | null;
  readonly ruleSelection: string | null;
  readonly kubernetesVersion: string | null;
  readonly policyRepositories?: PolicyRepositories;
}

export interface BacktestPorts extends JudgeAllPorts {
  /** Names the program, so that results of another one are not taken for its own. */
  readonly program: string;
}

export type BacktestOutcome =
  | {
      readonly kind: "judged";
      readonly backtest: Backtest;
      readonly locale: Locale;
      readonly series: readonly string[];
    }
  | { readonly kind: "invalid-configuration"; readonly problems: readonly ConfigurationProblem[] }
  | { readonly kind: "unknown-rules"; readonly unmatched: readonly string[] }
  | { readonly kind: "interrupted" };

/** Judges what was merged as if it were proposed today. Results of single pull requests are kept by `ports.results`. */
export async function backtest(
  request: BacktestRequest,
  history: History,
  ports: BacktestPorts,
): Promise<BacktestOutcome> {
  const started = performance.now();
  const read = await bothSettings(request, history, ports);
  if (read.kind === "invalid") return { kind: "invalid-configuration", problems: read.problems };
  const { settings, against } = read;
  const rules = [settings, ...(against === null ? [] : [against])].flatMap(
    (one) => policiesInForce(one, ports).rules,
  );
  const { unmatched } = selectRules(rules, request.ruleSelection);
  if (unmatched.length > 0) return { kind: "unknown-rules", unmatched };
  const judgings = [request.inForce === "then" ? null : settings, ...(against === null ? [] : [against])].map(
    (one) => judgingOf(one, request, history, ports),
  );
  const counting = countingResults(ports.results);
  const { timezone } = settings.configuration;
  const rows = await judgeAll(history, judgings, timezone, { ...ports, results: counting.results });
  if (rows === null) return { kind: "interrupted" };
  const tallies = tally(rows);
  const locale = request.locale ?? settings.configuration.locale;
  const { leftOut } = history;
  const { range, mergesOnly } = request.asked;
  return {
    kind: "judged",
    locale,
    series: judgings.map(({ series }) => series),
    backtest: {
      repository: repositoryOf(request, history),
      asked: { since: request.since, range, mergesOnly, leftOut },
      settings: settingsOf(request, settings, policiesInForce(settings, ports).digest),
      timezone,
      rows,
      ...tallies,
      texts: textsOf(rules, tallies, rows, locale),
      run: {
        at: ports.now().toISOString(),
        versions: ports.versions,
        resumed: counting.found(),
        tookMs: Math.round(performance.now() - started),
      },
    },
  };
}

function countingResults(results: KeptResults) {
  let found = 0;
  const get: KeptResults["get"] = (key) => {
    const result = results.get(key);
    if (result !== null) found += 1;
    return result;
  };
  return { results: { get, keep: results.keep }, found: () => found };
}

/** Texts of the rules that spoke, or that make a difference. */
function textsOf(
  rules: readonly Rule[],
  tallies: Pick<Backtest, "rules">,
  rows: readonly BacktestRow[],
  locale: Locale,
): Backtest["texts"] {
  const flipped = rows.flatMap(({ flip }) => flip?.rules ?? []);
  const named = new Set([...tallies.rules, ...flipped].map(({ ruleId }) => ruleId));
  return ruleTexts(
    rules.filter(({ id }) => named.has(id)),
    locale,
  );
}

type BothSettings =
  | { readonly kind: "ok"; readonly settings: ReviewSettings; readonly against: ReviewSettings | null }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] };

async function bothSettings(
  request: BacktestRequest,
  history: History,
  ports: BacktestPorts,
): Promise<BothSettings> {
  const { organisationFile, locale, policyRepositories } = request;
  const read = (repositoryFile: SourceFile | null) =>
    readSettings(
      {
        ...{ tree: history.tip, repositoryFile, organisationFile, locale },
        ...(policyRepositories === undefined ? {} : { policyRepositories }),
      },
      ports,
    );
  const first = await read(request.repositoryFile);
  const second = request.against === null ? null : await read(request.against);
  const problems = [first, second].flatMap((one) => (one?.kind === "invalid" ? one.problems : []));
  if (first.kind === "invalid" || second?.kind === "invalid") return { kind: "invalid", problems };
  return { kind: "ok", settings: first.settings, against: second?.settings ?? null };
}

function judgingOf(
  settings: ReviewSettings | null,
  { organisationFile, ruleSelection, kubernetesVersion, policyRepositories }: BacktestRequest,
  { branch, identity }: History,
  ports: BacktestPorts,
): Judging {
  const judging = {
    settings,
    organisationFile,
    repository: identity,
    targetBranch: branch.name,
    ruleSelection,
    kubernetesVersion,
  };
  return {
    ...judging,
    ...(policyRepositories === undefined ? {} : { policyRepositories }),
    series: seriesOf(judging, ports, ports.program),
  };
}

function repositoryOf({ asked }: BacktestRequest, history: History): Backtest["repository"] {
  const address = webAddress(history.originUrl);
  return {
    name: address?.name ?? basename(resolve(asked.repository)),
    url: address?.url ?? null,
    branch: history.branch.name,
    tip: history.branch.commit,
    isShallow: history.isShallow,
  };
}

function settingsOf(
  { inForce, against }: BacktestRequest,
  { configuration, files }: ReviewSettings,
  policySet: string,
): Backtest["settings"] {
  return {
    inForce,
    path: files.repository?.path ?? (files.organisation === null ? null : repositoryFileName),
    againstPath: against?.path ?? null,
    hasTenants: configuration.tenants.length > 0,
    hasEnvironments: configuration.environments.length > 0,
    policySet,
  };
}
