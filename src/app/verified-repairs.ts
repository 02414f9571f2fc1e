import { counts } from "../decision/index.ts";
import { blobId } from "../git/index.ts";
import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import { type LineEdit, withLineEdits } from "../model/repair.ts";
import type { Tree } from "../model/tree.ts";
import type { Evaluation } from "./evaluation/task.ts";
import type { FileToRepair } from "./evaluation/write-repairs.ts";
import { redactText } from "./redact.ts";

export interface RepairPorts {
  /** What the repairs of files come to: in a worker, because it reads what the pull request holds. */
  readonly write: (files: readonly FileToRepair[]) => Promise<readonly LineEdit[]>;
  /** Judges the same change with another head, by all rules. */
  readonly judge: (head: Tree) => Promise<Evaluation>;
  /** What all rules say of the change as it is. */
  readonly before: () => Promise<Evaluation>;
}

/**
 * Evaluations beyond the first: each takes as long as the review itself. All repairs are tried together, so that one is
 * enough where they hold; each further one is without those that did not.
 */
const roundsMax = 3;

/**
 * The repairs that hold: written into the head and judged by all rules, their findings are gone, and none has come. A
 * change without repairs costs nothing, and one with two hundred as many evaluations as one with two.
 */
export async function verifiedRepairs(
  { repairs = [] }: Pick<Evaluation, "repairs">,
  head: Tree,
  { write, judge, before }: RepairPorts,
): Promise<readonly LineEdit[]> {
  if (repairs.length === 0) return [];
  const texts = await textsOf(head, [...new Set(repairs.map(({ path }) => path))]);
  const byPath = Map.groupBy(repairs, ({ path }) => path);
  const files = [...texts].map(([path, text]) => ({ path, text, repairs: byPath.get(path) ?? [] }));
  const written = await write(files);
  if (written.length === 0) return [];
  const known = await before();
  let edits = written.filter((edit) => isPublic(edit, known.masked));
  for (let round = 0; round < roundsMax && edits.length > 0; round += 1) {
    const after = await judge(repaired(head, texts, edits));
    const failed = failedEdits(known, after, edits);
    if (failed.size === 0) return edits;
    edits = edits.filter((edit) => !failed.has(edit));
  }
  return [];
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

/**
 * The edits that did not end what they were meant to end, or that may be why something else has come: those of the same
 * object, else of the same file, else of the same root. Where anything can no longer be read, nothing is known of any.
 */
function failedEdits(
  before: Evaluation,
  after: Evaluation,
  edits: readonly LineEdit[],
): ReadonlySet<LineEdit> {
  if (after.notEvaluated.length > before.notEvaluated.length) return new Set(edits);
  const known = new Set(before.findings.filter(counts).map(({ fingerprint }) => fingerprint));
  const counting = after.findings.filter(counts);
  const left = new Set(counting.map(({ fingerprint }) => fingerprint));
  const failed = edits.filter(({ fingerprints }) =>
    fingerprints.some((fingerprint) => left.has(fingerprint)),
  );
  const meant = meantFindings(before, edits);
  const come = counting.filter(({ fingerprint }) => !known.has(fingerprint));
  return new Set([...failed, ...come.flatMap((finding) => causesOf(finding, edits, meant))]);
}

type MeantFindings = ReadonlyMap<LineEdit, readonly Finding[]>;

function meantFindings({ findings }: Evaluation, edits: readonly LineEdit[]): MeantFindings {
  const byFingerprint = Map.groupBy(findings, ({ fingerprint }) => fingerprint);
  return new Map(
    edits.map((edit) => [edit, edit.fingerprints.flatMap((each) => byFingerprint.get(each) ?? [])]),
  );
}

function causesOf(come: Finding, edits: readonly LineEdit[], meant: MeantFindings): readonly LineEdit[] {
  const ofThose = (isNear: (finding: Finding) => boolean) =>
    edits.filter((edit) => meant.get(edit)?.some(isNear) === true);
  const { rootKey, address, location } = come;
  const near = [
    ofThose((finding) => finding.rootKey === rootKey && finding.address === address),
    edits.filter(({ path }) => path === location.path),
    ofThose((finding) => finding.rootKey === rootKey),
  ];
  return near.find((found) => found.length > 0) ?? edits;
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
