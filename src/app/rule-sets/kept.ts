import type { Blobs, Notes, Records } from "../../store/store.ts";
import { findPolicySet, readPolicySet } from "../kept-policy-sets.ts";
import type { PolicySet } from "../policy-set.ts";
import { recordedActivations } from "./activations.ts";

/** Rule sets that may decide beside the program's own, by digest. */
export interface RuleSets {
  find(digest: string): Promise<FoundRuleSet>;
}

export type FoundRuleSet =
  | { readonly kind: "found"; readonly policySet: PolicySet }
  /** It was never kept, or not all of it is there any more. `known`: digests that were activated, the newest first. */
  | {
      readonly kind: "missing";
      readonly why: "never-kept" | "gone" | "damaged";
      readonly known: readonly string[];
    };

export interface KeptSetsStore {
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get">;
  readonly records: Pick<Records, "ofRepository">;
}

/** Those that a server has kept. What was read once is held: a set never changes. */
export function keptRuleSets(own: PolicySet, store: KeptSetsStore): RuleSets {
  const held = new Map<string, PolicySet>([[own.digest, own]]);
  return {
    async find(digest) {
      const known = held.get(digest);
      if (known !== undefined) return { kind: "found", policySet: known };
      const found = await read(digest, store);
      if (typeof found !== "string") {
        held.set(digest, found);
        return { kind: "found", policySet: found };
      }
      const activations = await recordedActivations(store.records);
      const digests = [own.digest, ...activations.map(({ policySet }) => policySet).toReversed()];
      return { kind: "missing", why: found, known: [...new Set(digests)] };
    },
  };
}

async function read(
  digest: string,
  store: KeptSetsStore,
): Promise<PolicySet | "never-kept" | "gone" | "damaged"> {
  const parts = await findPolicySet(store, digest);
  if (parts === null) return "never-kept";
  const found = await readPolicySet(store, parts);
  if (found.kind === "found") return found.policySet;
  return found.kind === "missing" ? "gone" : "damaged";
}
