export type EnvironmentClass = "production" | "staging" | "development";

const words: ReadonlyMap<string, EnvironmentClass> = new Map([
  ["prod", "production"],
  ["production", "production"],
  ["prd", "production"],
  ["live", "production"],
  ["本番", "production"],
  ["stg", "staging"],
  ["staging", "staging"],
  ["preprod", "staging"],
  ["uat", "staging"],
  ["qa", "staging"],
  ["検証", "staging"],
  ["ステージング", "staging"],
  ["dev", "development"],
  ["development", "development"],
  ["test", "development"],
  ["sandbox", "development"],
  ["poc", "development"],
  ["preview", "development"],
  ["開発", "development"],
  ["テスト", "development"],
]);

/** From the one that asks for most care to the one that asks for least. */
const byStrictness: readonly EnvironmentClass[] = ["production", "staging", "development"];

/**
 * What the words of a name say. Words are whole: parts between `/`, `-`, `_` and `.`; case and width do not count.
 * Where several speak, the one that asks for most care decides: nobody should make a production change harmless by
 * adding a word.
 */
export function environmentClassOf(name: string): EnvironmentClass | null {
  const found = classesOf(name);
  return byStrictness.find((known) => found.has(known)) ?? null;
}

/**
 * What a name says about a thing that others own: only what it says without contradiction. `live-orders-dev` is the
 * development part of a product that is called live, and `pre-prod` is no production.
 */
export function plainClassOf(name: string): EnvironmentClass | null {
  const found = classesOf(name);
  const [strictest = null] = byStrictness.filter((known) => found.has(known));
  return strictest === "production" && found.size > 1 ? null : strictest;
}

export function stricterClass(left: EnvironmentClass, right: EnvironmentClass): EnvironmentClass {
  return byStrictness.indexOf(left) <= byStrictness.indexOf(right) ? left : right;
}

function classesOf(name: string): ReadonlySet<EnvironmentClass> {
  const words = oneWord(name.normalize("NFKC").toLowerCase()).split(/[/\-_.\s]+/);
  return new Set(words.map(classOfWord).filter((found) => found !== null));
}

/** `pre-prod`, `non_prod` and `preproduction` say in one breath that it is not production: they are what `preprod` is. */
function oneWord(name: string): string {
  return name.replace(
    /(?<![a-z0-9])(?:pre|non|not)[-_. ]?(?:production|prod|prd|live)(?![a-z0-9])/g,
    "preprod",
  );
}

/** Japanese is written without separators: 本番環境, 検証用 and 開発環境 begin with the word. */
function classOfWord(word: string): EnvironmentClass | null {
  const known = words.get(word);
  if (known !== undefined) return known;
  return japanese.find(([beginning]) => word.startsWith(beginning))?.[1] ?? null;
}

/** Words that are followed by others without a space between. */
const japanese = [...words].filter(([word]) => /^[\p{Script=Han}\p{Script=Katakana}ー]+$/u.test(word));
