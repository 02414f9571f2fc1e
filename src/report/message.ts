import type { Locale } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../model/json.ts";
import type { RuleText } from "../model/report.ts";
import { code, escapeText } from "./markdown/escape.ts";
import { quotable } from "./neutral.ts";
import { plainName } from "./resource-name.ts";
import { listOf, textsOf } from "./text/locale.ts";

/** How a message is written down; `plain` is for terminals, JSON, SARIF and JUnit. */
interface MessageStyle {
  readonly format: "markdown" | "plain";
  readonly locale: Locale;
}

/** A rule, its texts and its findings do not fit together: a fault of ours, never of what was read. */
export class MessageError extends Error {
  readonly code: "no-text" | "no-message" | "no-argument";

  constructor(errorCode: MessageError["code"], message: string) {
    super(message);
    this.name = "MessageError";
    this.code = errorCode;
  }
}

/** Members of a list argument that are named; the number of the others follows. */
const listMembersMax = 5;

type Words = Pick<Finding, "ruleId" | "messageId" | "arguments"> &
  Partial<Pick<Finding, "address" | "type" | "location">>;

/**
 * The sentence of a finding: its rule's message with the arguments filled in, escaped for where it goes, and where it is
 * about a generated file, what that is made from. Throws
 * {@link MessageError} where the rule has no such message or the finding no such argument.
 */
export function messageOf(
  finding: Words,
  texts: Readonly<Record<string, RuleText>>,
  style: MessageStyle,
): string {
  const sentence = writtenMessage(finding, texts, style);
  const { location } = finding;
  if (location?.origin?.kind !== "generated") return sentence;
  const write = style.format === "plain" ? quotable : code;
  const { generated } = textsOf(style.locale).row;
  return generated(sentence, write(location.origin.path), write(location.path));
}

function writtenMessage(
  finding: Words,
  texts: Readonly<Record<string, RuleText>>,
  style: MessageStyle,
): string {
  return filled(templateOf(finding, texts), finding, style);
}

/** A template of a rule with the arguments of a finding. Throws {@link MessageError} where the finding lacks one. */
export function filled(template: string, finding: Words, style: MessageStyle): string {
  const fill = (text: string, write: (value: string) => string) =>
    text.replace(/\{([A-Za-z_]\w*)\}/g, (_, name: string) =>
      write(argumentText(finding, name, style.locale)),
    );
  if (style.format === "plain") return fill(template, (value) => value);
  return template
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`") && part.length > 1
        ? code(fill(part.slice(1, -1), (value) => value))
        : fill(part.replaceAll("|", "&#124;"), escapeText),
    )
    .join("");
}

function templateOf(finding: Words, texts: Readonly<Record<string, RuleText>>): string {
  const text = texts[finding.ruleId];
  if (text === undefined)
    throw new MessageError("no-text", `The report has no texts of rule ${finding.ruleId}.`);
  const template = Object.hasOwn(text.messages, finding.messageId)
    ? text.messages[finding.messageId]
    : undefined;
  if (template === undefined) {
    throw new MessageError("no-message", `Rule ${finding.ruleId} has no message ${finding.messageId}.`);
  }
  return template;
}

function argumentText(finding: Words, name: string, locale: Locale): string {
  const value = Object.hasOwn(finding.arguments, name) ? finding.arguments[name] : undefined;
  if (value === undefined) {
    throw new MessageError(
      "no-argument",
      `Message ${finding.messageId} of ${finding.ruleId} lacks {${name}}.`,
    );
  }
  const { address, type } = finding;
  if (value === address && type !== undefined) return plainName({ address, type }, locale);
  return valueText(value, locale);
}

/** A value as people read it, on one line; markers of secrets and of unknown values in words. */
export function valueText(value: JsonValue, locale: Locale): string {
  const { values } = textsOf(locale);
  if (typeof value === "string") return quotable(value);
  if (value === null) return values.absent;
  if (isJsonArray(value)) return listText(value, locale);
  if (!isJsonObject(value)) return String(value);
  if (Object.hasOwn(value, "$secret")) return values.secret;
  if (Object.hasOwn(value, "$unknown")) return values.unknown;
  return quotable(JSON.stringify(value));
}

function listText(list: readonly JsonValue[], locale: Locale): string {
  const shown = list.slice(0, listMembersMax).map((member) => valueText(member, locale));
  if (list.length > listMembersMax) shown.push(`… (${list.length})`);
  return listOf(shown, locale);
}
