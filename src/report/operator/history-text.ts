import type { Locale } from "../../model/configuration.ts";
import type {
  OpenWaiver,
  PolicyHistory,
  RulePeriod,
  SetInForce,
  SettingsInForce,
} from "../../model/policy-history.ts";
import type { SettingsSource } from "../../model/settings-origin.ts";
import { localMoment } from "../local-time.ts";
import { quotable } from "../neutral.ts";
import { painter } from "../terminal/paint.ts";
import { listOf, textsOf } from "../text/locale.ts";
import { setDifferenceLines, settingsDifferenceLines } from "./difference-text.ts";
import { policyTexts } from "./policy-words.ts";

export interface HistoryOptions {
  readonly locale: Locale;
  readonly colour: boolean;
}

/** As much of a commit as tells it from others. */
const commitCharacters = 7;

/** Which rules and settings were in force when, as text. Digests stand whole: they are written into `ruleSet`. */
export function historyText(history: PolicyHistory, options: HistoryOptions): string {
  const texts = policyTexts(options.locale);
  const paint = painter(options.colour);
  const { repository, ruleSets, settings, rule, waivers, at, timezone } = history;
  const moment = at === null ? null : localMoment(at, timezone);
  const sets = ruleSets.flatMap((set) => setLines(set, history, options));
  const files = settings.flatMap((one) => settingsLines(one, history, options));
  const parts = [
    [paint("bold", texts.setsHeading), ...(sets.length === 0 ? [texts.noSets] : sets)],
    ...(repository === null
      ? []
      : [
          [
            paint("bold", texts.settingsHeading(quotable(repository))),
            ...(files.length === 0 ? [texts.noSettings] : files),
          ],
        ]),
    ...(rule === null
      ? []
      : [
          [
            paint("bold", texts.ruleHeading(quotable(rule.ruleId))),
            ...rule.periods.map((period) => periodLine(period, history, options)),
          ],
        ]),
    ...(repository === null
      ? []
      : [
          [
            paint("bold", texts.waiversHeading(moment)),
            ...(waivers.length === 0
              ? [texts.noWaivers]
              : waivers.map((waiver) => waiverLine(waiver, options))),
          ],
        ]),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function span(from: string, to: string | null, { timezone }: PolicyHistory, locale: Locale): string {
  const end = to === null ? policyTexts(locale).now : localMoment(to, timezone);
  return `${localMoment(from, timezone)} – ${end}`;
}

function setLines(
  set: SetInForce,
  history: PolicyHistory,
  { locale, colour }: HistoryOptions,
): readonly string[] {
  const texts = policyTexts(locale);
  const paint = painter(colour);
  const { policySet, organisation, how, program, from, to, observing, difference, countsFrom } = set;
  const byEnd = Map.groupBy(observing, ({ until }) => until);
  const details = [
    `${quotable(organisation)}, ${texts.how[how]}, ${texts.broughtBy(quotable(program))}`,
    ...[...byEnd].map(([until, rules]) =>
      texts.observed(rules.map(({ ruleId }) => quotable(ruleId)).join(" "), until),
    ),
    ...(countsFrom === null ? [] : [texts.countsFrom(countsFrom)]),
    ...(difference === null ? [] : setDifferenceLines(difference, locale)),
  ];
  return [
    `${span(from, to, history, locale)}  ${paint("advice", policySet)}`,
    ...details.map((line) => `    ${line}`),
  ];
}

function settingsLines(
  one: SettingsInForce,
  history: PolicyHistory,
  { locale, colour }: HistoryOptions,
): readonly string[] {
  const texts = policyTexts(locale);
  const paint = painter(colour);
  const { timezone } = history;
  const effective =
    one.effectiveFrom === null ? [] : [texts.effective(localMoment(one.effectiveFrom, timezone))];
  const times = [...effective, texts.known(localMoment(one.knownSince, timezone))];
  const details = [
    listOf(times, locale),
    ...one.sources.flatMap((source) => sourceLines(source, locale)),
    ...one.removed.map((name) => texts.gone(quotable(name.slice(name.indexOf(" ") + 1)))),
    ...(one.difference === null ? [] : settingsDifferenceLines(one.difference, locale)),
  ];
  return [
    `${span(one.knownSince, one.knownUntil, history, locale)}  ${paint("advice", one.configuration)}`,
    ...details.map((line) => `    ${line}`),
  ];
}

function sourceLines(source: SettingsSource, locale: Locale): readonly string[] {
  const texts = policyTexts(locale);
  const { repository, path, commit, broughtBy } = source;
  const at = (broughtBy?.commit ?? commit ?? "").slice(0, commitCharacters);
  const where = texts.file(quotable(`${repository}/${path}`), at);
  if (broughtBy === null) return [`${where}: ${texts.unknownOrigin}`];
  const { pull, author, approvers } = broughtBy;
  if (pull === null) return [`${where}: ${texts.directly}`];
  const names = approvers.map(({ login }) => quotable(login));
  const who = author === null ? texts.nobody : quotable(author.login);
  return [`${where}: ${texts.pull(pull, who, names.length === 0 ? texts.nobody : listOf(names, locale))}`];
}

function periodLine(
  { from, to, setting }: RulePeriod,
  history: PolicyHistory,
  { locale }: HistoryOptions,
): string {
  const texts = policyTexts(locale);
  const { words } = textsOf(locale);
  const when = span(from, to, history, locale);
  if (setting === null) return `${when}  ${texts.notThere}`;
  const { production, elsewhere, mode, newUntil } = setting;
  const asked = `${texts.in.production}: ${words.enforcement[production]}, ${texts.in.elsewhere}: ${words.enforcement[elsewhere]}`;
  return `${when}  ${asked}; ${newUntil === null ? texts.modes[mode] : texts.newUntil(newUntil)}`;
}

function waiverLine(
  { waiverId, rules, until, requester, approver, because, pull }: OpenWaiver,
  { locale }: HistoryOptions,
): string {
  const where = pull === null ? "" : ` (#${pull})`;
  const said = policyTexts(locale).waiver(quotable(requester), quotable(approver), until);
  return `${quotable(waiverId)}${where}  ${rules.map(quotable).join(" ")}: ${said}: ${quotable(because)}`;
}
