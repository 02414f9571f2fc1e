import type { Locale } from "../model/configuration.ts";
import { type Asset, assets } from "../model/tenant-source.ts";
import type { Orphan, OwnershipConflict, TenantRemark, TenantSurvey } from "../model/tenant-survey.ts";
import { visible } from "../report/neutral.ts";
import { operatorTexts } from "../report/operator/index.ts";
import { painter } from "../report/terminal/paint.ts";
import { placeText } from "./tenants-text.ts";

/** Lines of one kind before the rest is only counted: a page. */
const linesMax = 30;
/** Things that one line names. */
const namedMax = 5;

/** What is doubtful about who owns what: what has to be mended first, then what is worth knowing. */
export function tenantCheckText(
  survey: TenantSurvey,
  { locale, colour }: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { tenants: texts } = operatorTexts(locale);
  const paint = painter(colour);
  if (survey.tenants.length === 0 && survey.remarks.length === 0) return `${texts.nobody}\n`;
  const problems = problemsOf(survey);
  const head =
    problems === 0 ? paint("good", `✅ ${texts.good}`) : paint("fix", `⛔ ${texts.problems(problems)}`);
  const parts = [
    head,
    section(
      texts.conflicts,
      survey.conflicts.map((conflict) => conflictText(conflict, locale)),
      texts.mendConflict,
      locale,
    ),
    section(
      texts.remarks,
      survey.remarks.map((remark) => remarkText(remark, locale)),
      null,
      locale,
    ),
    section(texts.orphans, orphanTexts(survey.orphans, locale), texts.mendOrphans, locale),
    survey.notOwned.length === 0 || survey.notOwned.length === assets.length
      ? ""
      : texts.notOwned(survey.notOwned.map((asset) => texts.assets[asset]).join(", ")),
    survey.teams === 0 ? "" : texts.teamsNotChecked(survey.teams),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What `tenants check` fails for: two owners, and places that should name one and do not. */
export function problemsOf({ conflicts, remarks }: TenantSurvey): number {
  return conflicts.length + remarks.filter(({ kind }) => kind !== "matches-nothing").length;
}

function section(title: string, lines: readonly string[], end: string | null, locale: Locale): string {
  if (lines.length === 0) return "";
  const { tenants: texts } = operatorTexts(locale);
  const shown = lines.slice(0, linesMax).map((line) => `  ${line}`);
  const rest = lines.length > linesMax ? [`  ${texts.more(lines.length - linesMax)}`] : [];
  return [title, ...shown, ...rest, ...(end === null ? [] : [end])].join("\n");
}

function conflictText(
  { kind, asset, things, owners, others, at }: OwnershipConflict,
  locale: Locale,
): string {
  const { tenants: texts } = operatorTexts(locale);
  const named = `${texts.assets[asset]} ${namesText(things, locale)}`;
  const said =
    kind === "two-owners"
      ? texts.twoOwners(named, namesText(owners, locale))
      : texts.overruled(named, namesText(owners, locale), namesText(others, locale));
  return [said, ...at.map((place) => `    ${placeText(place, locale)}`)].join("\n");
}

function namesText(names: readonly string[], locale: Locale): string {
  const { tenants: texts } = operatorTexts(locale);
  const shown = names.slice(0, namedMax).map(visible).join(", ");
  return names.length > namedMax ? `${shown} ${texts.more(names.length - namedMax)}` : shown;
}

function remarkText(remark: TenantRemark, locale: Locale): string {
  return `${placeText(remark.at, locale)}: ${remarkSentence(remark, locale)}`;
}

function remarkSentence(remark: TenantRemark, locale: Locale): string {
  const { remark: texts } = operatorTexts(locale).tenants;
  switch (remark.kind) {
    case "unread":
      return texts.unread(visible(remark.detail));
    case "no-team":
      return texts.noTeam(namesText(remark.others, locale), namesText(remark.roles, locale));
    case "impossible-team":
      return texts.impossibleTeam(visible(remark.name));
    case "too-many-teams":
      return texts.tooManyTeams(remark.teams);
    case "other-namespace":
      return texts.otherNamespace(visible(remark.namespace));
    case "matches-everything":
      return remark.at.kind === "setting"
        ? texts.settingMatchesEverything(visible(remark.pattern))
        : texts.fileMatchesEverything(visible(remark.pattern));
    case "matches-nothing":
      return texts.matchesNothing(visible(remark.pattern));
    case "unread-pattern":
      return texts.unreadPattern(visible(remark.pattern));
    case "source-finds-nothing":
      return texts.findsNothing;
    default:
      return remark satisfies never;
  }
}

function orphanTexts(orphans: readonly Orphan[], locale: Locale): readonly string[] {
  const { tenants: texts } = operatorTexts(locale);
  const line = (asset: Asset, { what, files, at }: Orphan): string => {
    const named = files === null ? visible(what) : texts.filesInFolder(visible(what), files);
    return `${texts.assets[asset]} ${named}${at === null ? "" : `  ${placeText(at, locale)}`}`;
  };
  return orphans.map((orphan) => line(orphan.asset, orphan));
}
