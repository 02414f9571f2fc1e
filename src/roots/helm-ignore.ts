import { decodeText } from "../formats/text.ts";
import { compileGlob } from "../model/glob.ts";
import { foldersAbove, nameOf } from "./paths.ts";

/** Lines of a `.helmignore` that count; Helm itself has no limit, and nobody writes so many. */
const rulesMax = 1_000;

interface Rule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * Whether Helm's loader leaves a path of a chart out, as `helm.sh/helm/v4/internal/ignore` tells: patterns of
 * `path.Match`, without `**`; the last sentence of a negation is Helm's own, and ignores everything that it does not match.
 * Paths are relative to the chart.
 */
export function helmIgnore(bytes: Uint8Array | undefined): (path: string) => boolean {
  const decoded = bytes === undefined ? undefined : decodeText(bytes);
  const lines = decoded?.kind === "text" ? decoded.text.split("\n").slice(0, rulesMax) : [];
  const rules = [...lines, "templates/.?*"].flatMap(parseRule);
  const known = new Map<string, boolean>();
  const folderIgnored = (folder: string): boolean => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const ignored = isIgnored(rules, folder, true);
    known.set(folder, ignored);
    return ignored;
  };
  return (path) =>
    foldersAbove(path)
      .slice(1)
      .some((folder) => folder !== "." && folderIgnored(folder)) || isIgnored(rules, path, false);
}

function isIgnored(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  for (const { negated, foldersOnly, matches } of rules) {
    if (negated) {
      if ((foldersOnly && !isFolder) || !matches(path)) return true;
    } else if ((!foldersOnly || isFolder) && matches(path)) return true;
  }
  return false;
}

function parseRule(line: string): readonly Rule[] {
  let pattern = line.trim();
  if (pattern === "" || pattern.startsWith("#") || pattern.includes("**")) return [];
  const negated = pattern.startsWith("!");
  if (negated) pattern = pattern.slice(1);
  const foldersOnly = pattern.endsWith("/");
  if (foldersOnly) pattern = pattern.slice(0, -1);
  const whole = pattern.includes("/");
  const matches = compileGlob(pattern.replace(/^\//, "").replace(/[{}]/g, "\\$&"));
  return [{ negated, foldersOnly, matches: (path) => matches(whole ? path : nameOf(path)) }];
}
