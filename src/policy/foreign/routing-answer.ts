import { compileGlob } from "../../model/glob.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";

/** What a reason may ask for: never less than what there is without it. */
export const routes = ["confirm", "review", "block"] as const;
export type AddedRoute = (typeof routes)[number];

/** A reason that routing rules add. */
export interface AddedReason {
  readonly id: string;
  readonly route: AddedRoute;
  readonly message: Bilingual;
  readonly wouldPass: Bilingual | null;
  /** How much it is, and how much would pass. */
  readonly number: string | null;
  readonly threshold: string | null;
  /** Ids of the changes that it is about; empty: the pull request as a whole. */
  readonly changes: readonly string[];
  /** Who is asked about it; empty: whoever is asked about anything. */
  readonly teams: readonly string[];
}

/** Reviewers that routing rules choose for what asks for a review. */
export interface ChosenTeams {
  readonly teams: readonly string[];
  /** Glob over rule ids. */
  readonly rules: string;
  /** Ids of the changes; empty: all of them. */
  readonly changes: readonly string[];
  /** Instead of those that a default names; else beside whoever is asked. */
  readonly instead: boolean;
}

interface Bilingual {
  readonly en: string;
  readonly ja: string;
}

export interface RoutingAnswer {
  readonly reasons: readonly AddedReason[];
  readonly reviewers: readonly ChosenTeams[];
  /** What was wrong with something, in a few words each: it is left out, and somebody has to look. */
  readonly wrong: readonly string[];
}

/** What the answer may name. */
export interface Nameable {
  readonly changes: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
}

/** Nobody reads more reasons of one policy; who has more counts them, and says the number. */
const reasonsMax = 50;
const choicesMax = 50;
const teamsMax = 10;
/** As for messages of other policies: a longer one was made to fill the page. */
const textCharactersMax = 500;
const numberCharactersMax = 40;
/** What was wrong with more of them, the first ones tell. */
const wrongMax = 5;

/** Reads what `reasons` and `reviewers` gave. Whatever does not fit is left out and told: what is left only adds. */
export function readRouting(
  values: { readonly reasons: JsonValue; readonly reviewers: JsonValue },
  names: Nameable,
): RoutingAnswer {
  const wrong: string[] = [];
  const read = <Item>(what: string, value: JsonValue, most: number, reader: (item: JsonObject) => Item) => {
    if (!isJsonArray(value)) wrong.push(`${what}: no set`);
    const items = isJsonArray(value) ? value : [];
    if (items.length > most) wrong.push(`${what}: ${items.length}, of at most ${most}`);
    return items.slice(0, most).flatMap((item): Item[] => {
      try {
        return [reader(isJsonObject(item) ? item : refuse("no object"))];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        wrong.push(`${what}: ${error.message}`);
        return [];
      }
    });
  };
  const reasons = read("reasons", values.reasons, reasonsMax, (item) => reasonOf(item, names));
  const reviewers = read("reviewers", values.reviewers, choicesMax, (item) => choiceOf(item, names));
  const repeated = reasons.filter(({ id }, index) => reasons.findIndex((other) => other.id === id) < index);
  for (const { id } of repeated) wrong.push(`reasons: two with the id ${id}`);
  return {
    reasons: reasons.filter((reason) => !repeated.includes(reason)),
    reviewers,
    wrong: wrong.slice(0, wrongMax),
  };
}

class Refused extends Error {}

function refuse(message: string): never {
  throw new Refused(message);
}

const reasonKeys = new Set([
  "id",
  "route",
  "message",
  "wouldPass",
  "number",
  "threshold",
  "changes",
  "teams",
]);
const choiceKeys = new Set(["teams", "rules", "changes", "instead"]);

function reasonOf(item: JsonObject, names: Nameable): AddedReason {
  onlyKnown(item, reasonKeys);
  const id = item["id"];
  if (typeof id !== "string" || !/^[a-z][a-z0-9_]{0,39}$/.test(id))
    return refuse("id is no word of small letters, digits and _");
  const { route: wanted, message, wouldPass, number, threshold } = item;
  const route =
    routes.find((known) => known === wanted) ?? refuse(`${id}: route is none of ${routes.join(", ")}`);
  return {
    id,
    route,
    message: bilingual(message, `${id}: message`),
    wouldPass: wouldPass === undefined ? null : bilingual(wouldPass, `${id}: wouldPass`),
    number: number === undefined ? null : numberText(number, `${id}: number`),
    threshold: threshold === undefined ? null : numberText(threshold, `${id}: threshold`),
    changes: changesOf(item["changes"], names, `${id}: changes`),
    teams: item["teams"] === undefined ? [] : teamsOf(item["teams"], names, `${id}: teams`),
  };
}

function choiceOf(item: JsonObject, names: Nameable): ChosenTeams {
  onlyKnown(item, choiceKeys);
  const { rules = "*", instead = false } = item;
  if (typeof rules !== "string" || !isGlob(rules)) return refuse("rules is no pattern");
  if (typeof instead !== "boolean") return refuse("instead is neither true nor false");
  return {
    teams: teamsOf(item["teams"], names, "teams"),
    rules,
    changes: changesOf(item["changes"], names, "changes"),
    instead,
  };
}

function onlyKnown(item: JsonObject, keys: ReadonlySet<string>): void {
  const unknown = Object.keys(item).find((key) => !keys.has(key));
  if (unknown !== undefined) refuse(`the key ${unknown.slice(0, numberCharactersMax)} is not known`);
}

function isGlob(pattern: string): boolean {
  try {
    compileGlob(pattern);
    return pattern !== "";
  } catch {
    return false;
  }
}

/** One text for both languages, or one for each. */
function bilingual(value: JsonValue | undefined, what: string): Bilingual {
  if (typeof value === "string") return { en: textOf(value, what), ja: textOf(value, what) };
  if (value === undefined || !isJsonObject(value)) return refuse(`${what} is no text`);
  const { en, ja, ...others } = value;
  if (typeof en !== "string" || Object.keys(others).length > 0)
    return refuse(`${what} has to have en, and may have ja`);
  return { en: textOf(en, what), ja: typeof ja === "string" ? textOf(ja, what) : textOf(en, what) };
}

function textOf(value: string, what: string): string {
  const line = value.replace(/\s+/g, " ").trim();
  if (line === "") return refuse(`${what} is empty`);
  return line.length <= textCharactersMax ? line : `${line.slice(0, textCharactersMax - 1)}…`;
}

function numberText(value: JsonValue, what: string): string {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" && text.length <= numberCharactersMax
    ? text
    : refuse(`${what} is no number`);
}

function changesOf(value: JsonValue | undefined, { changes }: Nameable, what: string): readonly string[] {
  if (value === undefined) return [];
  const ids = textsOf(value);
  if (ids === null || ids.length === 0) return refuse(`${what} are no ids of changes`);
  return ids.every((id) => changes.has(id)) ? ids : refuse(`${what} name a change that there is not`);
}

function teamsOf(value: JsonValue | undefined, { teams }: Nameable, what: string): readonly string[] {
  const named = value === undefined ? null : textsOf(typeof value === "string" ? [value] : value);
  if (named === null || named.length === 0 || named.length > teamsMax)
    return refuse(`${what} are no list of teams`);
  return named.every((team) => teams.has(team))
    ? named
    : refuse(`${what} name a team that neither the configuration nor the source names`);
}

function textsOf(value: JsonValue): readonly string[] | null {
  if (!isJsonArray(value)) return null;
  const texts = value.filter((item) => typeof item === "string");
  return texts.length === value.length ? [...new Set(texts)].toSorted() : null;
}
