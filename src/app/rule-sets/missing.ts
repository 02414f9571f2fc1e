import { type ConfigurationProblem, placeInSettings } from "../../config/index.ts";
import type { Configuration, Locale } from "../../model/configuration.ts";
import type { SourceFile } from "../source-file.ts";
import type { FoundRuleSet } from "./kept.ts";

/** Digests that are named where one is missing: the latest are what was probably meant. */
const namedMax = 5;
/** As much of a digest as tells it from others; all of it is in the history. */
const shownCharacters = 12;

/** The rule set that an organisation has pinned is not there. Nothing is judged, because other rules would judge it. */
export class RuleSetMissing extends Error {
  readonly problems: readonly ConfigurationProblem[];
  readonly configuration: Configuration;
  constructor(problems: readonly ConfigurationProblem[], configuration: Configuration) {
    super(problems.map(({ message }) => message).join(" "));
    this.name = "RuleSetMissing";
    this.problems = problems;
    this.configuration = configuration;
  }
}

/** Says what is missing, where it is written, and which sets there are. */
export async function missingRuleSet(
  { ruleSet = "" }: Configuration,
  organisationFile: SourceFile | null,
  { why, known }: Extract<FoundRuleSet, { readonly kind: "missing" }>,
  locale: Locale,
): Promise<ConfigurationProblem> {
  const place = await placeInSettings(organisationFile, ["ruleSet"]);
  const named = known.slice(0, namedMax).map(short).join(", ");
  const message = { en: inEnglish, ja: inJapanese }[locale](short(ruleSet), why, named);
  return { path: organisationFile?.path ?? "sekisho.yml", ...place, key: "ruleSet", message, hint: null };
}

function short(digest: string): string {
  return `${digest.slice(0, shownCharacters)}…`;
}

type Why = Extract<FoundRuleSet, { readonly kind: "missing" }>["why"];

function inEnglish(digest: string, why: Why, known: string): string {
  const what = {
    "never-kept": `pins the rule set ${digest}, which this store has never kept`,
    gone: `pins the rule set ${digest}, of which a part was erased from the store`,
    damaged: `pins the rule set ${digest}, and what the store holds of it is not what it was`,
  }[why];
  return `"ruleSet" ${what}. Nothing is judged until it names one that is there, or follow. There are: ${known}. \`sekisho policies history\` tells when each was in force.`;
}

function inJapanese(digest: string, why: Why, known: string): string {
  const what = {
    "never-kept": `「ruleSet」が固定しているルール一式 ${digest} は、このストアに保存されたことがありません`,
    gone: `「ruleSet」が固定しているルール一式 ${digest} は、一部がストアから消去されています`,
    damaged: `「ruleSet」が固定しているルール一式 ${digest} は、ストアの内容が元のものと一致しません`,
  }[why];
  return `${what}。保存されているダイジェストか follow を書くまで、何も判定しません。保存されているもの: ${known}。それぞれの適用期間は \`sekisho policies history\` で確かめられます。`;
}
