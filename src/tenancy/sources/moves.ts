import type { OwnershipMove } from "../../model/ownership-move.ts";
import type { Asset } from "../../model/tenant-source.ts";
import { ownerLayers, type RegistrySettings } from "../registry.ts";
import type { OwnershipClaim } from "./resolve.ts";

/** Who owns what by one tree: what the configuration says, and what the sources say there. */
export interface OwnershipSide {
  readonly settings: RegistrySettings;
  readonly claims: readonly OwnershipClaim[];
  /** Folders that hold something. */
  readonly folders: ReadonlySet<string>;
}

export type MovedThings = Omit<OwnershipMove, "owners" | "gaining" | "path"> & {
  /** Files that name the things, those of the head first. */
  readonly paths: readonly string[];
};

/** What sources give: nothing else can change hands by them. */
const given: readonly Asset[] = ["namespaces", "argoProjects", "accounts", "paths"];

/**
 * What has owners before a change and others after it. What is new has none before, and what goes as a whole has nobody to
 * miss it: neither is told. Things that pass between the same teams are one move. Pure.
 */
export function movedThings(base: OwnershipSide, head: OwnershipSide): readonly MovedThings[] {
  const found = given.flatMap((asset) => movedOf(asset, base, head));
  return [...Map.groupBy(found, ({ before, after }) => JSON.stringify([before, after]))].flatMap(
    ([, [first, ...others]]) => {
      if (first === undefined) return [];
      const all = [first, ...others];
      return [
        {
          things: all.map(({ asset, what }) => ({ asset, what })),
          before: first.before,
          after: first.after,
          foreign: all.some(({ foreign }) => foreign),
          paths: [...new Set(all.flatMap(({ paths }) => paths))],
        },
      ];
    },
  );
}

interface MovedThing extends Omit<MovedThings, "things"> {
  readonly asset: Asset;
  readonly what: string;
}

function movedOf(asset: Asset, base: OwnershipSide, head: OwnershipSide): readonly MovedThing[] {
  const [teamsBefore, teamsAfter] = [teamsOf(base.settings, asset), teamsOf(head.settings, asset)];
  const moved: MovedThing[] = [];
  const told = new Map<string, string>();
  for (const what of candidates(asset, base, head)) {
    const asked = asset === "paths" ? `${what}/.` : what;
    const [before, after] = [teamsBefore(asked), teamsAfter(asked)];
    const key = JSON.stringify([before.all, after.all]);
    if (before.all.length === 0 || sameTeams(before.all, after.all)) continue;
    // What is below a folder that is told goes with it.
    if (asset === "paths") told.set(what, key);
    if (asset === "paths" && told.get(folderOf(what)) === key) continue;
    const claims = [...head.claims, ...base.claims].filter(
      (claim) => claim.asset === asset && claim.what === what,
    );
    if (after.all.length === 0 && !remains(asset, what, claims, head)) continue;
    moved.push({
      ...{ asset, what, before: before.all, after: after.all },
      foreign: after.each.some((teams) => teams.every((team) => !before.all.includes(team))),
      paths: claims.map(({ path }) => path),
    });
  }
  return moved;
}

/** Things by their names; a pattern is asked about as if something were called so. */
function candidates(asset: Asset, base: OwnershipSide, head: OwnershipSide): readonly string[] {
  if (asset === "paths") return [...base.folders].filter((folder) => head.folders.has(folder)).toSorted();
  const claims = [...base.claims, ...head.claims].filter((claim) => claim.asset === asset);
  return [...new Set(claims.map(({ what }) => what))].toSorted();
}

function remains(
  asset: Asset,
  what: string,
  claims: readonly OwnershipClaim[],
  { folders }: OwnershipSide,
): boolean {
  return asset === "paths" ? folders.has(what) : claims.some(({ path }) => folders.has(folderOf(path)));
}

interface OwningTeams {
  readonly all: readonly string[];
  /** Of each owning tenant. */
  readonly each: readonly (readonly string[])[];
}

function teamsOf(settings: RegistrySettings, asset: Asset): (what: string) => OwningTeams {
  const layers = ownerLayers(settings, asset);
  const byName = new Map(settings.tenants.map(({ name, teams }) => [name, teams]));
  return (what) => {
    const owners = layers.map((owned) => owned(what)).find((names) => names.length > 0) ?? [];
    const each = owners.map((name) => (byName.get(name) ?? []).map((team) => team.toLowerCase()));
    return { all: [...new Set(each.flat())].sort(), each };
  };
}

function sameTeams(left: readonly string[], right: readonly string[]): boolean {
  return left.join("\n") === right.join("\n");
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}
