import { diagnosticMessages } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { EvaluationTrees } from "./evaluation/runner.ts";
import { redactText } from "./redact.ts";

export type Excerpts = (location: Location) => readonly string[] | null;

/**
 * The lines of what is pointed at. Lines that hold a secret end after their key, and so do those of what could not be
 * read in a file that speaks of secrets; whatever else looks like one is redacted too, because a comment has no mask.
 */
export async function readExcerpts(
  findings: readonly Pick<Finding, "location" | "type">[],
  masked: readonly Location[],
  { base, head }: EvaluationTrees,
): Promise<Excerpts> {
  const shown = findings.map(({ location }) => location);
  // Nobody knows which values of what could not be read or computed are secrets.
  const broken = findings
    .filter(({ type }) => Object.hasOwn(diagnosticMessages, type))
    .map(({ location }) => location);
  const [before, after] = await Promise.all([
    base?.read(pathsOf(shown, "base")) ?? new Map<string, Uint8Array>(),
    head.read(pathsOf(shown, undefined)),
  ]);
  const placeKey = ({ side, path }: Pick<Location, "side" | "path">) => `${side ?? "head"} ${path}`;
  const hidden = Map.groupBy(masked, placeKey);
  const doubtful = Map.groupBy(broken, placeKey);
  const texts = new Map<string, readonly string[]>();
  return (location) => {
    const { path, side, startLine, endLine } = location;
    const bytes = (side === "base" ? before : after).get(path);
    if (bytes === undefined) return null;
    const key = placeKey(location);
    const lines = texts.get(key) ?? safeLines(bytes, hidden.get(key) ?? [], doubtful.get(key) ?? []);
    texts.set(key, lines);
    return lines.slice(startLine - 1, endLine);
  };
}

function pathsOf(locations: readonly Location[], side: "base" | undefined): readonly string[] {
  return [...new Set(locations.filter((location) => location.side === side).map(({ path }) => path))];
}

function safeLines(
  bytes: Uint8Array,
  masked: readonly Location[],
  broken: readonly Location[],
): readonly string[] {
  const text = Buffer.from(bytes).toString("utf8");
  const lines = redactText(text).split(/\r?\n/);
  for (const { startLine, endLine } of speaksOfSecrets.test(text) ? [...masked, ...broken] : masked) {
    for (let line = startLine; line <= endLine; line += 1) {
      lines[line - 1] = withoutValue(lines[line - 1] ?? "", line === startLine);
    }
  }
  return lines;
}

const speaksOfSecrets = /secret|passw|passphrase|token|credential|sensitive|private|\bauth|api_?key/i;

/** `password: hunter2` keeps its key; the lines below it, of a block, keep nothing but their place. */
function withoutValue(line: string, holdsKey: boolean): string {
  const kept = holdsKey ? key.exec(line)?.[0] : undefined;
  return `${kept ?? /^\s*/.exec(line)?.[0] ?? ""} •••`;
}

/** What is surely a key: base64 may end with `=`, and half of a password may stand before a colon. */
const key = /^\s*(?:- )?["']?[\w./-]{1,100}["']?\s*(?::(?=\s|$)|=(?=\s|["']))/;
