import type { Repository } from "./types.ts";

/** A commit by its id, by a branch, or by a full ref name, as paths of the API have it. `null`: there is none. */
export function resolveCommit(repository: Repository, name: string): string | null {
  const plain = name.replace(/^(refs\/)/, "");
  for (const ref of [`refs/heads/${name}`, `refs/${plain}`, `refs/tags/${name}`]) {
    const sha = repository.refs.get(ref);
    if (sha !== undefined) return sha;
  }
  if (name === "HEAD") return repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? null;
  return repository.commits.get(name) === null ? null : name;
}

export function tipOf(repository: Repository, branch: string): string | null {
  return repository.refs.get(`refs/heads/${branch}`) ?? null;
}
