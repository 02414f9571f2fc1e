import type { ObjectsByNamespace } from "../../../inventory/objects.ts";
import { isJsonArray, type JsonObject, type JsonValue } from "../../../model/json.ts";
import { hostsOf } from "../../../tenancy/index.ts";
import type { FactTable } from "./view.ts";

interface Claim {
  readonly namespace: string;
  readonly type: string;
  readonly name: string;
  readonly root: string;
  readonly claims: JsonValue;
}

type ClaimsByHost = ReadonlyMap<string, readonly Claim[]>;

/** A scan asks for every root what the whole cluster claims: it is put together once. */
const indexes = new WeakMap<ObjectsByNamespace, ClaimsByHost>();

/** Who else claims the hosts that the root claims, in the same cluster. */
export const hosts: FactTable = ({ here, side, resources, registry }) => {
  const names = [...new Set(resources.flatMap(hostsOf))].toSorted();
  // Most roots claim none, and need not know what the whole cluster claims.
  if (names.length === 0) return {};
  const index = claimsByHost(here.objects[side]);
  return Object.fromEntries(
    names.flatMap((name): [string, JsonValue][] => {
      const claims = index.get(name);
      if (claims === undefined) return [];
      return [
        [
          name,
          claims.map(
            (claim): JsonObject => ({ ...claim, owner: registry.ownersOfNamespace(claim.namespace) }),
          ),
        ],
      ];
    }),
  );
};

function claimsByHost(objects: ObjectsByNamespace): ClaimsByHost {
  const known = indexes.get(objects);
  if (known !== undefined) return known;
  const made = new Map<string, Claim[]>();
  for (const [namespace, list] of Object.entries(objects)) {
    for (const { type, name, rootKey, summary } of list) {
      const { hosts: claimed, claims } = summary ?? {};
      for (const host of isJsonArray(claimed) ? new Set(claimed) : []) {
        if (typeof host !== "string") continue;
        const others = made.get(host) ?? [];
        others.push({ namespace, type, name, root: rootKey, claims: claims ?? [`${host}/`] });
        made.set(host, others);
      }
    }
  }
  indexes.set(objects, made);
  return made;
}
