import type { GitHub, RepositoryRef } from "../../github/index.ts";
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
  const read = await github.read.repository(id);
  if (read !== null) await rememberRepository(notes, read);
  return read;
}
