import { describe, expect, test } from "vitest";
import type { TenantSource } from "../../model/tenant-source.ts";
import { createRegistry } from "../index.ts";
import { readSource, tenantSource } from "../testing/sources.ts";
import { resolveOwnership } from "./index.ts";

function resolved(source: TenantSource, files: Readonly<Record<string, string>>) {
  const ownership = resolveOwnership([], [readSource(source, files)]);
  const { tenants, layers } = ownership;
  const settings = { tenants, ownership: layers, clusters: [], kubernetesVersion: "1.33" };
  return { ...ownership, registry: createRegistry(settings) };
}

function namespace(name: string, annotations: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  annotations: ${annotations}\n`;
}

describe("labels and annotations of Namespaces", () => {
  const source = tenantSource({
    kind: "Namespace",
    directory: null,
    patterns: ["{team}"],
    keys: ["team-name"],
  });

  test("a key without a prefix stands for any prefix, and a list of teams is one tenant", () => {
    const { registry } = resolved(source, {
      "a.yaml": namespace("shop", '{ example.com/team-name: "shop, core" }'),
      "b.yaml": namespace("bank", "{ team-name: bank }"),
    });
    expect(registry.ownersOfNamespace("shop")).toEqual(["core+shop"]);
    expect(registry.ownersOfNamespace("bank")).toEqual(["bank"]);
  });

  test("without a directory the folder belongs to nobody, with one it does", () => {
    const files = { "ns/shop/ns.yaml": namespace("shop", "{ team-name: shop }") };
    expect(resolved(source, files).registry.ownersOfPath("ns/shop/api.yaml")).toEqual([]);
    const folders = { ...source, directory: "ns/*" };
    expect(resolved(folders, files).registry.ownersOfPath("ns/shop/api.yaml")).toEqual(["shop"]);
  });

  test("free text is no team, and is told", () => {
    const { registry, remarks } = resolved(source, {
      "a.yaml": namespace("shop", "{ team-name: The Shop Team }"),
    });
    expect(registry.ownersOfNamespace("shop")).toEqual([]);
    expect(remarks).toMatchObject([
      { kind: "impossible-team", name: "The Shop Team", line: 2 },
      { kind: "no-team" },
    ]);
  });
});

describe("Argo CD projects", () => {
  const source = tenantSource({ kind: "AppProject", directory: null, patterns: ["acme:{team}"] });
  const project = (namespaces: readonly string[], groups: readonly string[]) =>
    JSON.stringify({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name: "shop" },
      spec: {
        destinations: namespaces.map((name) => ({ namespace: name, server: "*" })),
        roles: [{ name: "deployer", groups }],
      },
    });

  test("the groups of its roles own the project and the namespaces that it may deploy to", () => {
    const { registry } = resolved(source, {
      "projects/shop.yaml": project(["shop-*", "!kube-*", "ledger"], ["acme:shop", "okta-admins"]),
    });
    expect(registry.ownersOfArgoProject("shop")).toEqual(["shop"]);
    expect(registry.ownersOfNamespace("shop-prod")).toEqual(["shop"]);
    expect(registry.ownersOfNamespace("ledger")).toEqual(["shop"]);
    expect(registry.ownersOfNamespace("kube-system")).toEqual([]);
  });

  test("a destination that is every namespace gives none away, and is told", () => {
    const { registry, remarks } = resolved(source, { "projects/shop.yaml": project(["*"], ["acme:shop"]) });
    expect(registry.ownersOfNamespace("bank")).toEqual([]);
    expect(remarks).toMatchObject([{ kind: "matches-everything", pattern: "*" }]);
  });
});

describe("Backstage", () => {
  const source = tenantSource({
    kind: "Backstage",
    directory: null,
    files: ["catalog-info.yaml"],
    patterns: ["group:*/{team}", "group:{team}", "{team}"],
    except: ["user:*"],
  });
  const entity = (owner: string, kind = "Component") =>
    `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: x\nspec:\n  owner: ${owner}\n`;

  test("the nearest catalogue file says whose a folder is", () => {
    const { registry } = resolved(source, {
      "catalog-info.yaml": entity("group:default/platform"),
      "services/shop/catalog-info.yaml": entity("shop"),
      "services/bank/catalog-info.yaml": `${entity("group:bank")}---\n${entity("user:jo", "API")}`,
    });
    expect(registry.ownersOfPath("services/shop/deep/a.yaml")).toEqual(["shop"]);
    expect(registry.ownersOfPath("services/bank/a.yaml")).toEqual(["bank"]);
    expect(registry.ownersOfPath("README.md")).toEqual(["platform"]);
  });

  test("a person is no team", () => {
    const { registry, remarks } = resolved(source, { "a/catalog-info.yaml": entity("user:jo") });
    expect(registry.ownersOfPath("a/x.yaml")).toEqual([]);
    expect(remarks).toMatchObject([{ kind: "no-team", others: ["user:jo"] }]);
  });
});

describe("CODEOWNERS", () => {
  const source = tenantSource({
    kind: "CODEOWNERS",
    directory: null,
    patterns: ["@{organisation}/{team}"],
    as: "{organisation}/{team}",
  });
  const lines = [
    "* @acme/platform",
    "*.tf @acme/infra",
    "/k8s/shop/ @acme/shop @jo",
    "docs/* @acme/docs",
    "apps/ @acme/apps",
    "/k8s/shop/public/",
    "/k8s/{a,b}/ @acme/mallory",
  ];

  test.each<[string, readonly string[]]>([
    ["README.md", ["platform"]],
    ["deep/down/main.tf", ["infra"]],
    ["k8s/shop/main.tf", ["shop"]],
    ["k8s/shop/api/x.yaml", ["shop"]],
    ["docs/a.md", ["docs"]],
    ["docs/deep/a.md", ["platform"]],
    ["x/apps/y/z.yaml", ["apps"]],
    ["k8s/shop/public/x.yaml", []],
    ["k8s/a/x.yaml", ["platform"]],
  ])("of the lines that match %s the last counts", (path, owners) => {
    const { registry, remarks } = resolved(source, { CODEOWNERS: lines.join("\n") });
    expect(registry.ownersOfPath(path)).toEqual(owners);
    expect(remarks).toContainEqual(expect.objectContaining({ kind: "unread-pattern", line: 7 }));
  });

  test("only the file that GitHub takes is read", () => {
    const { registry } = resolved(source, {
      CODEOWNERS: "* @acme/mallory",
      ".github/CODEOWNERS": "* @acme/platform",
    });
    expect(registry.ownersOfPath("a")).toEqual(["platform"]);
  });

  test("a file of a megabyte is read, and looked up line by line no more", () => {
    const many = Array.from({ length: 24_000 }, (_, index) => `/services/s${index}/ @acme/t${index % 500}`);
    const { registry, tenants } = resolved(source, { CODEOWNERS: many.join("\n") });
    expect(tenants).toHaveLength(500);
    expect(registry.ownersOfPath("services/s23999/deploy.yaml")).toEqual(["t499"]);
  });
});
