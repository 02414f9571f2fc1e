import type { Locale, Mode } from "../../model/configuration.ts";
import type { ConfigurationProblem } from "../markdown/notices.ts";
import { quotable } from "../neutral.ts";
import { painter } from "../terminal/paint.ts";
import { textsOf } from "../text/locale.ts";

/** What `sekisho config check` found out. */
export interface ConfigCheck {
  /** The organisation's file and the repository's, in this order, where each was looked for. */
  readonly files: readonly { readonly path: string; readonly found: boolean }[];
  readonly errors: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
  /** How many roots of the folder match no environment, and of how many; `null` where no folder was looked at. */
  readonly unmatched: { readonly roots: number; readonly total: number } | null;
  readonly mode: Mode;
}

/** The check as text: errors first, then what is worth knowing. Ends with a newline. */
export function renderConfigCheck(
  check: ConfigCheck,
  options: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { configCheck } = textsOf(options.locale);
  const paint = painter(options.colour);
  const broken = check.errors.length > 0;
  const found = check.files.filter((file) => file.found).length;
  const head = broken
    ? paint("fix", `⛔ ${configCheck.broken(check.errors.length)}`)
    : paint("good", `✅ ${configCheck.good(found)}`);
  const problems = check.errors.map((problem) => problemText(problem, options.locale));
  const parts = [
    head,
    problems.join("\n"),
    check.files
      .map(({ path, found: there }) =>
        there ? configCheck.read(quotable(path)) : configCheck.missing(quotable(path)),
      )
      .join("\n"),
    remarks(check, options.locale),
    broken ? configCheck.correct : configCheck.mode(check.mode),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function remarks(check: ConfigCheck, locale: Locale): string {
  const { configCheck } = textsOf(locale);
  const { warnings, unmatched } = check;
  const lines = warnings.length === 0 ? [] : [configCheck.warnings(warnings.length)];
  lines.push(...warnings.map((problem) => problemText(problem, locale)));
  if (unmatched !== null && unmatched.roots > 0)
    lines.push(configCheck.unmatched(unmatched.roots, unmatched.total));
  return lines.join("\n");
}

function problemText({ path, line, message, hint }: ConfigurationProblem, locale: Locale): string {
  const { configCheck, failure } = textsOf(locale);
  const place = `  ${configCheck.place(quotable(path), line)}\n    ${quotable(message)}`;
  return hint === null ? place : `${place} ${failure.hint(quotable(hint))}`;
}
