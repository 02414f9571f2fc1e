import type { GateOutcome } from "../../model/gate.ts";
import type { Report } from "../../model/report.ts";
import { flipLine } from "../flip-text.ts";
import { localMoment } from "../local-time.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { problemList } from "../markdown/notices.ts";
import { quotable } from "../neutral.ts";
import { listOf, publicationTextsOf } from "../text/locale.ts";
import type { ChangedDecision, PublicationContext, SettingsEffect } from "./context.ts";
import { loginOf } from "./people.ts";
import { plansText } from "./plans.ts";

/** Past decisions that are named one by one. */
const decisionsShownMax = 10;
/** Names of commits, rules or settings in one sentence. */
const namesShownMax = 5;

/** What somebody has to know beside the findings, each a paragraph of Markdown. */
export function noticeTexts(
  gate: GateOutcome,
  report: Report,
  context: Pick<
    PublicationContext,
    "broken" | "missingTeams" | "otherTeams" | "announced" | "effect" | "repository" | "plans"
  >,
): readonly string[] {
  const { notice } = publicationTextsOf(report.locale);
  const { broken, missingTeams = [], otherTeams = [], announced, effect } = context;
  const texts = [
    missingTeams.length === 0 ? null : notice.missingTeams(few(missingTeams, report), missingTeams.length),
    otherTeams.length === 0 ? null : notice.otherTeams(few(otherTeams, report), otherTeams.length),
    breakGlassText(gate, report),
    unattributedText(gate, report),
    gate.state === "automation" ? notice.automation : null,
    effect === null ? null : effectText(effect, report, context),
    announced === null ? null : notice.announced(announced.from, few(announced.rules, report)),
    broken === null
      ? null
      : [
          paragraph([notice.broken(broken.problems.length), problemList(broken.problems, report.locale)]),
          notice.instead[broken.instead],
        ].join("\n\n"),
    plansText(context.plans, report),
  ];
  return texts.filter((text) => text !== null);
}

/** States in which it matters who wrote a commit. */
const attributingStates: ReadonlySet<GateOutcome["state"]> = new Set(["unattributed", "waiting", "approved"]);

function breakGlassText({ breakGlass, state }: GateOutcome, report: Report): string | null {
  const { locale, timezone } = report;
  if (breakGlass === null) return null;
  const { notice } = publicationTextsOf(locale);
  const { by, because, expires, reviewBy } = breakGlass;
  const lasting = state === "break-glass" ? notice.breakGlassUntil : notice.breakGlassNotEnough;
  return paragraph([
    notice.breakGlass(code(loginOf(by)), escapeText(because)),
    lasting(localMoment(expires, timezone), localMoment(reviewBy, timezone)),
  ]);
}

function unattributedText({ state, unattributed }: GateOutcome, report: Report): string | null {
  if (unattributed.length === 0 || !attributingStates.has(state)) return null;
  const { notice } = publicationTextsOf(report.locale);
  const commits = few(
    unattributed.map((commit) => commit.slice(0, 7)),
    report,
  );
  return state === "unattributed"
    ? notice.unattributed(commits, unattributed.length)
    : notice.extraApproval(commits, unattributed.length);
}

function effectText(
  effect: SettingsEffect,
  report: Report,
  context: Pick<PublicationContext, "repository">,
): string {
  const { notice } = publicationTextsOf(report.locale);
  const edited = effect.of ?? "settings";
  if (effect.kind === "pending") return notice.effectPending(edited);
  if (effect.kind === "not-read") return notice.effectNotRead(edited);
  if (effect.kind === "invalid")
    return paragraph([
      notice.effectInvalid(edited, effect.problems.length),
      problemList(effect.problems, report.locale),
    ]);
  const { decisions, different, untold, failed = 0, unfinished = 0 } = effect;
  const rest = [
    ...(untold.length === 0 ? [] : [notice.effectUntold(few(untold, report))]),
    ...(failed === 0 ? [] : [notice.effectFailed(edited, failed)]),
    ...(unfinished === 0 ? [] : [notice.effectUnfinished(unfinished)]),
  ];
  if (decisions === 0) return paragraph([notice.effectNothingToCompare(edited), ...rest]);
  if (different.length === 0) return paragraph([notice.effectNone(edited, decisions), ...rest]);
  const lines = different.slice(0, decisionsShownMax).map((one) => decisionLine(one, report, context));
  const more = different.length - lines.length;
  if (more > 0) lines.push(notice.effectMore(more));
  const list = lines.map((line) => `- ${line}`).join("\n");
  return [
    paragraph([notice.effect(edited, different.length, decisions, endsOf(different, report)), list]),
    ...rest,
  ].join("\n\n");
}

/** How many end in which way, the strictest first. */
function endsOf(different: readonly ChangedDecision[], { locale }: Report): string {
  const { effectEnds } = publicationTextsOf(locale).notice;
  const endOf = ({ before, after }: ChangedDecision) =>
    before.route === after.route ? ("others" as const) : after.route;
  const ends = (["block", "review", "confirm", "pass", "others"] as const).flatMap((end) => {
    const count = different.filter((one) => endOf(one) === end).length;
    return count === 0 ? [] : [effectEnds[end](count)];
  });
  return listOf(ends, locale);
}

function decisionLine(
  { repository, number, ...flip }: ChangedDecision,
  { locale }: Report,
  { repository: own }: Pick<PublicationContext, "repository">,
): string {
  const name = repository === `${own.owner}/${own.name}` ? `#${number}` : `${repository}#${number}`;
  return flipLine(code(name), flip, code, locale);
}

/** Some names as code; of the others it says with an ellipsis that they are there. */
function few(names: readonly string[], { locale }: Report): string {
  const shown = names.slice(0, namesShownMax).map((name) => code(quotable(name)));
  if (names.length > namesShownMax) shown.push("…");
  return listOf(shown, locale);
}

function paragraph(lines: readonly string[]): string {
  return lines.join("\n");
}
