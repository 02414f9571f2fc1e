import type { EvaluationTrees } from "../app/evaluation/runner.ts";
import { redactText } from "../app/redact.ts";
import type { Location } from "../model/location.ts";

export type Excerpts = (location: Location) => readonly string[] | null;

/**
 * The lines of what is pointed at. Lines that hold a secret end after their key; whatever else looks like one is
 * redacted too, because a comment has no mask.
 */
export async function readExcerpts(
  locations: readonly Location[],
  masked: readonly Location[],
  { base, head }: EvaluationTrees,
): Promise<Excerpts> {
  const [before, after] = await Promise.all([
    base?.read(pathsOf(locations, "base")) ?? new Map<string, Uint8Array>(),
    head.read(pathsOf(locations, undefined)),
  ]);
  const hidden = Map.groupBy(masked, ({ side, path }) => `${side ?? "head"} ${path}`);
  const texts = new Map<string, readonly string[]>();
  return ({ path, side, startLine, endLine }) => {
    const bytes = (side === "base" ? before : after).get(path);
    if (bytes === undefined) return null;
    const key = `${side ?? "head"} ${path}`;
    const lines = texts.get(key) ?? safeLines(bytes, hidden.get(key) ?? []);
    texts.set(key, lines);
    return lines.slice(startLine - 1, endLine);
  };
}

function pathsOf(locations: readonly Location[], side: "base" | undefined): readonly string[] {
  return [...new Set(locations.filter((location) => location.side === side).map(({ path }) => path))];
}

function safeLines(bytes: Uint8Array, masked: readonly Location[]): readonly string[] {
  const lines = redactText(Buffer.from(bytes).toString("utf8")).split(/\r?\n/);
  for (const { startLine, endLine } of masked) {
    for (let line = startLine; line <= endLine; line += 1) {
      lines[line - 1] = withoutValue(lines[line - 1] ?? "", line === startLine);
    }
  }
  return lines;
}

/** `password: hunter2` keeps its key; the lines below it, of a block, keep nothing but their place. */
function withoutValue(line: string, holdsKey: boolean): string {
  const kept = holdsKey ? /^\s*(?:- )?["']?[^:=]*["']?\s*[:=]/.exec(line)?.[0] : undefined;
  return `${kept ?? /^\s*/.exec(line)?.[0] ?? ""} •••`;
}
