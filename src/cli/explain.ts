import { ruleTexts } from "../app/rule-texts.ts";
import { isSilent } from "../app/silent-rules.ts";
import type { Locale } from "../model/configuration.ts";
import type { Rule } from "../model/rule.ts";
import { renderExplain } from "../report/catalogue/explain.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { openCatalogue } from "./catalogue.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho explain RES-002`: what a rule means, why, and how to fix what it finds. */
export async function explain(list: readonly string[]): Promise<number> {
  const given = readArguments(list, ["locale", "config", "org-config", "policy-source"], 1, [
    "policy-source",
  ]);
  const [wanted] = given.positionals;
  if (wanted === undefined) throw new UsageError("explain needs the id of a rule, for example RES-002.");
  const { rules, configuration, colour } = await openCatalogue(given);
  const rule = findRule(rules, wanted);
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], configuration.locale);
  const text = ruleTexts([rule], locale)[rule.id];
  if (text === undefined) throw new TypeError(`${rule.id} has no text`);
  await write(renderExplain(text, rule, { locale, colour, silent: isSilent(rule, configuration) }));
  return exitCodes.pass;
}

/** By id, whatever its case, or by the name of its folder. */
function findRule(rules: readonly Rule[], wanted: string): Rule {
  const name = wanted.toLowerCase().replaceAll("-", "_");
  const rule = rules.find(
    ({ id, package: path }) => id.toLowerCase() === wanted.toLowerCase() || path.split(".").at(-1) === name,
  );
  if (rule !== undefined) return rule;
  const family = rules
    .filter(({ id }) => id.startsWith(wanted.slice(0, 3).toUpperCase()))
    .map(({ id }) => id);
  const hint = family.length > 0 ? `There are ${family.join(", ")}.` : "`sekisho policies list` shows all.";
  throw new UsageError(`There is no rule ${JSON.stringify(wanted)}. ${hint}`);
}
