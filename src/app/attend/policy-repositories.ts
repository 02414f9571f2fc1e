import type { MirrorSnapshot, Mirrors } from "../../git/index.ts";
import type { GitHub } from "../../github/index.ts";
import { isFile } from "../../model/tree.ts";
import { isPolicyFile, type PolicyRepositories } from "../policy-sources.ts";
import type { Addresses } from "./ports.ts";

export interface PolicyRepositoryPorts {
  readonly mirrors: Pick<Mirrors, "fetch">;
  readonly addresses: Pick<Addresses, "git">;
}

/**
 * Gives `use` the repositories of policies that a configuration names, each at the tip of its default branch, read with
 * the rights of the installation that is attended to. Their snapshots are closed when it is done.
 */
export async function withPolicyRepositories<Result>(
  github: { readonly read: Pick<GitHub["read"], "defaultTip"> } & Pick<GitHub, "token">,
  signal: AbortSignal | null,
  { mirrors, addresses }: PolicyRepositoryPorts,
  use: (repositories: PolicyRepositories) => Promise<Result>,
): Promise<Result> {
  const opened: MirrorSnapshot[] = [];
  const open: PolicyRepositories = async (named) => {
    const [owner = "", name = ""] = named.split("/");
    const tip = await github.read.defaultTip(owner, name);
    if (tip === null) return null;
    const { repository, commit } = tip;
    const snapshot = await mirrors.fetch(
      {
        repositoryId: repository.id,
        url: addresses.git(repository),
        token: () => github.token(),
        ...(signal === null ? {} : { signal }),
      },
      {
        commits: { tip: commit, mergeBase: commit, head: commit },
        pullNumber: null,
        expected: ({ head }) =>
          [...head.values()].filter((entry) => isFile(entry) && isPolicyFile(entry.path)),
      },
    );
    opened.push(snapshot);
    return snapshot.head;
  };
  try {
    return await use(open);
  } finally {
    for (const snapshot of opened) snapshot.close();
  }
}
