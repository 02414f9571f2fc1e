import type { Reason } from "../model/decision.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { filled } from "./message.ts";
import { listOf } from "./text/locale.ts";

type Style = "markdown" | "plain";

/** Sentences of one report: whoever has to change more than that reads the rows. */
const sentencesMax = 8;

/** What would have passed without a person, for each finding that asks for one: with the numbers that count for it. */
export function passingSentences(
  findings: readonly Finding[],
  report: Pick<Report, "texts" | "locale">,
  format: Style,
): readonly string[] {
  const sentences = findings.flatMap((finding) => passingSentence(finding, report, format) ?? []);
  return [...new Set(sentences)].slice(0, sentencesMax);
}

/** `null`: the rule says nothing. */
export function passingSentence(
  finding: Finding,
  { texts, locale }: Pick<Report, "texts" | "locale">,
  format: Style,
): string | null {
  const { wouldPass = null, wouldPassWith = {} } = texts[finding.ruleId] ?? {};
  return ownSentence(wouldPassWith, finding, { format, locale }) ?? wouldPass;
}

/** How much it is, and how much would pass: `80 points of at most 25`. `null`: it counts nothing. */
export function numbersSentence(
  finding: Finding,
  { texts, locale }: Pick<Report, "texts" | "locale">,
  format: Style,
): string | null {
  return ownSentence(texts[finding.ruleId]?.numbers ?? {}, finding, { format, locale });
}

/** `null` where the message has no sentence, or the finding was recorded before its rule said the numbers in it. */
function ownSentence(
  templates: Readonly<Record<string, string>>,
  finding: Finding,
  style: Parameters<typeof filled>[2],
): string | null {
  const template = Object.hasOwn(templates, finding.messageId) ? templates[finding.messageId] : undefined;
  if (template === undefined) return null;
  const named = [...template.matchAll(/\{([A-Za-z_]\w*)\}/g)].map(([, name = ""]) => name);
  return named.every((name) => Object.hasOwn(finding.arguments, name))
    ? filled(template, finding, style)
    : null;
}

/** Numbers of one reason that are named; the others are counted. */
const numbersMax = 3;

/** The numbers of a reason in words, the same ones once; `null`: it counts nothing. */
export function reasonNumbers(
  { fingerprints, ruleId }: Pick<Reason, "fingerprints" | "ruleId">,
  report: Pick<Report, "texts" | "locale" | "findings">,
  format: Style,
): { readonly shown: string; readonly others: number } | null {
  const named = new Set(fingerprints);
  const own = report.findings.filter(
    (finding) => finding.ruleId === ruleId && named.has(finding.fingerprint),
  );
  const sentences = new Set(own.flatMap((finding) => numbersSentence(finding, report, format) ?? []));
  const shown = [...sentences].slice(0, numbersMax);
  if (shown.length === 0) return null;
  return { shown: listOf(shown, report.locale), others: sentences.size - shown.length };
}
