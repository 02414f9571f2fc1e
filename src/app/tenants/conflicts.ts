import { type Asset, assets } from "../../model/tenant-source.ts";
import type { OwnershipConflict, SurveyedTenant, WrittenAt } from "../../model/tenant-survey.ts";
import { ownerLayers, type Registry } from "../../tenancy/index.ts";
import type { SurveyRequest } from "./request.ts";

/** Places that are named of one conflict: enough to begin with. */
const placesMax = 10;

/**
 * Tenants without a team in common that own one thing, and what a source says against the configuration or a source before
 * it. Asked of each thing by name: two patterns overlap only where something is called so.
 */
export function conflictsOf(
  request: SurveyRequest,
  registry: Registry,
  tenants: readonly SurveyedTenant[],
): readonly OwnershipConflict[] {
  return assets.flatMap((asset) => {
    const layers = ownerLayers(request.configuration, asset);
    const places = placesOf(asset, tenants);
    const groups = new Map<string, Draft>();
    for (const what of thingsNamed(asset, request, tenants)) {
      const found = conflictAbout(layers.map((owners) => owners(what)).filter(isNamed), registry);
      if (found === null) continue;
      const key = JSON.stringify(found);
      const group = groups.get(key) ?? { ...found, things: [] };
      group.things.push(what);
      groups.set(key, group);
    }
    return [...groups.values()].map((group) => ({
      asset,
      ...group,
      at: [...new Set(group.things.flatMap((what) => places.get(what) ?? []))].slice(0, placesMax),
    }));
  });
}

type Found = Pick<OwnershipConflict, "kind" | "owners" | "others">;

interface Draft extends Found {
  readonly things: string[];
}

function isNamed(owners: readonly string[]): boolean {
  return owners.length > 0;
}

function conflictAbout(layers: readonly (readonly string[])[], registry: Registry): Found | null {
  const [owners = [], ...later] = layers;
  const foreign = owners.some((one) => owners.some((other) => registry.isForeign(one, other)));
  if (foreign) return { kind: "two-owners", owners, others: [] };
  const others = [...new Set(later.flat())].filter((other) =>
    owners.every((owner) => registry.isForeign(owner, other)),
  );
  return others.length === 0 ? null : { kind: "overruled", owners, others: others.toSorted() };
}

function placesOf(asset: Asset, tenants: readonly SurveyedTenant[]): ReadonlyMap<string, WrittenAt[]> {
  const places = new Map<string, WrittenAt[]>();
  for (const own of tenants.flatMap(({ owns }) => owns)) {
    if (own.asset !== asset) continue;
    const known = places.get(own.what) ?? [];
    known.push(own.at);
    places.set(own.what, known);
  }
  return places;
}

/** Everything of its kind that has a name: in the repository, or in what tenants are said to own. */
function thingsNamed(
  asset: Asset,
  { contents, tree }: SurveyRequest,
  tenants: readonly SurveyedTenant[],
): readonly string[] {
  const held =
    asset === "namespaces" || asset === "argoProjects" || asset === "hosts" ? contents[asset] : null;
  const owned = tenants.flatMap(({ owns }) =>
    owns.flatMap((own) => (own.asset === asset ? [own.what.replace(/\/\*\*$/, "")] : [])),
  );
  const folders = asset === "paths" ? foldersOf(tree.entries.keys()) : [];
  return [...new Set([...(held?.keys() ?? []), ...owned.filter(isLiteral), ...folders])].toSorted();
}

function isLiteral(text: string): boolean {
  return !/[*?[\]{}\\]/.test(text);
}

function foldersOf(paths: Iterable<string>): readonly string[] {
  return [...new Set([...paths].map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/")))))].filter(
    (folder) => folder !== "",
  );
}
