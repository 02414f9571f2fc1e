import type { HistoryRequest } from "../app/backtest/history.ts";
import type { Locale } from "../model/configuration.ts";
import { isLocalDate } from "../model/local-date.ts";
import { oneOf, type ParsedArguments, readArguments } from "./arguments.ts";
import type { CallerPaths } from "./caller-paths.ts";
import { readKubernetesVersion } from "./output-options.ts";
import { UsageError } from "./usage.ts";

const options = [
  ...["repo", "branch", "since", "range", "max", "only", "in-force", "config", "org-config", "against"],
  ...["rules", "kubernetes-version", "policy-source", "state", "format", "locale", "html", "json", "csv"],
];

export const backtestFormats = ["pretty", "json", "csv", "html"] as const;
export type BacktestFormat = (typeof backtestFormats)[number];

/** Pull requests that are judged where nobody says how many: some weeks of a busy repository, in about a minute. */
const pullsDefault = 200;
/** As many as a year of a large estate has, in some tens of minutes and 100 MB of results. */
const pullsMax = 20_000;

export interface BacktestOptions {
  readonly given: ParsedArguments;
  readonly asked: HistoryRequest;
  readonly since: string | null;
  readonly inForce: "now" | "then";
  readonly kubernetesVersion: string | null;
  readonly format: BacktestFormat;
  readonly locale: Locale | null;
  /** Files to be written beside what is printed. */
  readonly files: readonly { readonly format: BacktestFormat; readonly path: string }[];
}

/** Throws {@link UsageError} that says what is wrong and what it may be. */
export function readBacktestOptions(list: readonly string[], paths: CallerPaths): BacktestOptions {
  const given = readArguments(list, options, 0, ["policy-source"]);
  const { since, sinceSeconds } = sinceOf(given.value("since"));
  const range = given.value("range");
  if (range !== null && (since !== null || given.value("branch") !== null))
    throw new UsageError("--range says both ends itself: leave --since and --branch out.");
  const bounded = since !== null || range !== null;
  const locale = given.value("locale");
  return {
    given,
    since,
    asked: {
      repository: paths.resolve(given.value("repo") ?? "."),
      branch: given.value("branch"),
      range,
      sinceSeconds,
      mergesOnly: oneOf("only", given.value("only"), ["all", "merges"], "all") === "merges",
      pullsMax: maxOf(given.value("max"), bounded ? pullsMax : pullsDefault),
    },
    inForce: oneOf("in-force", given.value("in-force"), ["now", "then"], "now"),
    kubernetesVersion: readKubernetesVersion(given.value("kubernetes-version")),
    format: oneOf("format", given.value("format"), backtestFormats, "pretty"),
    locale: locale === null ? null : oneOf<Locale>("locale", locale, ["en", "ja"], "en"),
    files: (["html", "json", "csv"] as const).flatMap((format) => {
      const path = given.value(format);
      return path === null ? [] : [{ format, path: paths.resolve(path) }];
    }),
  };
}

function sinceOf(
  given: string | null,
): Pick<BacktestOptions, "since"> & Pick<HistoryRequest, "sinceSeconds"> {
  if (given === null) return { since: null, sinceSeconds: null };
  if (!isLocalDate(given))
    throw new UsageError(`--since is ${JSON.stringify(given)}; it has to be a date such as 2026-01-31.`);
  return { since: given, sinceSeconds: Date.parse(`${given}T00:00:00Z`) / 1000 };
}

function maxOf(given: string | null, otherwise: number): number {
  if (given === null) return otherwise;
  const count = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (count < 1 || count > pullsMax)
    throw new UsageError(
      `--max is ${JSON.stringify(given)}; it is a number of pull requests from 1 to ${pullsMax}.`,
    );
  return count;
}
