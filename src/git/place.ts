import type { Repository } from "./repository.ts";

/** Which repository this is, as far as it knows itself. */
export interface RepositoryPlace {
  /** The folder of its objects, the same for all of its worktrees. */
  readonly folder: string;
  /** `owner/name` of what it was cloned from; `null`: it says nothing of the kind. */
  readonly name: string | null;
}

/** Asks git twice at once. Where it does not answer, the place is what the caller called it. */
export async function repositoryPlace(repository: Repository): Promise<RepositoryPlace> {
  const [folder, origin] = await Promise.all([
    repository.run(["rev-parse", "--path-format=absolute", "--git-common-dir"]),
    repository.run(["config", "--get", "remote.origin.url"]),
  ]);
  const said = folder.exitCode === 0 ? folder.stdout.toString("utf8").trim() : "";
  const url = origin.exitCode === 0 ? origin.stdout.toString("utf8").trim() : "";
  return { folder: said === "" ? repository.path : said, name: nameIn(url) };
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop`: the last two steps of what stands behind a host. */
function nameIn(url: string): string | null {
  const path = /^(?:[a-z+]+:\/\/[^/]+\/|[^/:@]+@[^/:]+:)(.+?)(?:\.git)?\/?$/i.exec(url)?.[1];
  const [name, owner] = path?.split("/").toReversed() ?? [];
  return name === undefined || owner === undefined ? null : `${owner}/${name}`;
}
