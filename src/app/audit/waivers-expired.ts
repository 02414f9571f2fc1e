import type { Configuration } from "../../model/configuration.ts";
import { localDateAt } from "../../model/local-date.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Waiver } from "../../model/waiver.ts";
import type { NewRecord, Notes, Records } from "../../store/index.ts";
import { waiversFromRecords } from "../../waivers/index.ts";
import { isChained } from "./branch-heads.ts";

/** Branch to exception to its last day, as visits to pull requests saw them in files. */
type FileWaivers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Keeps until when the exceptions hold that stand in the files of a base branch: their end is a fact, also where nobody
 * opens a pull request on that day. Branches that nobody protects are passed over: anybody may write there.
 */
export async function rememberFileWaivers(
  { repository, base }: Pick<PullFacts, "repository" | "base">,
  waivers: readonly Waiver[],
  notes: Pick<Notes, "get" | "set">,
): Promise<void> {
  const { id: repositoryId, defaultBranch } = repository;
  const branch = base.ref;
  if (branch !== defaultBranch && !(await isChained({ repositoryId, branch }, notes))) return;
  const now = Object.fromEntries(waivers.map(({ id, expires }) => [id, expires]));
  const known = await fileWaivers(repositoryId, notes);
  if (JSON.stringify(known[branch] ?? {}) === JSON.stringify(now)) return;
  await notes.set(noteOf(repositoryId), JSON.stringify({ ...known, [branch]: now }));
}

/** The exceptions of one repository whose last day is over, each kept once, of files and of comments. */
export async function expiredWaivers(
  repositoryId: number,
  { timezone, waivers: { maxDays } }: Pick<Configuration, "timezone" | "waivers">,
  {
    records,
    notes,
    now,
  }: {
    readonly records: Pick<Records, "ofPulls">;
    readonly notes: Pick<Notes, "get">;
    readonly now: () => Date;
  },
): Promise<readonly NewRecord[]> {
  const today = localDateAt(now(), timezone);
  const granted = await grantedIn(repositoryId, records);
  const ended = [...granted].flatMap(([number, said]) =>
    waiversFromRecords(said, { maxDays, timezone }).map(({ id, expires }) => ({ id, expires, number })),
  );
  const written = Object.values(await fileWaivers(repositoryId, notes)).flatMap((waivers) =>
    Object.entries(waivers).map(([id, expires]) => ({ id, expires, number: null })),
  );
  return [...ended, ...written]
    .filter(({ expires }) => expires < today)
    .map(({ id: waiverId, expires: until, number }) => ({
      scope: "repository",
      repositoryId,
      key: `${waiverId} ${until}`,
      body: { kind: "waiver-expired", waiverId, number, until },
    }));
}

/** Pull request to what was said there of exceptions, in its order. Nothing more is read while none was granted. */
async function grantedIn(
  repositoryId: number,
  records: Pick<Records, "ofPulls">,
): Promise<ReadonlyMap<number, readonly StoredPullRecord[]>> {
  const granted = await records.ofPulls(repositoryId, "waiver-granted");
  if (granted.length === 0) return new Map();
  const requested = await records.ofPulls(repositoryId, "waiver-requested");
  const revoked = await records.ofPulls(repositoryId, "waiver-revoked");
  const said = [...granted, ...requested, ...revoked].toSorted(
    (left, right) => left.sequence - right.sequence,
  );
  return Map.groupBy(said, ({ number }) => number ?? 0);
}

async function fileWaivers(repositoryId: number, notes: Pick<Notes, "get">): Promise<FileWaivers> {
  return JSON.parse((await notes.get(noteOf(repositoryId))) ?? "{}");
}

function noteOf(repositoryId: number): string {
  return `file-waivers:${repositoryId}`;
}
