import { expect, test } from "vitest";
import { findPolicySet, keepPolicySet, readPolicySet } from "./kept-policy-sets.ts";
import type { PolicySet } from "./policy-set.ts";
import { memoryStore } from "./testing/memory-store.ts";

/** The smallest module that there is: magic number and version. */
const wasm = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
const policySet: PolicySet = { digest: "d".repeat(64), wasm, rules: [] };

test("a policy set is kept once, found by its digest, and comes back as it was", async () => {
  const { store } = memoryStore();
  const kept = await keepPolicySet(store, policySet);
  expect(await keepPolicySet(store, { ...policySet })).toEqual(kept);
  expect(await findPolicySet(store, policySet.digest)).toEqual(kept);
  expect(await readPolicySet(store, kept)).toEqual({ kind: "found", policySet });
});

test("a set that was never kept is not found", async () => {
  const { store } = memoryStore();
  expect(await findPolicySet(store, policySet.digest)).toBeNull();
});

test("a part that is gone, or is not what its name says, is named", async () => {
  const { store } = memoryStore();
  const kept = await keepPolicySet(store, policySet);
  const without = { blobs: { get: async () => null } };
  expect(await readPolicySet(without, kept)).toEqual({
    kind: "missing",
    part: "compiled",
    blob: kept.compiled,
  });
  const flipped = {
    blobs: {
      get: async (digest: string) => {
        const bytes = await store.blobs.get(digest);
        return digest === kept.catalogue && bytes !== null ? Buffer.concat([bytes, Buffer.from(" ")]) : bytes;
      },
    },
  };
  expect(await readPolicySet(flipped, kept)).toEqual({
    kind: "damaged",
    part: "catalogue",
    blob: kept.catalogue,
  });
});
