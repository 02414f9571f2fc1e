import { detectAssignments } from "./assignments.ts";
import { detectCredentials, type Hit } from "./detectors.ts";
import { isLiteralSecret, isStrongSecret } from "./literals.ts";
import { isSecretName } from "./names.ts";

/**
 * Free text (an excerpt, a log line, the message of an engine) without the secrets that it can be seen to hold: each
 * is replaced by `[secret: detector]`. For excerpts of a resource this is the second net; the first is not to show
 * lines of its `sensitive` values at all.
 */
export function redactText(text: string): string {
  const hits = [...detectCredentials(text), ...detectAssignments(text), ...environmentValues(text)];
  let redacted = "";
  let position = 0;
  for (const hit of hits.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (hit.end <= position) continue;
    redacted += `${text.slice(position, Math.max(position, hit.start))}[secret: ${hit.detector}]`;
    position = hit.end;
  }
  return redacted + text.slice(position);
}

/** `- name: DB_PASSWORD` with a `value:` below, and names with their literal on one line. */
const named =
  /(?:^[ \t-]{0,100}name:[ \t]{0,20}["']?([\w.-]{1,100})["']?[ \t]{0,20}\r?\n[ \t]{0,100}value|^[ \t-]{0,100}["']?([\w.-]{1,100})["']?)[ \t]{0,20}[:=][ \t]{0,20}(["']?)([^\r\n]{4,1000}?)\3[ \t]*,?[ \t]*$/gm;

/** `secretKey` is the name of a key in every ExternalSecret. */
function environmentValues(text: string): readonly Hit[] {
  const hits: Hit[] = [];
  for (const match of text.matchAll(named)) {
    const name = match[1] ?? match[2] ?? "";
    const value = match[3] === "" ? withoutComment(match[4] ?? "") : (match[4] ?? "");
    const counts = name === "secretKey" ? isStrongSecret : isLiteralSecret;
    if (!isSecretName(name) || !counts(name, value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    hits.push({ detector: "named-secret", start, end: start + value.length });
  }
  return hits;
}

function withoutComment(value: string): string {
  const comment = value.search(/\s#/);
  return comment === -1 ? value : value.slice(0, comment);
}
