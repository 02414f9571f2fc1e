import { describe, expect, test } from "vitest";
import { memoryTree } from "../../test/policies/memory-tree.ts";
import { loadConfiguration } from "../config/index.ts";
import { readStatements } from "../tenancy/sources/index.ts";
import { roleBinding } from "../tenancy/testing/sources.ts";
import { ownershipMoves } from "./ownership-moves.ts";
import { readTenantSources, type TenantFilesReader } from "./tenant-sources.ts";

/** Reads as the worker does, in this thread. */
const reader: TenantFilesReader = {
  readTenantFiles: async ({ settings, files }) =>
    new Map([...files].map(([blob, bytes]) => [blob, readStatements(settings, bytes)])),
};

type Files = Readonly<Record<string, string>>;

async function moves(settings: string, base: Files, head: Files, tip: Files = base) {
  const loaded = await loadConfiguration({
    organisation: null,
    repository: { path: "sekisho.yml", text: `policyOwners: [acme/platform]\n${settings}` },
  });
  if (loaded.kind !== "ok") throw new Error(JSON.stringify(loaded.problems));
  const trees = { base: memoryTree("base", base), head: memoryTree("head", head), tip: null };
  const inForce = await readTenantSources(loaded.configuration, memoryTree("tip", tip), reader);
  const { configuration, sourced } = inForce;
  return ownershipMoves(
    trees,
    { configuration, ...(sourced === null ? {} : { sourcedTenants: sourced }) },
    reader,
  );
}

const bindings = `
tenantSources:
  - directory: "ns/*/{namespace}"
    teams: { kind: RoleBinding, pattern: "github:{team}" }
`;
const [bank, shop] = [["acme/bank"], ["acme/shop"]];
const bound = (...teams: string[]) =>
  roleBinding(
    null,
    teams.map((team) => `github:${team}`),
  );
const live = "ns/live/bank/rbac.yaml";
const deployment = { "ns/live/bank/api.yaml": "kind: ConfigMap\n" };

describe("folders with bindings", () => {
  test("another team in the binding takes the namespace and the folder", async () => {
    const found = await moves(
      bindings,
      { [live]: bound("bank"), "ns/live/shop/rbac.yaml": bound("shop") },
      { [live]: bound("shop"), "ns/live/shop/rbac.yaml": bound("shop") },
    );
    expect(found).toEqual([
      {
        things: [
          { asset: "namespaces", what: "bank" },
          { asset: "paths", what: "ns/live/bank" },
        ],
        ...{ before: bank, after: shop, foreign: true, owners: ["bank"], gaining: ["shop"], path: live },
      },
    ]);
  });

  test("a second folder that claims the namespace of somebody else is found in the change that adds it", async () => {
    const other = "ns/test/bank/rbac.yaml";
    const found = await moves(
      bindings,
      { [live]: bound("bank") },
      { [live]: bound("bank"), [other]: bound("mallory") },
    );
    expect(found).toMatchObject([
      {
        things: [{ asset: "namespaces", what: "bank" }],
        ...{ before: bank, after: ["acme/bank", "acme/mallory"], foreign: true },
        ...{ owners: ["bank"], gaining: [], path: other },
      },
    ]);
  });

  test("a team that joins those of the folder is no stranger", async () => {
    const found = await moves(bindings, { [live]: bound("bank") }, { [live]: bound("bank", "core") });
    expect(found).toMatchObject([{ before: bank, after: ["acme/bank", "acme/core"], foreign: false }]);
  });

  test("what is new, and what goes as a whole, takes nothing from anybody", async () => {
    const before = { [live]: bound("bank"), ...deployment };
    expect(await moves(bindings, {}, before)).toEqual([]);
    expect(await moves(bindings, before, {})).toEqual([]);
  });

  test("a folder that stays without its binding, or with one that cannot be read, is nobody's", async () => {
    const before = { [live]: bound("bank"), ...deployment };
    for (const head of [deployment, { ...deployment, [live]: "kind: RoleBinding\n  broken: [" }])
      expect(await moves(bindings, before, head)).toMatchObject([
        { before: bank, after: [], foreign: false, owners: ["bank"], gaining: [] },
      ]);
  });

  test("what others have merged meanwhile is none of its doing, and its owners of now are asked", async () => {
    const base = { [live]: bound("bank"), "ns/live/shop/rbac.yaml": bound("shop") };
    const merged = { ...base, [live]: bound("shop") };
    expect(await moves(bindings, base, { ...base, "ns/live/a/rbac.yaml": bound("bank") }, merged)).toEqual(
      [],
    );
    const head = { ...base, [live]: bound("mallory") };
    expect(await moves(bindings, base, head, merged)).toMatchObject([
      { before: bank, after: ["acme/mallory"], owners: ["shop"] },
    ]);
  });

  test("the configuration's word stands, whatever a folder says", async () => {
    const settings = `tenants:\n  bank: { teams: [acme/bank], owns: { namespaces: [bank], paths: ["ns/live/bank/**"] } }\n${bindings}`;
    expect(await moves(settings, { [live]: bound("bank") }, { [live]: bound("mallory") })).toEqual([]);
  });

  test("a change of other files is not looked at", async () => {
    const settings = bindings.replace("  - directory", '  - files: ["rbac.yaml"]\n    directory');
    const head = { [live]: bound("bank"), "docs/a.md": "a" };
    expect(await moves(settings, { [live]: bound("bank") }, head)).toEqual([]);
  });

  test("many folders that pass between the same teams are one move", async () => {
    const names = Array.from({ length: 43 }, (_, index) => `ns/live/n${index}/rbac.yaml`);
    const all = (team: string) => Object.fromEntries(names.map((name) => [name, bound(team)]));
    const found = await moves(bindings, all("bank"), all("shop"));
    expect(found.map(({ things }) => things.length)).toEqual([86]);
  });
});

describe("other sources", () => {
  test.each([
    [
      "a label of a namespace",
      "kind: Namespace, key: team",
      "ns.yaml",
      (team: string) =>
        `apiVersion: v1\nkind: Namespace\nmetadata: { name: pay, labels: { team: ${team} } }\n`,
      [{ asset: "namespaces", what: "pay" }],
    ],
    [
      "the groups of a project",
      'kind: AppProject, pattern: "{team}"',
      "project.yaml",
      (team: string) =>
        `apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: pay }\nspec:\n  destinations: [{ namespace: "pay-*" }]\n  roles: [{ name: a, groups: [${team}] }]\n`,
      [
        { asset: "namespaces", what: "pay-*" },
        { asset: "argoProjects", what: "pay" },
      ],
    ],
    [
      "the owner of a component",
      "kind: Backstage",
      "apps/pay/catalog-info.yaml",
      (team: string) =>
        `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: pay }\nspec: { owner: "group:${team}" }\n`,
      [{ asset: "paths", what: "apps/pay" }],
    ],
    [
      "a line of CODEOWNERS",
      "kind: CODEOWNERS",
      "CODEOWNERS",
      (team: string) => `/apps/ @acme/${team}\n`,
      [{ asset: "paths", what: "apps" }],
    ],
  ])("%s gives it to others", async (_, teams, path, text, things) => {
    const rest = { "apps/pay/deep/a.yaml": "a: 1\n" };
    const settings = `tenantSources:\n  - teams: { ${teams} }\n`;
    const [base, head] = [
      { ...rest, [path]: text("bank") },
      { ...rest, [path]: text("shop") },
    ];
    expect(await moves(settings, base, head)).toEqual([
      { things, before: bank, after: shop, foreign: true, owners: ["bank"], gaining: [], path },
    ]);
  });

  test("an empty CODEOWNERS that hides another one takes away what that gives", async () => {
    const rest = { "apps/pay/a.yaml": "a: 1\n", CODEOWNERS: "/apps/ @acme/bank\n" };
    const settings = "tenantSources:\n  - teams: { kind: CODEOWNERS }\n";
    expect(await moves(settings, rest, { ...rest, ".github/CODEOWNERS": "" })).toMatchObject([
      { things: [{ asset: "paths", what: "apps" }], before: bank, after: [] },
    ]);
  });
});
