import type { CustomKind } from "../../../inventory/custom-kinds.ts";
import type { TenantLimits } from "../../../model/configuration.ts";
import { freezesInForce } from "../../../model/freeze.ts";
import type { JsonObject, JsonValue } from "../../../model/json.ts";
import { chart } from "./chart.ts";
import { excessTables } from "./excesses.ts";
import { hosts } from "./hosts.ts";
import { ownerTables } from "./owners.ts";
import { placeTables } from "./places.ts";
import { schemaTables } from "./schemas.ts";
import { sensitiveNames } from "./sensitive-names.ts";
import { byNamespace, entry, type FactTable } from "./view.ts";

/** Every table of facts by the name that a rule's METADATA asks for it with. */
export const factTables: Readonly<Record<string, FactTable>> = {
  ...placeTables,
  limits: ({ configuration }) =>
    Object.fromEntries(configuration.tenants.map(({ name, limits }) => [name, limitsJson(limits)])),
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
  freezes: ({ configuration, today }) =>
    freezesInForce(configuration.freezes, today).map(({ name, from, to }) => ({ name, from, to })),
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
  complete: (view) => (view.wholeRepository ? byNamespace(view, () => true) : {}),
  chart,
  hosts,
  sensitiveNames,
  ...excessTables,
  ...ownerTables,
  ...schemaTables,
};

function customKindJson({ scope, versions }: CustomKind): JsonValue {
  return {
    scope,
    versions: Object.fromEntries(Object.entries(versions).map(([name, { schema }]) => [name, schema ?? ""])),
  };
}

function limitsJson({ container, replicas }: TenantLimits): JsonObject {
  const { cpu, memory } = container;
  return {
    container: { ...(cpu === null ? {} : { cpu }), ...(memory === null ? {} : { memory }) },
    replicas: replicas.max === null ? {} : { max: replicas.max },
  };
}
