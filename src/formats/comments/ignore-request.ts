/** What one comment or annotation asks to ignore, as it is written: whether anything follows from it is for others to say. */
export interface IgnoreRequest {
  /** Rule ids, ours in capitals, each once; empty where none is named. */
  readonly ruleIds: readonly string[];
  /** `""` where none is given. */
  readonly reason: string;
}

/** Rules that one comment may name; who has more in mind asks for a waiver. */
export const ignoredRulesMax = 20;
/** What of a reason is kept: a sentence or two. */
export const reasonCharactersMax = 300;

/** How such a comment begins. */
export const ignoreMarker = "sekisho:ignore";

const marker = new RegExp(`^${ignoreMarker}(?=[\\s\\u3000]|$)`);
const ruleId = /^[A-Z][A-Z0-9_]{0,29}-[0-9A-Z_-]{1,30}$/i;
/** Policies of an organisation: `conftest.policy.deny_latest`, in whatever case they are written. */
const dottedRuleId = /^[a-z][\w-]{0,60}(?:\.[\w-]{1,100}){1,6}$/i;
/** The ids of our own rules, which nobody writes at the start of a reason by chance. */
const ownRuleId = /^[A-Z]{3}-\d{3}$/i;
const separators = /^[\s\u3000,、:：—–-]+/;

/** `sekisho:ignore SEC-020 reason`, `sekisho:ignore SEC-020, SEC-021: reason`; `null` for every other comment. */
export function ignoreRequestIn(comment: string): IgnoreRequest | null {
  const found = marker.exec(comment);
  return found === null ? null : ignoreRequest(comment.slice(found[0].length));
}

/** What stands behind the marker, or in an annotation: rules, then the reason. */
export function ignoreRequest(text: string): IgnoreRequest {
  const ruleIds = new Set<string>();
  let rest = text.replace(separators, "");
  let listed = true;
  while (ruleIds.size < ignoredRulesMax) {
    const word = /^[^\s\u3000,、:：]+/.exec(rest)?.[0] ?? "";
    const isDotted = listed && dottedRuleId.test(word);
    if (!isDotted && !(listed ? ruleId : ownRuleId).test(word)) break;
    ruleIds.add(isDotted ? word : word.toUpperCase());
    const behind = rest.slice(word.length);
    listed = /^[\s\u3000]*[,、]/.test(behind);
    rest = behind.replace(separators, "");
  }
  const reason = rest
    .replace(/[\s\u3000]+/g, " ")
    .trim()
    .slice(0, reasonCharactersMax);
  return { ruleIds: [...ruleIds], reason: /[\p{L}\p{N}]/u.test(reason) ? reason : "" };
}
