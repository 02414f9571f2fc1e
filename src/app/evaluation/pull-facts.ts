import type { ChangedPath } from "../../model/changed-path.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Reach } from "../../model/reach.ts";
import type { EvaluationTask } from "./task.ts";

/**
 * Files that decide about rules: our own configuration, who reviews what, and the configuration of tools that teams
 * run beside us. Globs over paths.
 */
const policyPaths = [
  ".github/sekisho.yml",
  ".github/sekisho/**",
  "sekisho.yml",
  "CODEOWNERS",
  ".github/CODEOWNERS",
  "docs/CODEOWNERS",
] as const;

/** Folders of this repository that policies and their data are read from. */
function sourcePaths({ configuration }: EvaluationTask): readonly string[] {
  const own = configuration.policySources.filter(({ repository }) => repository === null);
  const folders = own.flatMap(({ path, data }) => [path, ...(data ?? [])]);
  return folders.flatMap((folder) => {
    if (folder === ".") return ["**/*.rego"];
    const written = folder.replaceAll(/[*?[\]{}\\]/g, "\\$&");
    return [written, `${written}/**`];
  });
}

/** What rules about the pull request itself see (`docs/policy-input.md`, `pull`). */
export function pullFacts(
  task: EvaluationTask,
  changedPaths: readonly ChangedPath[],
  { tenants, environments, clusters, roots, through, production }: Reach,
): JsonObject {
  const { blastRadius } = task.configuration;
  return {
    author: task.author?.login ?? null,
    teams: task.author?.teams ?? [],
    changedPaths: changedPaths.map(({ path, previousPath, status }) => ({ path, previousPath, status })),
    policyPaths: [...policyPaths, ...sourcePaths(task)],
    reach: {
      ...{ tenants, environments, clusters, roots, production },
      through: through.map((shared) => ({ ...shared })),
    },
    blastRadius: { ...blastRadius },
    ownershipMoves: (task.ownershipMoves ?? []).map(({ things, ...move }) => ({
      ...move,
      things: things.map((thing) => ({ ...thing })),
    })),
  };
}
