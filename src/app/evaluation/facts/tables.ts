import type { CustomKind } from "../../../inventory/custom-kinds.ts";
import type { Configuration } from "../../../model/configuration.ts";
import { freezesInForce } from "../../../model/freeze.ts";
import type { JsonObject, JsonValue } from "../../../model/json.ts";
import type { TenantLimits } from "../../../model/tenant.ts";
import { chart } from "./chart.ts";
import { excessTables } from "./excesses.ts";
import { hosts } from "./hosts.ts";
import { ownerTables } from "./owners.ts";
import { placeTables } from "./places.ts";
import { schemaTables } from "./schemas.ts";
import { sensitiveNames } from "./sensitive-names.ts";
import { unknownReferences } from "./unknown-references.ts";
import { byNamespace, entry, type FactTable } from "./view.ts";

/** Every table of facts by the name that a rule's METADATA asks for it with. */
export const factTables: Readonly<Record<string, FactTable>> = {
  ...placeTables,
  limits: ({ configuration }) => limitsTable(configuration),
  limitRanges: (view) =>
    byNamespace(view, (name) => {
      const defaults = entry(view.here.limitRanges, name);
      return defaults === null ? null : { ...defaults };
    }),
  namespaces: (view) =>
    byNamespace(view, (name) => {
      const found = entry(view.here.namespaces, name);
      return found === null ? null : { ...found };
    }),
  freezes: ({ configuration, today }) => freezesTable(configuration, today),
  customKinds: ({ resources, customKinds }) =>
    Object.fromEntries(
      [...new Set(resources.map(({ type }) => type))].toSorted().flatMap((type): [string, JsonValue][] => {
        const kind = customKinds.get(type);
        return kind === undefined ? [] : [[type, customKindJson(kind)]];
      }),
    ),
  definitions: ({ resources, here }) =>
    Object.fromEntries(
      resources.flatMap(({ address }): [string, JsonValue][] => {
        const roots = entry(here.definitions, address);
        return roots === null ? [] : [[address, roots]];
      }),
    ),
  objects: (view) => {
    const { side, here } = view;
    return byNamespace({ namespaces: ["", ...view.namespaces] }, (name) => {
      const found = entry(here.objects[side], name);
      return found === null
        ? null
        : found.flatMap(({ type, name: object, rootKey, address, summary }) =>
            summary === null ? [] : [{ type, name: object, root: rootKey, address, ...summary }],
          );
    });
  },
  filled: (view) => {
    const { side, here } = view;
    return byNamespace({ namespaces: ["*", ...view.namespaces] }, (name) => entry(here.filled[side], name));
  },
  complete: (view) =>
    byNamespace(view, (name) => (view.extents(view.cluster, name) === "complete" ? true : null)),
  chart,
  hosts,
  sensitiveNames,
  unknownReferences,
  ...excessTables,
  ...ownerTables,
  ...schemaTables,
};

/** What each tenant's containers may ask for. */
export function limitsTable({ tenants }: Pick<Configuration, "tenants">): JsonObject {
  return Object.fromEntries(
    tenants.flatMap(({ name, limits }): [string, JsonValue][] => {
      const written = limitsJson(limits);
      return written === null ? [] : [[name, written]];
    }),
  );
}

export function freezesTable({ freezes }: Pick<Configuration, "freezes">, today: string): JsonValue {
  return freezesInForce(freezes, today).map(({ name, from, to }) => ({ name, from, to }));
}

function customKindJson({ scope, versions }: CustomKind): JsonValue {
  return {
    scope,
    versions: Object.fromEntries(Object.entries(versions).map(([name, { schema }]) => [name, schema ?? ""])),
  };
}

/** `null`: the tenant has none. */
function limitsJson({ container, replicas }: TenantLimits): JsonObject | null {
  const { cpu, memory } = container;
  if (cpu === null && memory === null && replicas.max === null) return null;
  return {
    container: { ...(cpu === null ? {} : { cpu }), ...(memory === null ? {} : { memory }) },
    replicas: replicas.max === null ? {} : { max: replicas.max },
  };
}
