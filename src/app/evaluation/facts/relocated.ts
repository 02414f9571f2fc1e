import { sameState } from "../../../changes/index.ts";
import type { ResourceChange } from "../../../model/change.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { LoadedRoot } from "../loaded.ts";
import { stateNameOf } from "./remote-state.ts";
import type { FactTable } from "./view.ts";

/** Addresses that are told of one pair of roots: what one finding can name. */
const addressesMax = 10;

/** What one pull request moves, for all of its roots at once. */
const known = new WeakMap<readonly ResourceChange[], ReadonlyMap<string, JsonObject>>();

/** What comes to the root from others, by the root that it comes from. Before the change nothing has come. */
export const relocated: FactTable = ({ changes, roots, root, side }) => {
  if (side === "base") return {};
  const all = known.get(changes) ?? relocations(changes, roots);
  known.set(changes, all);
  return all.get(root.key) ?? {};
};

/**
 * What goes from one Terraform root to another, by the root that it goes to and then the one that it comes from: deleted
 * there, created here, under the same address and with the same values. Terraform itself moves nothing between states.
 */
export function relocations(
  changes: readonly ResourceChange[],
  roots: readonly LoadedRoot[],
): ReadonlyMap<string, JsonObject> {
  const gone = Map.groupBy(
    changes.filter((change) => change.action === "delete" && isManaged(change)),
    ({ type, address }) => JSON.stringify([type, address]),
  );
  const pairs = changes
    .filter((change) => change.action === "create" && isManaged(change))
    .flatMap((created) => {
      const deleted = gone
        .get(JSON.stringify([created.type, created.address]))
        ?.find(({ rootKey, before }) => rootKey !== created.rootKey && isSame(before, created.after));
      return deleted === undefined
        ? []
        : [{ to: created.rootKey, from: deleted.rootKey, address: created.address }];
    });
  const states = new Map(roots.map((root) => [root.key, statesOf(root)]));
  return new Map(
    [...Map.groupBy(pairs, ({ to }) => to)].map(([to, arrived]) => [
      to,
      Object.fromEntries(
        [...Map.groupBy(arrived, ({ from }) => from)].map(([from, moved]) => {
          const before = states.get(from)?.before ?? null;
          return [
            from,
            {
              addresses: moved.slice(0, addressesMax).map(({ address }) => address),
              sameState: before !== null && before === states.get(to)?.after,
            },
          ];
        }),
      ),
    ]),
  );
}

function statesOf({ base, head }: LoadedRoot) {
  return { before: stateNameOf(base?.resources ?? []), after: stateNameOf(head?.resources ?? []) };
}

/** What Terraform makes and destroys: no data sources, no settings; and what a library holds is made by its callers. */
export function isManaged({ rootKey, type }: ResourceChange): boolean {
  return rootKey.startsWith("terraform:") && /^(?!data\.)\w+_|^module$/.test(type);
}

function isSame(before: Resource | null, after: Resource | null): boolean {
  return before !== null && after !== null && sameState(before, after);
}
