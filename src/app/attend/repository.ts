import type { GitHub, PullReading, RepositoryRef } from "../../github/index.ts";
import type { Notes } from "../../store/index.ts";
import { rememberRepository, repositoryNameOf } from "../repository-names.ts";

/** Subjects know a repository by its number; GitHub's addresses take its name. `null`: we have no access to it. */
export async function findRepository(
  id: number,
  github: GitHub,
  notes: Notes,
): Promise<RepositoryRef | null> {
  const known = (await repositoryNameOf(notes, id)).split("/");
  const [owner, name] = known;
  if (owner !== undefined && name !== undefined) return { id, owner, name };
  return findRepositoryAnew(id, github, notes);
}

/** The same where the name that was kept leads nowhere, or to another repository: it was renamed, or moved. */
async function findRepositoryAnew(id: number, github: GitHub, notes: Notes): Promise<RepositoryRef | null> {
  const read = await github.read.repository(id, "anew");
  if (read !== null) await rememberRepository(notes, read);
  return read;
}

/** A pull request as it is now; `null`: it is not there, or we have no access to it. */
export async function readPull(
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
  github: GitHub,
  notes: Notes,
): Promise<PullReading | null> {
  const repository = await findRepository(repositoryId, github, notes);
  const reading = repository === null ? null : await github.read.pull(repository, number);
  if (repository === null || reading !== null) return reading;
  const renamed = await findRepositoryAnew(repositoryId, github, notes);
  const same = renamed?.owner === repository.owner && renamed.name === repository.name;
  return renamed === null || same ? null : github.read.pull(renamed, number);
}
