import { detectAssignments, detectLines, detectVariables } from "./assignments.ts";
import { detectCredentials } from "./detectors.ts";

/**
 * Free text (an excerpt, a log line, the message of an engine) without the secrets that it can be seen to hold: each
 * is replaced by `[secret: detector]`, and every line stays the line that it was. For excerpts of a resource this is the second net; the first is not to show
 * lines of its `sensitive` values at all.
 */
export function redactText(text: string): string {
  const hits = [
    ...detectCredentials(text),
    ...detectAssignments(text),
    ...detectVariables(text),
    ...detectLines(text),
  ];
  let redacted = "";
  let position = 0;
  for (const hit of hits.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (hit.end <= position) continue;
    redacted += `${text.slice(position, Math.max(position, hit.start))}[secret: ${hit.detector}]`;
    redacted += "\n".repeat(text.slice(Math.max(position, hit.start), hit.end).split("\n").length - 1);
    position = hit.end;
  }
  return redacted + text.slice(position);
}
