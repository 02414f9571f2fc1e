import type { CustomKind } from "../../inventory/custom-kinds.ts";
import { type Inventory, inventoryOf } from "../../inventory/index.ts";
import type { Configuration, TenantLimits } from "../../model/configuration.ts";
import { freezesInForce } from "../../model/freeze.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import { isJsonArray, isJsonObject } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { Registry } from "../../tenancy/index.ts";
import type { CustomKinds } from "./custom-kinds.ts";

/** What the facts of one root are made of. */
export interface FactSources {
  readonly configuration: Configuration;
  readonly registry: Registry;
  readonly inventory: Inventory;
  readonly customKinds: CustomKinds;
  /** Local date in the configured zone. */
  readonly today: string;
}

/** The tables of `docs/policy-input.md` for one root on one side: only what its resources name is in them. */
export function factsOf(
  sources: FactSources,
  cluster: string | null,
  resources: readonly Resource[],
): JsonObject {
  const { configuration, registry } = sources;
  const inventory = inventoryOf(sources.inventory, cluster);
  const namespaces = namedNamespaces(resources);
  const pick = (find: (namespace: string) => JsonValue | null) =>
    Object.fromEntries(
      namespaces.flatMap((name): [string, JsonValue][] => {
        const found = find(name);
        return found === null ? [] : [[name, found]];
      }),
    );
  return {
    limits: Object.fromEntries(configuration.tenants.map(({ name, limits }) => [name, limitsJson(limits)])),
    limitRanges: pick((name) => {
      const defaults = entry(inventory.limitRanges, name);
      return defaults === null ? null : { ...defaults };
    }),
    namespaces: pick((name) => {
      const found = entry(inventory.namespaces, name);
      return found === null ? null : { ...found };
    }),
    namespaceOwners: pick((name) => registry.ownersOfNamespace(name)),
    tenants: Object.fromEntries(configuration.tenants.map(({ name, teams }) => [name, { teams }])),
    freezes: freezesInForce(configuration.freezes, sources.today).map(({ name, from, to }) => ({
      name,
      from,
      to,
    })),
    customKinds: Object.fromEntries(
      [...new Set(resources.map(({ type }) => type))].toSorted().flatMap((type): [string, JsonValue][] => {
        const kind = sources.customKinds.get(type);
        return kind === undefined ? [] : [[type, customKindJson(kind)]];
      }),
    ),
    definitions: Object.fromEntries(
      resources.flatMap(({ address }): [string, JsonValue][] => {
        const roots = entry(inventory.definitions, address);
        return roots === null ? [] : [[address, roots]];
      }),
    ),
  };
}

function customKindJson({ scope, versions }: CustomKind): JsonValue {
  return {
    scope,
    versions: Object.fromEntries(Object.entries(versions).map(([name, { schema }]) => [name, schema ?? ""])),
  };
}

function entry<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}

function limitsJson({ container, replicas }: TenantLimits): JsonObject {
  const { cpu, memory } = container;
  return {
    container: { ...(cpu === null ? {} : { cpu }), ...(memory === null ? {} : { memory }) },
    replicas: replicas.max === null ? {} : { max: replicas.max },
  };
}

/** Namespaces that the resources stand in, that their subjects name, or that NGINX leads to. */
function namedNamespaces(resources: readonly Resource[]): readonly string[] {
  const names = new Set<string>();
  for (const { namespace, object, type } of resources) {
    if (namespace !== null && namespace !== "") names.add(namespace);
    if (type === "core/Namespace")
      addText(names, isJsonObject(object["metadata"]) ? object["metadata"]["name"] : null);
    if (type === "nginx_config") for (const name of namespacesOfServices(object)) names.add(name);
    for (const subject of isJsonArray(object["subjects"]) ? object["subjects"] : []) {
      if (isJsonObject(subject)) addText(names, subject["namespace"]);
    }
  }
  return [...names].toSorted();
}

/** In the names of services, as the DNS of the cluster has them: `http://api.shop.svc:8080`. */
function namespacesOfServices(object: JsonObject): readonly string[] {
  const names = JSON.stringify(object).matchAll(/[a-z0-9-]\.([a-z0-9-]{1,63})\.svc\b/g);
  return [...names].flatMap(([, name]) => name ?? []);
}

function addText(names: Set<string>, value: JsonValue | undefined): void {
  if (typeof value === "string" && value !== "") names.add(value);
}
