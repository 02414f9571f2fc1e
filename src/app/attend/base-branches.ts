import type { Notes } from "../../store/index.ts";

/** Branches that pull requests go to: pushes to all others, most of them heads of pull requests, are no news. */
export async function rememberBaseBranch(notes: Notes, repositoryId: number, branch: string): Promise<void> {
  if (!(await isBaseBranch(notes, repositoryId, branch)))
    await notes.set(noteOf(repositoryId, branch), "base");
}

export async function isBaseBranch(notes: Notes, repositoryId: number, branch: string): Promise<boolean> {
  return (await notes.get(noteOf(repositoryId, branch))) !== null;
}

function noteOf(repositoryId: number, branch: string): string {
  return `base-branch:${repositoryId}:${branch}`;
}
