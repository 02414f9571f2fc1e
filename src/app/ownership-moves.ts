import { changedPaths } from "../git/index.ts";
import type { OwnershipMove } from "../model/ownership-move.ts";
import type { Tree } from "../model/tree.ts";
import { createRegistry, type Registry } from "../tenancy/index.ts";
import { movedThings, type OwnershipSide } from "../tenancy/sources/index.ts";
import type { EvaluationTrees } from "./evaluation/named-tree.ts";
import type { ReviewSettings } from "./settings.ts";
import { areSilent, namesTenantSource, sourcedOwnership, type TenantFilesReader } from "./tenant-sources.ts";

/**
 * What a change gives to other owners by the files of `tenantSources`. Both sides are read by the configuration in force,
 * the merge base against the head: what others have merged meanwhile is none of its doing. Whom to ask is what is in force.
 */
export async function ownershipMoves(
  { base, head }: EvaluationTrees,
  { configuration, sourcedTenants }: Pick<ReviewSettings, "configuration" | "sourcedTenants">,
  reader: TenantFilesReader,
): Promise<readonly OwnershipMove[]> {
  const sources = configuration.tenantSources ?? [];
  if (base === null || sources.length === 0) return [];
  const paths = changedPaths(base, head).flatMap(({ path, previousPath }) =>
    previousPath === null ? [path] : [path, previousPath],
  );
  const decisive = new Set(namesTenantSource(sources, paths));
  if (decisive.size === 0) return [];
  // Most of them say nothing on either side: manifests in a folder whose binding stays as it is.
  const silent = await Promise.all([base, head].map((tree) => areSilent(sources, tree, decisive, reader)));
  if (silent.every((one) => one)) return [];
  const sides = await Promise.all([base, head].map((tree) => sideOf(tree)));
  const [before, after] = sides;
  if (before === undefined || after === undefined) return [];
  const registry = createRegistry(configuration);
  const teamsByTenant = new Map(
    configuration.tenants.map(({ name, teams }) => [name, teams.map((team) => team.toLowerCase())]),
  );
  return movedThings(before, after).map(({ paths: named, ...move }) => ({
    ...move,
    owners: [...new Set(move.things.flatMap((thing) => ownersOf(thing, registry)))].toSorted(),
    gaining: [...teamsByTenant]
      .filter(([, teams]) => gains(teams, move))
      .map(([name]) => name)
      .toSorted(),
    path: named.find((path) => decisive.has(path)) ?? [...decisive].toSorted()[0] ?? "",
  }));

  async function sideOf(tree: Tree): Promise<OwnershipSide> {
    const found = new Set(sourcedTenants?.found.map(({ name }) => name));
    const { ownership: _, ...rest } = configuration;
    const written = { ...rest, tenants: configuration.tenants.filter(({ name }) => !found.has(name)) };
    const sourced = await sourcedOwnership(written, tree, reader);
    const owned = sourced === null ? {} : { tenants: sourced.tenants, ownership: sourced.layers };
    return { settings: { ...written, ...owned }, claims: sourced?.claims ?? [], folders: foldersOf(tree) };
  }
}

/** All its teams own the thing afterwards, and one of them did not before. */
function gains(
  teams: readonly string[],
  { before, after }: Pick<OwnershipMove, "before" | "after">,
): boolean {
  return (
    teams.length > 0 &&
    teams.every((team) => after.includes(team)) &&
    teams.some((team) => !before.includes(team))
  );
}

function ownersOf({ asset, what }: OwnershipMove["things"][number], registry: Registry): readonly string[] {
  switch (asset) {
    case "paths":
      return registry.ownersOfPath(`${what}/.`);
    case "namespaces":
      return registry.ownersOfNamespace(what);
    case "argoProjects":
      return registry.ownersOfArgoProject(what);
    case "accounts":
      return registry.ownersOfAccount(what);
    case "clusters":
    case "hosts":
    case "stateKeys":
      return [];
    default:
      return asset satisfies never;
  }
}

function foldersOf({ entries }: Tree): ReadonlySet<string> {
  const folders = new Set<string>(["."]);
  for (const path of entries.keys()) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
