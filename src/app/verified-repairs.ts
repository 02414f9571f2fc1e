import { counts } from "../decision/index.ts";
import { blobId } from "../git/index.ts";
import type { Location } from "../model/location.ts";
import { type LineEdit, withLineEdits } from "../model/repair.ts";
import type { Tree } from "../model/tree.ts";
import type { Evaluation } from "./evaluation/task.ts";
import type { FileToRepair } from "./evaluation/write-repairs.ts";
import { redactText } from "./redact.ts";

export interface RepairPorts {
  /** What the repairs of files come to: in a worker, because it reads what the pull request holds. */
  readonly write: (files: readonly FileToRepair[]) => Promise<readonly LineEdit[]>;
  /** Judges the same change with another head. */
  readonly judge: (head: Tree) => Promise<Evaluation>;
}

/** Evaluations beyond the first, where the repairs do not hold together: each takes as long as the review itself. */
const singleEvaluationsMax = 5;

/**
 * The repairs that hold: written into the head and judged by all rules, their findings are gone, and none has come. All
 * are tried together; where they do not hold, each for itself, as far as the limit goes. A change without repairs costs
 * nothing.
 */
export async function verifiedRepairs(
  evaluation: Evaluation,
  head: Tree,
  { write, judge }: RepairPorts,
): Promise<readonly LineEdit[]> {
  const { repairs = [], masked } = evaluation;
  if (repairs.length === 0) return [];
  const texts = await textsOf(head, [...new Set(repairs.map(({ path }) => path))]);
  const byPath = Map.groupBy(repairs, ({ path }) => path);
  const files = [...texts].map(([path, text]) => ({ path, text, repairs: byPath.get(path) ?? [] }));
  const edits = (await write(files)).filter((edit) => isPublic(edit, masked));
  const hold = async (tried: readonly LineEdit[]) =>
    tried.length > 0 && isBetter(evaluation, await judge(repaired(head, texts, tried)), tried);
  if (await hold(edits)) return edits;
  const single: LineEdit[] = [];
  for (const edit of edits.length > 1 ? edits.slice(0, singleEvaluationsMax) : []) {
    if (await hold([edit])) single.push(edit);
  }
  return single.length < 2 || (await hold(single)) ? single : single.slice(0, 1);
}

/** Files that are text and nothing but: what would not survive being read and written is left alone. */
async function textsOf(head: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = await head.read(paths);
  const texts = [...files].map(([path, bytes]): [string, string] => [
    path,
    Buffer.from(bytes).toString("utf8"),
  ]);
  return new Map(texts.filter(([, text]) => !text.includes("\uFFFD")));
}

/** Lines that hold a secret are not shown, so an edit of them is not either. */
function isPublic({ path, startLine, before, after }: LineEdit, masked: readonly Location[]): boolean {
  const endLine = startLine + before.length - 1;
  const hidden = masked.some(
    (place) =>
      place.side !== "base" &&
      place.path === path &&
      place.startLine <= endLine &&
      startLine <= place.endLine,
  );
  const text = [...before, ...after].join("\n");
  return !hidden && redactText(text) === text;
}

/** The text of each file with the edits in it. */
export function repairedTexts(
  texts: ReadonlyMap<string, string>,
  edits: readonly LineEdit[],
): ReadonlyMap<string, string> {
  return new Map(
    [...Map.groupBy(edits, ({ path }) => path)].map(([path, own]) => [
      path,
      withLineEdits(texts.get(path) ?? "", own),
    ]),
  );
}

function isBetter(before: Evaluation, after: Evaluation, edits: readonly LineEdit[]): boolean {
  const counting = ({ findings }: Evaluation) =>
    findings.filter(counts).map(({ fingerprint }) => fingerprint);
  const left = new Set(counting(after));
  const known = new Set(counting(before));
  return (
    edits.every(({ fingerprints }) => fingerprints.every((fingerprint) => !left.has(fingerprint))) &&
    [...left].every((fingerprint) => known.has(fingerprint))
  );
}

/** The head with the edits in it. */
function repaired(head: Tree, texts: ReadonlyMap<string, string>, edits: readonly LineEdit[]): Tree {
  const changed = repairedTexts(texts, edits);
  const bytesOf = new Map([...changed].map(([path, text]) => [path, Buffer.from(text, "utf8")]));
  const entries = new Map(head.entries);
  for (const [path, bytes] of bytesOf) {
    const entry = entries.get(path);
    if (entry !== undefined) entries.set(path, { ...entry, blob: blobId(bytes), sizeBytes: bytes.length });
  }
  return {
    ...head,
    commit: null,
    entries,
    read: async (paths) => {
      const others = await head.read(paths.filter((path) => !bytesOf.has(path)));
      const own = paths.flatMap((path): [string, Uint8Array][] => {
        const bytes = bytesOf.get(path);
        return bytes === undefined ? [] : [[path, bytes]];
      });
      return new Map([...others, ...own]);
    },
  };
}
