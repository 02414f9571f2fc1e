import type { Hit } from "./detectors.ts";
import { isLiteralSecret, isStrongSecret } from "./literals.ts";
import { isSecretName } from "./names.ts";

/**
 * Secrets that a text assigns to a name: lines of properties, YAML, shell or HCL (`db.password=…`, `token: "…"`), and
 * the flags of a command (`--password=…`). Text is free, so only strong values count; a flag holds a value and no more.
 */
export function detectAssignments(
  text: string,
  isSecret: (name: string) => boolean = isSecretName,
): readonly Hit[] {
  if (!text.includes("=") && !text.includes(":")) return [];
  const hits: Hit[] = [];
  const flag = flagShape.exec(text);
  if (flag !== null) return flagHit(flag, isSecret);
  for (const match of text.matchAll(assignment)) {
    const name = match[1] ?? "";
    const value = match[2] ?? match[3] ?? match[4] ?? "";
    if (!isSecret(name) || !isStrongSecret(name, value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    hits.push({ detector: "named-secret", start, end: start + value.length });
  }
  return hits;
}

/** At most one name for each line start or separator, and values that end at a quote, a space or a separator. */
const assignment =
  /(?<![\w.$-])-{0,2}["']?([A-Za-z][\w.-]{1,80})["']?[ \t]{0,20}(?::=|=>|=|:)[ \t]{0,20}(?:"([^"\n]{4,512})"|'([^'\n]{4,512})'|([^\s"'#,;&|]{4,512}))/g;
const flagShape = /^-{1,2}([A-Za-z][\w.-]{1,80})=(\S{4,512})$/;

function flagHit(match: RegExpExecArray, isSecret: (name: string) => boolean): readonly Hit[] {
  const [all, name = "", value = ""] = match;
  if (!isSecret(name) || !isLiteralSecret(name, value)) return [];
  return [{ detector: "named-secret", start: all.length - value.length, end: all.length }];
}

/** `- name: DB_PASSWORD` with a `value:` below, as environment variables are written in YAML. */
const pair =
  /^[ \t-]{0,100}name:[ \t]{0,20}["']?([\w.-]{1,100})["']?[ \t]{0,20}\r?\n[ \t]{0,100}value[ \t]{0,20}:[ \t]{0,20}(["']?)([^\r\n]{4,1000}?)\2[ \t]*$/gm;
/** A name with its literal on one line. */
const line =
  /^[ \t-]{0,100}["']?([\w.-]{1,100})["']?[ \t]{0,20}[:=][ \t]{0,20}(["']?)([^\r\n]{4,1000}?)\2[ \t]*,?[ \t]*$/gm;

/** Environment variables in a text of YAML. */
export function detectVariables(
  text: string,
  isSecret: (name: string) => boolean = isSecretName,
): readonly Hit[] {
  return namedValues(text, pair, isSecret);
}

/** Every line that gives a value to a secret name: too much for a verdict, right for what is only shown. */
export function detectLines(text: string): readonly Hit[] {
  return namedValues(text, line, isSecretName);
}

/** `secretKey` is the name of a key in every ExternalSecret. */
function namedValues(text: string, pattern: RegExp, isSecret: (name: string) => boolean): readonly Hit[] {
  const hits: Hit[] = [];
  for (const match of text.matchAll(pattern)) {
    const [all, name = "", quote, written = ""] = match;
    const value = quote === "" ? withoutComment(written) : written;
    const counts = name === "secretKey" ? isStrongSecret : isLiteralSecret;
    if (!isSecret(name) || !counts(name, value)) continue;
    const start = match.index + all.lastIndexOf(value);
    hits.push({ detector: "named-secret", start, end: start + value.length });
  }
  return hits;
}

function withoutComment(value: string): string {
  const comment = value.search(/\s#/);
  return comment === -1 ? value : value.slice(0, comment);
}
