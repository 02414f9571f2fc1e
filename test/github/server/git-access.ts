import type { World } from "../world/world.ts";
import { maySee, Refusal } from "./answer.ts";
import type { Identities } from "./identify.ts";

/** `owner/name` of a path of git's smart HTTP; `null`: another path. */
export function repositoryOfGitPath(path: string): string | null {
  return (
    /^\/([^/]+\/[^/]+?)(?:\.git)?\/(?:info\/refs|git-upload-pack|git-receive-pack)$/.exec(path)?.[1] ?? null
  );
}

/** With a token of an installation: it must see the repository, and may read contents. */
export function mayClone(
  { world, identities }: { readonly world: World; readonly identities: Identities },
  path: string,
  token: string | null,
): boolean {
  const name = repositoryOfGitPath(path);
  const [owner = "", repo = ""] = (name ?? "").split("/");
  const repository = world.findRepository(owner, repo);
  if (repository === null) return false;
  if (token === null) return !repository.private;
  try {
    const caller = identities.byToken(token);
    if (!maySee(caller, repository)) return false;
    return (
      caller.kind !== "installation" || caller.permissions["contents"] !== undefined || !repository.private
    );
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
