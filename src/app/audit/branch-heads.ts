import type { FirstParentHistory, HistoryWant } from "../../git/index.ts";
import type { AuditRecord } from "../../model/audit-record.ts";
import type { Notes, Records } from "../../store/index.ts";

type BranchHead = Extract<AuditRecord, { readonly kind: "branch-head" }>;

/** More than lies between two looks at the busiest branch; beyond, the commits are not counted. */
const commitsMax = 10_000;

export interface ChainedBranch {
  readonly repositoryId: number;
  readonly branch: string;
}

/** What a push said. `before` is `null` for a branch that is new. */
export interface ChainedPush {
  readonly before: string | null;
  readonly after: string;
  readonly forced: boolean;
}

export interface ChainPorts {
  readonly records: Pick<Records, "append" | "ofRepository">;
  readonly notes: Pick<Notes, "get" | "set">;
  /** The tip as it is now; `null`: there is no such branch. */
  readonly tip: () => Promise<string | null>;
  readonly history: (want: HistoryWant) => Promise<FirstParentHistory>;
}

/** Where the chain of a branch ends: how many heads it has, and the last of them. */
interface End {
  readonly length: number;
  readonly head: string;
}

type Link = Pick<BranchHead, "after" | "how" | "commits">;

/** The head that the chain of a branch ends with; `null`: it is not followed yet. */
export async function chainEnd(
  { repositoryId, branch }: ChainedBranch,
  notes: Pick<Notes, "get">,
): Promise<string | null> {
  return readEnd(await notes.get(noteOf(repositoryId, branch)))?.head ?? null;
}

/** Says that the chain of a branch is to be kept: pushes to others, most of them heads of pull requests, are no news. */
export async function chainFromNowOn(
  { repositoryId, branch }: ChainedBranch,
  notes: Pick<Notes, "get" | "set">,
): Promise<void> {
  const note = noteOf(repositoryId, branch);
  if ((await notes.get(note)) === null) await notes.set(note, "0");
}

export async function isChained(
  { repositoryId, branch }: ChainedBranch,
  notes: Pick<Notes, "get">,
): Promise<boolean> {
  return (await notes.get(noteOf(repositoryId, branch))) !== null;
}

/**
 * Keeps how a branch went on: each push that fits onto the last head, and otherwise what git says lies between that head
 * and the tip. Only the job on the branch does it, of which there is one at a time, so that the chain has one end.
 */
export async function chainHeads(
  place: ChainedBranch,
  pushes: readonly ChainedPush[],
  ports: ChainPorts,
): Promise<void> {
  let end = readEnd(await ports.notes.get(noteOf(place.repositoryId, place.branch)));
  const [first] = pushes;
  if (end === null) {
    const start = first === undefined ? await ports.tip() : (first.before ?? first.after);
    if (start === null) return;
    end = await add(place, null, { after: start, how: "first", commits: null }, ports);
  }
  for (const { before, after, forced } of pushes) {
    if (before !== end.head || after === end.head) continue;
    const how = forced ? "rewritten" : "forward";
    end = await add(place, end, { after, how, commits: null }, ports);
  }
  const last = pushes.at(-1);
  if (last !== undefined && last.after === end.head) return;
  const tip = await ports.tip();
  if (tip === null || tip === end.head) return;
  const { branch } = place;
  const history = await ports.history({ branch, after: end.head, commitsMax });
  if (history.tip === end.head) return;
  const rewritten = history.end === "rewritten" || history.end === "root";
  const commits = history.end === "after" ? history.commits.length : null;
  await add(place, end, { after: history.tip, how: rewritten ? "rewritten" : "forward", commits }, ports);
}

/** The end with one more head. Where that place is taken already, by a job that was cut off, what stands there counts. */
async function add(
  { repositoryId, branch }: ChainedBranch,
  end: End | null,
  link: Link,
  { records, notes }: ChainPorts,
): Promise<End> {
  const body: BranchHead = { kind: "branch-head", branch, before: end?.head ?? null, ...link };
  const key = `${branch} ${end?.length ?? 0}`;
  const { kept } = await records.append([{ scope: "repository", repositoryId, key, body }]);
  const next = kept === 1 ? endWith(end, link.after) : await endOf({ repositoryId, branch }, records);
  await notes.set(noteOf(repositoryId, branch), `${next.length} ${next.head}`);
  return next;
}

function endWith(end: End | null, head: string): End {
  return { length: (end?.length ?? 0) + 1, head };
}

async function endOf(
  { repositoryId, branch }: ChainedBranch,
  records: Pick<Records, "ofRepository">,
): Promise<End> {
  const kept = await records.ofRepository(repositoryId, "branch-head");
  const heads = kept.flatMap(({ body }) =>
    body.kind === "branch-head" && body.branch === branch ? [body.after] : [],
  );
  return { length: heads.length, head: heads.at(-1) ?? "" };
}

function readEnd(written: string | null): End | null {
  const [length, head] = written?.split(" ") ?? [];
  return length === undefined || head === undefined ? null : { length: Number(length), head };
}

function noteOf(repositoryId: number, branch: string): string {
  return `branch-head:${repositoryId}/${branch}`;
}
