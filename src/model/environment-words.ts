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
  ["dev", "development"],
  ["development", "development"],
  ["test", "development"],
  ["sandbox", "development"],
  ["poc", "development"],
  ["preview", "development"],
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
  const joined = name
    .normalize("NFKC")
    .replace(/(?<![a-z])(?:pre|non|not)[-_. ](?=(?:prod|production|prd|live)(?![a-z]))/gi, "pre");
  const found = classesOf(joined.replace(/(?<![a-z])preproduction(?![a-z])/gi, "preprod"));
  const [strictest = null] = byStrictness.filter((known) => found.has(known));
  return strictest === "production" && found.size > 1 ? null : strictest;
}

export function stricterClass(left: EnvironmentClass, right: EnvironmentClass): EnvironmentClass {
  return byStrictness.indexOf(left) <= byStrictness.indexOf(right) ? left : right;
}

function classesOf(name: string): ReadonlySet<EnvironmentClass> {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[/\-_.\s]+/);
  return new Set(words.map(classOfWord).filter((found) => found !== null));
}

/** Japanese is written without separators: 本番環境 and 本番用 begin with the word. */
function classOfWord(word: string): EnvironmentClass | null {
  return words.get(word) ?? (word.startsWith("本番") ? "production" : null);
}
