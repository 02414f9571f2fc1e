import { inventoryOf } from "../../../inventory/index.ts";
import type { JsonValue } from "../../../model/json.ts";
import type { RootFacts } from "../../../policy/input.ts";
import { namedNamespaces } from "./named.ts";
import { factTables } from "./tables.ts";
import type { FactSources, FactView } from "./view.ts";

export type { FactSources } from "./view.ts";

/** The tables of one root on one side, each made when a rule first asks for it. Throws for a name that is none. */
export function factsOf(
  sources: FactSources,
  about: Pick<FactView, "side" | "cluster" | "kubernetesVersion" | "root" | "resources" | "held">,
): RootFacts {
  const { cluster, resources } = about;
  const here = inventoryOf(sources.inventory, cluster);
  const view: FactView = {
    ...sources,
    ...about,
    namespaces: namedNamespaces(resources),
    here,
  };
  const made = new Map<string, JsonValue>();
  const table = (name: string): JsonValue => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const make = Object.hasOwn(factTables, name) ? factTables[name] : undefined;
    if (make === undefined) throw new TypeError(`a rule asks for the facts "${name}", which nobody makes`);
    const value = make(view);
    made.set(name, value);
    return value;
  };
  return (names) => Object.fromEntries(names.map((name) => [name, table(name)]));
}
