import type { Locale } from "../../model/configuration.ts";
import type { NewRule } from "../../model/observed-rule.ts";
import { quotable } from "../neutral.ts";
import { listOf } from "../text/locale.ts";

/** Rules that are only observed because they are new: a line for each organisation and each day on which some came. */
export function newRuleLines(rules: readonly NewRule[], locale: Locale): readonly string[] {
  const groups = Map.groupBy(rules, ({ organisation, since, until }) =>
    JSON.stringify([organisation, since, until]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = listOf(
      group.map(({ ruleId }) => quotable(ruleId)),
      locale,
    );
    return [texts[locale](names, group.length, { ...first, organisation: quotable(first.organisation) })];
  });
}

type Line = (rules: string, count: number, about: Omit<NewRule, "ruleId">) => string;

const texts: Readonly<Record<Locale, Line>> = {
  en: (rules, count, { organisation, since, until }) =>
    `New in ${organisation} since ${since}, and only observed until ${until}, unless \`rollout\` names ${count === 1 ? "it" : "them"}: ${rules}.`,
  ja: (rules, _, { organisation, since, until }) =>
    `${organisation} に ${since} に入った新しいルールのため、\`rollout\` で ID を指定しない限り ${until} まで観察のみ: ${rules}。`,
};
