import type { PolicyRepositories } from "../app/policy-sources.ts";
import { directoryTree } from "../git/index.ts";
import type { Tree } from "../model/tree.ts";
import type { CallerPaths } from "./caller-paths.ts";
import { openFolder } from "./trees.ts";
import { UsageError } from "./usage.ts";

/**
 * `--policy-source OWNER/NAME=FOLDER`: where other repositories lie that the configuration takes policies from. Throws
 * {@link UsageError} where one is not written so, or is no folder.
 */
export async function readPolicyFolders(
  given: readonly string[],
  paths: CallerPaths,
): Promise<{ readonly policyRepositories?: PolicyRepositories }> {
  if (given.length === 0) return {};
  const trees = new Map<string, Tree>();
  for (const value of given) {
    const match = /^(?<repository>[\w.-]+\/[\w.-]+)=(?<folder>.+)$/.exec(value)?.groups;
    if (match?.["repository"] === undefined || match["folder"] === undefined)
      throw new UsageError(
        `--policy-source ${JSON.stringify(value)} is not understood: write OWNER/NAME=FOLDER, for example acme/policies=../policies.`,
      );
    trees.set(match["repository"].toLowerCase(), await openFolder(match["folder"], paths));
  }
  return { policyRepositories: async (repository) => trees.get(repository.toLowerCase()) ?? null };
}

/** The folder that the caller stands in, as a tree: its configuration may name policies beside it. */
export function ownFolder(paths: CallerPaths): Promise<Tree> {
  return directoryTree(paths.resolve("."));
}
