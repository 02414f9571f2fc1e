import type { ConfigurationProblem } from "../../config/index.ts";
import type { Locale } from "../../model/configuration.ts";
import type { PolicySource } from "../../model/policy-source.ts";
import type { SourceFiles } from "../../model/policy-sources.ts";
import { isFile, type Tree } from "../../model/tree.ts";
import {
  isOfSource,
  isPolicyFile,
  problemOfSource,
  sourceBytesMax,
  sourceFilesMax,
} from "../policy-sources.ts";
import type { PolicyEdit } from "./task.ts";

/** What a pull request does to files, and which sources of policies lie where it does that. */
export interface EditedFiles {
  readonly changedPaths: readonly string[];
  readonly head: Tree;
  readonly isHere: (source: PolicySource) => boolean;
  /** Of problems. */
  readonly locale: Locale;
}

/**
 * Policies that are in force, and the same with what a pull request changes of their files; `null`: it changes none. Only
 * bytes are put together here: whoever reads them does that where it can be ended.
 */
export async function policyEditOf(
  inForce: readonly SourceFiles[],
  { changedPaths, head, isHere, locale }: EditedFiles,
): Promise<PolicyEdit | null> {
  const touchedOf = (source: PolicySource) =>
    isHere(source) ? changedPaths.filter((path) => isPolicyFile(path) && isOfSource(source, path)) : [];
  const touched = inForce.map((source) => ({ source, paths: touchedOf(source.source) }));
  if (touched.every(({ paths }) => paths.length === 0)) return null;
  const edited: SourceFiles[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const { source, paths } of touched) {
    const files = paths.length === 0 ? source.files : await withChanges(source.files, paths, head);
    if (typeof files !== "string") edited.push({ ...source, files });
    else problems.push(problemOfSource(source.source, files, locale));
  }
  return { inForce, edited, problems };
}

/** Files that are read at once: they stay below 80 MB, whatever somebody has put there. */
const filesAtOnce = 8;

/** The files of a source after a change, or what keeps them from being one. */
async function withChanges(
  before: SourceFiles["files"],
  paths: readonly string[],
  head: Tree,
): Promise<SourceFiles["files"] | "empty" | "files" | "bytes"> {
  const gone = new Set(paths);
  const files = new Map(Object.entries(before).filter(([path]) => !gone.has(path)));
  const present = paths.filter((path) => {
    const entry = head.entries.get(path);
    return entry !== undefined && isFile(entry);
  });
  const number = files.size + present.length;
  if (number === 0) return "empty";
  if (number > sourceFilesMax) return "files";
  await head.prefetch?.(present);
  let bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  for (let start = 0; start < present.length; start += filesAtOnce) {
    const wanted = present.slice(start, start + filesAtOnce);
    const read = await head.read(wanted);
    for (const [path, content] of read) {
      bytes += content.byteLength;
      files.set(path, Buffer.from(content).toString("utf8"));
    }
    if (bytes > sourceBytesMax || read.size < wanted.length) return "bytes";
  }
  return Object.fromEntries([...files].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
