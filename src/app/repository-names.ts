import type { Notes } from "../store/store.ts";

/** A repository by its number, which stays, and by what it is called at the moment. */
export interface NamedRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/**
 * Records know repositories by number, people by name. Whoever reads a repository from GitHub leaves both here, so that
 * the command line can answer without asking GitHub. A name that was given to another repository means the newer one.
 */
export async function rememberRepository(
  notes: Pick<Notes, "get" | "set">,
  { id, owner, name }: NamedRepository,
): Promise<void> {
  const full = `${owner}/${name}`;
  const pairs = [
    [nameNote(id), full],
    [idNote(full), String(id)],
  ] as const;
  for (const [key, value] of pairs) if ((await notes.get(key)) !== value) await notes.set(key, value);
}

/** `null`: no repository of that name was ever seen. GitHub's names know no case. */
export async function repositoryIdOf(notes: Pick<Notes, "get">, fullName: string): Promise<number | null> {
  const id = await notes.get(idNote(fullName));
  return id === null ? null : Number(id);
}

/** `owner/name`, or `#id` for one that was never named. */
export async function repositoryNameOf(notes: Pick<Notes, "get">, id: number): Promise<string> {
  return (await notes.get(nameNote(id))) ?? `#${id}`;
}

function nameNote(id: number): string {
  return `repository-name:${id}`;
}

function idNote(fullName: string): string {
  return `repository-id:${fullName.toLowerCase()}`;
}
