import type { StoreReader } from "../../store/index.ts";

/** A decision that may be replayed. */
export interface RecordedRow {
  /** Of a direct push, which has none, the commit that was pushed. */
  readonly decisionId: string;
  /** ISO 8601: when it was recorded. */
  readonly at: string;
  /** The pull request, group or push, or what was reviewed on a command line. */
  readonly about: string;
  /** `null`: it was a merge group, a direct push, or reviewed on a command line. */
  readonly pull: { readonly repositoryId: number; readonly number: number } | null;
  /** Name of its case; `null`: it was decided before cases were kept. */
  readonly replay: string | null;
}

/** Every decision of a store, oldest first: of pull requests, merge groups and direct pushes, and of command lines. */
export async function recordedDecisions({
  records,
}: Pick<StoreReader, "records">): Promise<readonly RecordedRow[]> {
  const decided = (await records.ofPulls(null, "decision")).flatMap(({ at, repositoryId, number, body }) => {
    if (body.kind !== "decision") return [];
    const { decisionId, replay = null } = body;
    const about = `repository ${repositoryId}, pull request ${number}`;
    const pull = repositoryId === null || number === null ? null : { repositoryId, number };
    return [{ decisionId, at, about, pull, replay }];
  });
  const all = [...decided, ...(await onBranches(records)), ...(await local(records))];
  return all.toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}

async function onBranches(records: StoreReader["records"]): Promise<readonly RecordedRow[]> {
  const groups = (await ofAll(records, "merge-group")).flatMap(({ at, repositoryId, body }) => {
    if (body.kind !== "merge-group") return [];
    const { decisionId, head, replay = null } = body;
    return [{ decisionId, at, about: `repository ${repositoryId}, merge group ${head}`, pull: null, replay }];
  });
  const pushes = (await ofAll(records, "direct-push")).flatMap(({ at, repositoryId, body }) => {
    if (body.kind !== "direct-push" || body.report === null) return [];
    const { after, branch, replay = null } = body;
    const about = `repository ${repositoryId}, pushed directly to ${branch}`;
    return [{ decisionId: after, at, about, pull: null, replay }];
  });
  return [...groups, ...pushes];
}

async function ofAll(records: StoreReader["records"], kind: "merge-group" | "direct-push") {
  const repositories = await records.repositoriesWith(kind);
  return (await Promise.all(repositories.map((id) => records.ofRepository(id, kind)))).flat();
}

async function local(records: StoreReader["records"]): Promise<readonly RecordedRow[]> {
  return (await records.ofRepository(null, "local-review")).flatMap(({ at, body }) => {
    if (body.kind !== "local-review") return [];
    const { decisionId, replay, repository, head } = body;
    return [{ decisionId, at, about: `${repository} ${head}`.trim(), pull: null, replay }];
  });
}
