import type { OwnersOfThing } from "../app/tenants/owners-of.ts";
import type { Locale } from "../model/configuration.ts";
import { assets } from "../model/tenant-source.ts";
import type { SurveyedTenant, TenantSurvey, WrittenAt } from "../model/tenant-survey.ts";
import { visible } from "../report/neutral.ts";
import { operatorTexts } from "../report/operator/index.ts";
import { painter } from "../report/terminal/paint.ts";
import { columnsText } from "./columns.ts";

interface Style {
  readonly locale: Locale;
  readonly colour: boolean;
}

/** All tenants as a table. */
export function tenantListText({ tenants, teams }: TenantSurvey, { locale, colour }: Style): string {
  const { tenants: texts } = operatorTexts(locale);
  if (tenants.length === 0) return `${texts.nobody}\n`;
  const rows = [texts.columns, ...tenants.map((tenant) => row(tenant, locale))];
  const head = painter(colour)("bold", texts.head(tenants.length, teams));
  return `${head}\n\n${columnsText(rows, columnWidthMax)}\n`;
}

function row({ name, teams, owns }: SurveyedTenant, locale: Locale): readonly string[] {
  const { tenants: texts } = operatorTexts(locale);
  const counts = assets.flatMap((asset) => {
    const count = owns.filter((own) => own.asset === asset).length;
    return count === 0 ? [] : [texts.counted[asset](count)];
  });
  const files = new Set(owns.flatMap(({ at }) => (at.kind === "file" ? [at.path] : [])));
  const [first] = files;
  const written = [
    ...(owns.some(({ at }) => at.kind === "setting") || owns.length === 0 ? [texts.configuration] : []),
    ...(first === undefined ? [] : [files.size === 1 ? visible(first) : texts.files(files.size)]),
  ];
  return [
    visible(name),
    visible(teams.join(", ")),
    counts.length === 0 ? texts.nothingOwned : counts.join(", "),
    written.join(", "),
  ];
}

/** A long cell pushes nothing else off the screen: it stands as wide as it is, and only its own line is longer. */
const columnWidthMax = 48;

/** Whose a thing is, and where that is written. */
export function ownersText(thing: string, answers: readonly OwnersOfThing[], { locale }: Style): string {
  const { tenants: texts } = operatorTexts(locale);
  if (answers.length === 0) return `${texts.unknownThing(visible(thing))}\n`;
  const lines = answers.flatMap(({ asset, what, owners }) => {
    const kind = texts.assets[asset];
    if (owners.length === 0) return [texts.unowned(kind, visible(what))];
    return [
      texts.ownedBy(kind, visible(what)),
      ...owners.flatMap(({ tenant, teams, at }) => [
        `  ${visible(tenant)} (${visible(teams.join(", "))})`,
        ...at.map((place) => `    ${placeText(place, locale)}`),
      ]),
    ];
  });
  return `${lines.join("\n")}\n`;
}

export function placeText(at: WrittenAt, locale: Locale): string {
  const { tenants: texts } = operatorTexts(locale);
  return at.kind === "file" ? visible(`${at.path}:${at.line}`) : texts.setting(visible(at.key));
}
