import { describe, expect, test } from "vitest";
import { defaultConfiguration, loadConfiguration } from "../../config/index.ts";
import type { Tree } from "../../model/tree.ts";
import { readStatements } from "../../tenancy/sources/index.ts";
import { tenant } from "../../tenancy/testing/cases.ts";
import { roleBinding } from "../../tenancy/testing/sources.ts";
import { readTenantSources, type TenantFilesReader } from "../tenant-sources.ts";
import { ownableContents } from "./contents.ts";
import { ownersOf } from "./owners-of.ts";
import { surveyOwnership } from "./survey.ts";

/** Reads as the worker does, in this thread. */
const reader: TenantFilesReader = {
  readTenantFiles: async ({ settings, files }) =>
    new Map([...files].map(([blob, bytes]) => [blob, readStatements(settings, bytes)])),
};

function treeOf(files: Readonly<Record<string, string>>): Tree {
  const entries = Object.keys(files).map((path) => {
    const blob = `${path} ${files[path]}`;
    return [path, { path, mode: "file" as const, blob, sizeBytes: null }] as const;
  });
  return {
    label: "test",
    commit: null,
    entries: new Map(entries),
    read: async (paths) => new Map(paths.map((path) => [path, Buffer.from(files[path] ?? "")])),
  };
}

async function survey(settings: string, files: Readonly<Record<string, string>>) {
  const loaded = await loadConfiguration({
    organisation: null,
    repository: { path: "sekisho.yml", text: settings },
  });
  if (loaded.kind !== "ok") throw new Error(JSON.stringify(loaded.problems));
  const tree = treeOf(files);
  const { configuration, sourced } = await readTenantSources(loaded.configuration, tree, reader);
  const contents = await ownableContents(tree, reader);
  const found = surveyOwnership({ tree, configuration, sourced, contents });
  return { ...found, of: (thing: string) => ownersOf(thing, { configuration, tree }, found.tenants) };
}

const folders = `
tenantSources:
  - directory: "ns/*/{namespace}"
    teams: { kind: RoleBinding, pattern: "github:{team}", as: "acme/{team}" }
`;
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;

describe("conflicts", () => {
  test("two folders of one namespace, with teams that have nothing in common", async () => {
    const { conflicts } = await survey(folders, {
      "ns/live/bank/rbac.yaml": roleBinding(null, ["github:bank"]),
      "ns/test/bank/rbac.yaml": roleBinding(null, ["github:mallory"]),
      "ns/live/shop/rbac.yaml": roleBinding(null, ["github:shop", "github:core"]),
      "ns/test/shop/rbac.yaml": roleBinding(null, ["github:shop"]),
    });
    expect(conflicts).toEqual([
      {
        kind: "two-owners",
        asset: "namespaces",
        things: ["bank"],
        owners: ["bank", "mallory"],
        others: [],
        at: [
          { kind: "file", path: "ns/live/bank/rbac.yaml", line: 2 },
          { kind: "file", path: "ns/test/bank/rbac.yaml", line: 2 },
        ],
      },
    ]);
  });

  test("what the configuration gives to somebody else is told, and counts", async () => {
    const { conflicts, of } = await survey(
      `${folders}\ntenants: { bank: { teams: [acme/bank], owns: { namespaces: ["bank-*"] } } }`,
      { "ns/live/bank-prod/rbac.yaml": roleBinding(null, ["github:mallory"]) },
    );
    expect(conflicts).toMatchObject([{ kind: "overruled", owners: ["bank"], others: ["mallory"] }]);
    expect(of("namespace:bank-prod")).toMatchObject([{ owners: [{ tenant: "bank" }] }]);
  });

  test("hosts of two tenants, by patterns that overlap in a host that there is", async () => {
    const { conflicts } = await survey(
      `
tenants:
  bank: { teams: [acme/bank], owns: { hosts: ["*.example.com"] } }
  shop: { teams: [acme/shop], owns: { hosts: ["shop.*.com"] } }
`,
      {
        "shop.yaml":
          "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec: { rules: [{ host: shop.example.com }] }\n",
      },
    );
    expect(conflicts).toMatchObject([
      { asset: "hosts", things: ["shop.example.com"], owners: ["bank", "shop"] },
    ]);
  });
});

describe("orphans", () => {
  test("the highest folders without an owner, and namespaces", async () => {
    const { orphans, notOwned } = await survey(folders, {
      "ns/live/shop/rbac.yaml": roleBinding(null, ["github:shop"]),
      "ns/live/lost/00-namespace.yaml": namespace("lost"),
      "ns/live/lost/deep/main.tf": "",
      "ns/live/lost/README.md": "",
      "tools/x.json": "{}",
    });
    expect(orphans).toEqual([
      { asset: "paths", what: "ns/live/lost/**", files: 2, at: null },
      { asset: "paths", what: "tools/**", files: 1, at: null },
      {
        asset: "namespaces",
        what: "lost",
        files: null,
        at: { kind: "file", path: "ns/live/lost/00-namespace.yaml", line: 2 },
      },
    ]);
    expect(notOwned).toContain("hosts");
  });
});

describe("remarks", () => {
  test.each<[string, string, Readonly<Record<string, string>>, object]>([
    [
      "a pattern of the configuration that matches everything",
      'tenants: { all: { teams: [acme/all], owns: { paths: ["**"] } } }',
      { "a.yaml": "" },
      { kind: "matches-everything", pattern: "**", at: { key: "tenants.all.owns.paths" } },
    ],
    [
      "a pattern that matches nothing",
      'tenants: { pay: { teams: [acme/pay], owns: { namespaces: ["pya-*"] } } }',
      { "a.yaml": namespace("pay-prod") },
      { kind: "matches-nothing", pattern: "pya-*" },
    ],
    ["a source that finds nobody", folders, { "a.yaml": "" }, { kind: "source-finds-nothing" }],
    [
      "a folder without a team",
      folders,
      { "ns/live/shop/rbac.yaml": roleBinding(null, ["okta:shop"]) },
      { kind: "source-finds-nothing" },
    ],
  ])("%s", async (_, settings, files, remark) => {
    expect((await survey(settings, files)).remarks[0]).toMatchObject(remark);
  });

  test("a broken file is told with its line, and the folders beside it keep their owners", async () => {
    const { remarks, of } = await survey(folders, {
      "ns/live/shop/rbac.yaml": roleBinding(null, ["github:shop"]),
      "ns/live/bank/rbac.yaml": "kind: RoleBinding\nsubjects: [\n",
    });
    expect(remarks).toMatchObject([{ kind: "unread", at: { path: "ns/live/bank/rbac.yaml" } }]);
    expect(of("shop")).toMatchObject([{ asset: "namespaces", owners: [{ teams: ["acme/shop"] }] }]);
  });
});

test("ten thousand tenants are looked up, and not tried one by one", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => index);
  const tenants = many.map((n) =>
    tenant(`t${n}`, [`acme/t${n}`], {
      namespaces: [`t${n}-*`],
      paths: [`k8s/t${n}/**`],
      hosts: [`*.t${n}.jp`],
    }),
  );
  const place = { path: "a.yaml", line: 1 };
  const contents = {
    namespaces: new Map(many.map((n) => [`t${n}-prod`, place])),
    argoProjects: new Map(),
    hosts: new Map(many.map((n) => [`api.t${n}.jp`, place])),
  };
  const tree = treeOf(Object.fromEntries(many.map((n) => [`k8s/t${n}/a.yaml`, ""])));
  const configuration = { ...defaultConfiguration(), tenants };
  const found = surveyOwnership({ tree, configuration, sourced: null, contents });
  expect(found.tenants).toHaveLength(10_000);
  expect([found.conflicts, found.orphans, found.remarks]).toEqual([[], [], []]);
});
