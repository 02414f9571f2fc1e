import type { Configuration } from "../../../model/configuration.ts";
import { sha256Hex } from "../../../model/digest.ts";
import type { Root } from "../../../model/root.ts";
import type { Tree } from "../../../model/tree.ts";
import type { EvaluationTask } from "../task.ts";

/**
 * What decides which roots a tree has: everything that stands in it, and how it is looked for. The version of the program
 * decides too, and is added by whoever keeps what is found.
 */
export function rootsKey(tree: Tree, { configuration, targetBranch }: EvaluationTask): string {
  const listing = [...tree.entries.values()].map(({ path, mode, blob, target = "" }) =>
    [path, mode, blob, target].join("\0"),
  );
  const { ignore, helm } = configuration;
  const settings = JSON.stringify([readingSettings(configuration), ignore, helm, targetBranch]);
  return sha256Hex(`roots\n${settings}\n${listing.toSorted().join("\n")}`);
}

/** What decides how a root is read: what it is, the bytes of its files, and the settings that readers look at. */
export function rootKeys(
  tree: Tree,
  roots: readonly Root[],
  configuration: Configuration,
): readonly string[] {
  const settings = JSON.stringify(readingSettings(configuration));
  return roots.map((root) => {
    const blobs = root.files.map((path) => tree.entries.get(path)?.blob ?? "");
    return sha256Hex(`root\n${settings}\n${JSON.stringify([root, blobs])}`);
  });
}

function readingSettings({ terraform, clusters, kubernetesVersion, sensitiveNames }: Configuration): unknown {
  return [terraform, clusters, kubernetesVersion, sensitiveNames];
}
