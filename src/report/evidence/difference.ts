import { canonicalJson } from "../../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { shortened } from "../neutral.ts";
import type { EvidenceTexts } from "../text/evidence-texts.ts";

/** Lines that a person reads of one change; the record has all. */
const linesMax = 12;
const valueCharactersMax = 80;

/** In words, what a record of an activation says that differs from the one before; empty: it says nothing of it. */
export function differenceLines(record: JsonObject, texts: EvidenceTexts): readonly string[] {
  const difference = record["difference"];
  if (!isJsonObject(difference)) return [];
  const lines = isRuleSet(difference) ? ruleSetLines(difference, texts) : settingLines(difference, "");
  const more = lines.length - linesMax;
  return more > 0 ? [...lines.slice(0, linesMax), texts.difference.more(more)] : lines;
}

function isRuleSet(difference: JsonObject): boolean {
  return isJsonArray(difference["added"] ?? null) && isJsonArray(difference["changed"] ?? null);
}

function ruleSetLines(difference: JsonObject, { difference: words }: EvidenceTexts): readonly string[] {
  return [
    ...objectsIn(difference["added"]).map((rule) => words.added(nameOf(rule))),
    ...objectsIn(difference["removed"]).map((rule) => words.removed(nameOf(rule))),
    ...objectsIn(difference["changed"]).flatMap((rule) =>
      objectsIn(rule["changes"]).map((change) => `${String(rule["ruleId"])}: ${propertyText(change)}`),
    ),
    ...(difference["library"] === true ? [words.library] : []),
  ];
}

function nameOf({ ruleId, title }: JsonObject): string {
  return title === undefined || title === "" ? String(ruleId) : `${String(ruleId)} ${String(title)}`;
}

/** `parameter maximum: 25 → 50`: properties are named as settings name them, in every language. */
function propertyText(change: JsonObject): string {
  const { property, name, environment, before, after, added, removed } = change;
  const what = [property, name, environment].filter((part) => typeof part === "string").join(" ");
  if (before !== undefined || after !== undefined)
    return `${what}: ${valueText(before)} → ${valueText(after)}`;
  const listed = [...textsIn(added).map((each) => `+${each}`), ...textsIn(removed).map((each) => `−${each}`)];
  return listed.length === 0 ? what : `${what}: ${listed.join(" ")}`;
}

/** Settings as `key.key: before → after`, wherever a difference names both. */
function settingLines(value: JsonObject, path: string): readonly string[] {
  if ("before" in value || "after" in value)
    return [`${path}: ${valueText(value["before"])} → ${valueText(value["after"])}`];
  return Object.entries(value).flatMap(([key, part]) => {
    const place = path === "" ? key : `${path}.${key}`;
    if (isJsonObject(part)) return settingLines(part, place);
    if (!isJsonArray(part)) return [`${place}: ${valueText(part)}`];
    if (part.length === 0) return [];
    return part.every((each) => isJsonObject(each))
      ? part.map((each) => changeText(each))
      : [`${place}: ${valueText(part)}`];
  });
}

function changeText(change: JsonObject): string {
  const { before, after, ...rest } = change;
  const what = Object.values(rest)
    .filter((part) => typeof part === "string")
    .join(" ");
  if (before === undefined && after === undefined) return what;
  return `${what}: ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "–";
  return shortened(typeof value === "string" ? value : canonicalJson(value), valueCharactersMax);
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value ?? null)
    ? (value as readonly JsonValue[]).filter((each) => isJsonObject(each))
    : [];
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value ?? null)
    ? (value as readonly JsonValue[]).filter((each) => typeof each === "string")
    : [];
}
