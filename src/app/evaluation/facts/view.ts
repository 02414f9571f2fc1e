import type { CustomKind } from "../../../inventory/custom-kinds.ts";
import type { ClusterInventory, Inventory, Side } from "../../../inventory/index.ts";
import type { ResourceChange } from "../../../model/change.ts";
import type { Configuration } from "../../../model/configuration.ts";
import type { JsonObject, JsonValue } from "../../../model/json.ts";
import type { Environment, Resource } from "../../../model/resource.ts";
import type { Root } from "../../../model/root.ts";
import type { Registry } from "../../../tenancy/index.ts";
import type { LoadedRoot } from "../loaded.ts";
import type { Extents } from "../rest/extent.ts";
import type { SchemaJudge } from "../schemas.ts";

/** What the facts of every root are made of. */
export interface FactSources {
  readonly configuration: Configuration;
  readonly registry: Registry;
  readonly inventory: Inventory;
  readonly customKinds: ReadonlyMap<string, CustomKind>;
  readonly schemas: SchemaJudge;
  /** Who opened the pull request, and their teams; `null` where nobody said. */
  readonly author: { readonly login: string; readonly teams: readonly string[] | null } | null;
  /** Whether there is nothing to compare: in a scan. */
  readonly wholeRepository: boolean;
  readonly extents: Extents;
  /** What the pull request does, in all roots. */
  readonly changes: readonly ResourceChange[];
  /** Every root that was read, both sides. */
  readonly roots: readonly LoadedRoot[];
  /** Local date in the configured zone. */
  readonly today: string;
}

/** One root on one side, as a table of facts sees it. */
export interface FactView extends FactSources {
  readonly side: Side;
  readonly cluster: string | null;
  readonly root: Root;
  /** What the root holds on this side, and what its changes were before. */
  readonly resources: readonly Resource[];
  /** What the root holds on this side. */
  readonly held: readonly Resource[];
  readonly kubernetesVersion: string;
  /** Names of namespaces that the resources stand in or name, sorted. */
  readonly namespaces: readonly string[];
  /** What the repository says about the root's cluster. */
  readonly here: ClusterInventory;
}

/** One table of `docs/policy-input.md`: only what the root's resources name is in it. */
export type FactTable = (view: FactView) => JsonValue;

/** The entries of the namespaces that the root names, for which there is one. */
export function byNamespace(
  { namespaces }: Pick<FactView, "namespaces">,
  find: (namespace: string) => JsonValue | null,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    namespaces.flatMap((name): [string, JsonValue][] => {
      const found = find(name);
      return found === null ? [] : [[name, found]];
    }),
  );
}

export function entry<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}

export function environmentJson(environment: Environment | null): JsonObject | null {
  if (environment === null) return null;
  const { name, production, ephemeral } = environment;
  return { name, production, ephemeral };
}
