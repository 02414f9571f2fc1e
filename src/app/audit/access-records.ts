import type { AccessSnapshot } from "../../model/access-snapshot.ts";
import type { StoredRepositoryRecord } from "../../model/record.ts";
import type { NewRecord, Records } from "../../store/index.ts";
import { type AccessReading, teamsIn } from "./access.ts";
import { changedFrom } from "./changed-from.ts";

/** Who may do what, where it is not what was kept last. */
export async function accessRecords(
  organisation: string,
  access: AccessSnapshot,
  records: Pick<Records, "ofRepository">,
): Promise<readonly NewRecord[]> {
  const last = await lastAccess(organisation, records);
  const body = { kind: "access-snapshot", organisation, access } as const;
  return changedFrom(last, { repositoryId: null, name: organisation }, body);
}

/**
 * The last picture with the teams as they are now: what an event about people may have changed, for one call a team. The
 * rest is looked at daily. Nothing where there was no picture yet.
 */
export async function teamsAnew(
  organisation: string,
  membersOf: AccessReading["membersOf"],
  records: Pick<Records, "ofRepository">,
): Promise<readonly NewRecord[]> {
  const last = (await lastAccess(organisation, records))?.body;
  if (last?.kind !== "access-snapshot") return [];
  const { teams, unseen } = await teamsIn(last.access.rights, membersOf);
  const rest = last.access.unread.filter((what) => !what.startsWith("team "));
  const unread = [...rest, ...unseen.map((team) => `team ${team}`)].toSorted();
  return accessRecords(organisation, { ...last.access, teams, unread }, records);
}

async function lastAccess(
  organisation: string,
  records: Pick<Records, "ofRepository">,
): Promise<StoredRepositoryRecord | undefined> {
  const kept = await records.ofRepository(null, "access-snapshot");
  return kept.findLast(({ body }) => body.kind === "access-snapshot" && body.organisation === organisation);
}
