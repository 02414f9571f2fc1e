import { expect, it } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { memoryTree } from "../../test/policies/memory-tree.ts";
import { loadConfiguration } from "../config/index.ts";
import type { Configuration } from "../model/configuration.ts";
import { readStatements } from "../tenancy/sources/index.ts";
import { roleBinding } from "../tenancy/testing/sources.ts";
import { readTenantSources, type TenantFilesReader } from "./tenant-sources.ts";

/** Reads as the worker does, in this thread. */
function newReader(): TenantFilesReader {
  return {
    readTenantFiles: async ({ settings, files }) =>
      new Map([...files].map(([blob, bytes]) => [blob, readStatements(settings, bytes)])),
  };
}

async function newConfiguration(): Promise<Configuration> {
  const text = `policyOwners: [acme/platform]
tenantSources:
  - directory: "ns/{namespace}"
    teams: { kind: RoleBinding, pattern: "github:{team}" }
  - directory: "ns/{namespace}"
    teams: { kind: Namespace, key: team }
  - teams: { kind: CODEOWNERS }
`;
  const loaded = await loadConfiguration({ organisation: null, repository: { path: "sekisho.yml", text } });
  if (loaded.kind !== "ok") throw new Error(JSON.stringify(loaded.problems));
  return loaded.configuration;
}

/** The same text in two folders, texts that say nothing, and one that cannot be read. */
const texts = [
  roleBinding(null, ["github:shop"]),
  roleBinding("a", ["github:bank", "github:shop"]),
  "kind: ConfigMap\n",
  "kind: RoleBinding\n  broken: [",
  "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {team: bank}}\n",
  "/ns/a/ @acme/shop\n",
];
const paths = [
  "ns/a/1.yaml",
  "ns/a/2.yaml",
  "ns/b/1.yaml",
  "ns/b/n.yaml",
  "CODEOWNERS",
  ".github/CODEOWNERS",
];
const state = fc.dictionary(fc.constantFrom(...paths), fc.constantFrom(...texts));

it("says the same of a tree, whichever trees were read before", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 5 }), async (states) => {
      const [configuration, reader] = [await newConfiguration(), newReader()];
      for (const files of states) {
        const tree = memoryTree("tree", files);
        const fresh = await readTenantSources(await newConfiguration(), tree, newReader());
        expect(await readTenantSources(configuration, tree, reader)).toEqual(fresh);
      }
    }),
    { numRuns: 60 },
  );
});
