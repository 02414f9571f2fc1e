import type { Asset } from "../../model/tenant-source.ts";
import type { Orphan, SurveyedTenant } from "../../model/tenant-survey.ts";
import type { Registry } from "../../tenancy/index.ts";
import type { Place } from "./contents.ts";
import type { SurveyRequest } from "./request.ts";

/** Files that say what runs: what stands beside them, a README, a script, a workflow, needs no owner. */
const judged = /^(?!\.github\/).*\.(?:ya?ml|json|tf|tfvars|hcl)$/i;

/**
 * What the repository holds and nobody owns. Of a kind of assets of which nobody owns anything there is nothing to tell: the
 * registry does not speak about it.
 */
export function orphansOf(
  { configuration, contents, tree }: SurveyRequest,
  registry: Registry,
  tenants: readonly SurveyedTenant[],
): readonly Orphan[] {
  const speaks = (asset: Asset) => tenants.some(({ owns }) => owns.some((own) => own.asset === asset));
  const named = (asset: Asset, things: ReadonlyMap<string, Place>, owners: Registry["ownersOfHost"]) =>
    speaks(asset)
      ? [...things].flatMap(([what, place]): readonly Orphan[] =>
          owners(what).length > 0 ? [] : [{ asset, what, files: null, at: { kind: "file", ...place } }],
        )
      : [];
  const accounts = configuration.environments.flatMap(({ name, accounts: listed }) =>
    listed.filter((account) => /^\d{12}$/.test(account)).map((account) => [account, name] as const),
  );
  return [
    ...(speaks("paths")
      ? folders(
          [...tree.entries.keys()].filter((path) => judged.test(path)),
          registry,
        )
      : []),
    ...named("namespaces", contents.namespaces, registry.ownersOfNamespace),
    ...named("argoProjects", contents.argoProjects, registry.ownersOfArgoProject),
    ...named("hosts", contents.hosts, registry.ownersOfHost),
    ...(speaks("accounts") ? accounts : []).flatMap(([what, environment]): readonly Orphan[] =>
      registry.ownersOfAccount(what).length > 0
        ? []
        : [
            {
              asset: "accounts",
              what,
              files: null,
              at: { kind: "setting", key: `environments.${environment}.accounts` },
            },
          ],
    ),
  ];
}

/** The highest folders in which nobody owns any file, each with how many it holds; files beside owned ones by name. */
function folders(paths: readonly string[], registry: Registry): readonly Orphan[] {
  const owned = new Set<string>();
  const orphaned: string[] = [];
  for (const path of paths) {
    if (registry.ownersOfPath(path).length === 0) orphaned.push(path);
    else for (const folder of foldersAbove(path)) owned.add(folder);
  }
  const counts = new Map<string, number>();
  for (const path of orphaned) {
    const top = foldersAbove(path)
      .toReversed()
      .find((folder) => !owned.has(folder));
    const what = top === undefined ? path : `${top}/**`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([what, files]) => ({ asset: "paths", what, files, at: null }));
}

/** From the file up. */
function foldersAbove(path: string): readonly string[] {
  const found: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    found.push(path.slice(0, end));
  return found;
}
