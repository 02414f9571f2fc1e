import { detectAssignments, detectLines, detectVariables } from "./assignments.ts";
import { detectCredentials, type Hit } from "./detectors.ts";

/**
 * Text that somebody wrote for us, settings or policies, without the credentials that their form gives away. What stands
 * for them is a plain scalar in YAML and no syntax within a string, so that the text still reads as it did; lines stay.
 */
export function maskWritten(text: string): string {
  return masked(text, writtenCredentials(text), "\n");
}

/** The same of one string that was read: of a secret that had lines, none is left. */
export function maskString(text: string): string {
  return masked(text, writtenCredentials(text), "");
}

/** Prose and comments: what is given to a secret name goes as well. */
export function maskProse(text: string): string {
  const named = [...detectAssignments(text), ...detectVariables(text), ...detectLines(text)];
  return masked(text, [...writtenCredentials(text), ...named], "\n");
}

function masked(text: string, hits: readonly Hit[], line: string): string {
  let result = "";
  let position = 0;
  for (const hit of hits.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    if (hit.end <= position) continue;
    result += `${text.slice(position, Math.max(position, hit.start))}<secret-${hit.detector}>`;
    result += line.repeat(text.slice(Math.max(position, hit.start), hit.end).split("\n").length - 1);
    position = hit.end;
  }
  return result + text.slice(position);
}

/** A key that begins and does not end is taken as far as it looks like one: what stands behind it decides. */
function writtenCredentials(text: string): readonly Hit[] {
  return detectCredentials(text).flatMap((hit): Hit[] => {
    if (hit.detector !== "private-key") return [hit];
    const key = keyShape.exec(text.slice(hit.start, hit.end))?.[0] ?? "";
    return keyBody.test(key) ? [{ ...hit, end: hit.start + key.length }] : [];
  });
}

/** With the headers of PEM, the indentation of a comment, and line breaks as JSON writes them. */
const keyShape =
  /^-----BEGIN [A-Z0-9 ]{0,80}-----(?:(?!-----END)[A-Za-z0-9+/=\s\\#:,.-])*(?:-----END [A-Z0-9 ]{1,60}-----)?/;
const keyBody = /[A-Za-z0-9+/=]{40}/;
