import { expect, test } from "vitest";
import { loadConfiguration, patternsThatMatchNothing } from "./index.ts";

test("patterns over paths and namespaces that match nothing are named with their key", async () => {
  const text = `
environments: { production: { paths: ["**/prod/**", "**/prd/**"], namespaces: ["*-prod"] } }
tenants: { 決済: { teams: [o/p], owns: { paths: ["k8s/決済/**"], namespaces: ["none"], accounts: ["1"] } } }
terraform: { roots: [{ path: tf/app }, { path: tf/gone }] }
`;
  const loaded = await loadConfiguration({ organisation: null, repository: { path: "x.yml", text } });
  if (loaded.kind === "invalid") throw new Error("unexpected");
  const contents = { paths: ["k8s/決済/prod/a.yaml", "tf/app/main.tf"], namespaces: ["api-prod"] };
  expect(patternsThatMatchNothing(loaded.configuration, contents)).toEqual([
    { key: "environments.production.paths", pattern: "**/prd/**" },
    { key: "terraform.roots", pattern: "tf/gone" },
    { key: "tenants.決済.owns.namespaces", pattern: "none" },
  ]);
});
