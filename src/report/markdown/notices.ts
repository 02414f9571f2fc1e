import type { Locale } from "../../model/configuration.ts";
import { textsOf } from "../text/locale.ts";
import { code, escapeProse, escapeText } from "./escape.ts";
import { rowsMax } from "./rows.ts";

/** A place in a configuration file that cannot be used. */
export interface ConfigurationProblem {
  readonly path: string;
  readonly line: number;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What was probably meant. */
  readonly hint: string | null;
}

/** The comment where the configuration itself is broken: what to correct, and what is in force meanwhile. */
export function renderBrokenConfiguration(
  problems: readonly ConfigurationProblem[],
  options: { readonly locale: Locale; readonly lastGoodCommit: string | null },
): string {
  const { product, headline, next } = textsOf(options.locale);
  const inForce =
    options.lastGoodCommit === null
      ? next.noGood
      : next.lastGood(escapeText(options.lastGoodCommit.slice(0, 7)));
  const step = [next.configuration, inForce];
  return [
    `### ⚠️ ${product}: ${headline.brokenConfiguration(problems.length)}`,
    problemList(problems, options.locale),
    "",
    `**${next.label}** ${step.join(options.locale === "ja" ? "" : " ")}\n`,
  ].join("\n");
}

/** One problem as a sentence, several as a list. */
export function problemList(problems: readonly ConfigurationProblem[], locale: Locale): string {
  const shown = problems.slice(0, rowsMax).map((problem) => problemText(problem, locale));
  if (problems.length <= 1) return shown.join("");
  const rest = problems.length - shown.length;
  if (rest > 0) shown.push(textsOf(locale).row.more(rest));
  return shown.map((line) => `- ${line}`).join("\n");
}

function problemText({ path, line, message, hint }: ConfigurationProblem, locale: Locale): string {
  const { failure } = textsOf(locale);
  const reason = failure.configurationReason(code(path), line, escapeProse(message));
  return hint === null ? reason : `${reason} ${failure.hint(code(hint))}`;
}

/** The comment where Sekisho itself failed: whose fault it is not, and what happens now. */
export function renderInternalError(options: {
  readonly locale: Locale;
  /** What the log has it under. */
  readonly reference: string;
  readonly retrying: boolean;
}): string {
  const { product, headline, next, failure } = textsOf(options.locale);
  return [
    `### 🔧 ${product}: ${headline.failed}`,
    failure.internal,
    "",
    failure.reference(code(options.reference)),
    "",
    `**${next.label}** ${options.retrying ? next.retried : next.tryAgain}\n`,
  ].join("\n");
}
