import type { PermissionCondition } from "../../model/permission.ts";
import { shortened } from "../neutral.ts";
import { effectTextsOf } from "../text/locale.ts";
import type { ConditionPhrase } from "../text/permission-texts.ts";
import { memberText, named } from "./members-text.ts";
import { type EffectWriting, valueCharactersMax } from "./writing.ts";

/** Keys that people have words for, in lower case. */
const phrases: ReadonlyMap<string, ConditionPhrase> = new Map([
  ["aws:sourcevpce", "endpoint"],
  ["aws:sourcevpc", "network"],
  ["aws:sourceip", "address"],
  ["aws:vpcsourceip", "address"],
  ["aws:principalorgid", "organisation"],
  ["aws:sourceaccount", "account"],
  ["aws:sourcearn", "source"],
  ["aws:principalarn", "principal"],
  ["kms:viaservice", "service"],
  ["iam:passedtoservice", "passedTo"],
  ["aws:multifactorauthpresent", "multiFactor"],
  ["aws:securetransport", "encrypted"],
  ["aws:requestedregion", "region"],
]);

/** Tests that say "is one of these". */
const being =
  /^(?:ForAnyValue:)?(?:StringEquals|StringLike|ArnEquals|ArnLike|IpAddress|StringEqualsIgnoreCase)$/i;

/** When something is allowed, or `""`. */
export function conditionsText(conditions: readonly PermissionCondition[], writing: EffectWriting): string {
  if (conditions.length === 0) return "";
  const texts = [...new Set(conditions.map((condition) => conditionText(condition, writing)))];
  return effectTextsOf(writing.locale).permissions.all(texts);
}

function conditionText(condition: PermissionCondition, writing: EffectWriting): string {
  const { permissions: texts } = effectTextsOf(writing.locale);
  if (condition.kind === "unknown") return texts.unknownCondition;
  const { test, key, values } = condition;
  const list = named(
    values.map((value) => memberText(value, writing)),
    writing,
  );
  const phrase = phraseOf(condition);
  return phrase === null
    ? texts.test(writing.code(shortened(key, valueCharactersMax)), test, list)
    : texts.condition(phrase, list);
}

function phraseOf({
  test,
  key,
  values,
}: Extract<PermissionCondition, { kind: "test" }>): ConditionPhrase | null {
  const phrase = phrases.get(key.toLowerCase()) ?? claimOf(key);
  if (phrase !== "multiFactor" && phrase !== "encrypted") return being.test(test) ? phrase : null;
  const [only] = values;
  return /^Bool$/i.test(test) && only?.kind === "known" && only.text === "true" ? phrase : null;
}

/** What a token of an identity provider says: `token.actions.githubusercontent.com:sub`. */
function claimOf(key: string): ConditionPhrase | null {
  if (key.endsWith(":sub")) return "subject";
  return key.endsWith(":aud") ? "audience" : null;
}
