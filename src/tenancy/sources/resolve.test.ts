import { describe, expect, test } from "vitest";
import type { Tenant } from "../../model/tenant.ts";
import type { TenantSource } from "../../model/tenant-source.ts";
import { createRegistry } from "../index.ts";
import { tenant } from "../testing/cases.ts";
import { readSource, roleBinding, tenantSource } from "../testing/sources.ts";
import { resolveOwnership } from "./index.ts";

type Files = Readonly<Record<string, string>>;

function resolved(configured: readonly Tenant[], ...sources: readonly (readonly [TenantSource, Files])[]) {
  const ownership = resolveOwnership(
    configured,
    sources.map(([source, files]) => readSource(source, files)),
  );
  const registry = createRegistry({
    tenants: ownership.tenants,
    ownership: ownership.layers,
    clusters: [],
    kubernetesVersion: "1.33",
  });
  return { ...ownership, registry };
}

const bindings = tenantSource();
const folder = "namespaces/live/shop-dev";

describe("folders with RoleBindings", () => {
  test("the groups of a folder's bindings own the folder and the namespace that it is called after", () => {
    const { registry, tenants } = resolved(
      [],
      [bindings, { [`${folder}/01-rbac.yaml`]: roleBinding("shop-dev", ["github:shop", "github:Core"]) }],
    );
    expect(tenants).toMatchObject([{ name: "core+shop", teams: ["acme/core", "acme/shop"] }]);
    expect(registry.ownersOfNamespace("shop-dev")).toEqual(["core+shop"]);
    expect(registry.ownersOfPath(`${folder}/resources/rds.tf`)).toEqual(["core+shop"]);
    expect(registry.ownersOfPath("namespaces/live/shop-dev-2/a.yaml")).toEqual([]);
  });

  test("the same teams are one tenant, whatever their order and however many folders they have", () => {
    const { tenants } = resolved(
      [],
      [
        bindings,
        {
          "namespaces/live/a/rbac.yaml": roleBinding("a", ["github:x", "github:y"]),
          "namespaces/live/b/rbac.yaml": `${roleBinding("b", ["github:y"])}---\n${roleBinding(null, ["github:x"])}`,
          "namespaces/live/c/rbac.yaml": roleBinding("c", ["github:y"]),
        },
      ],
    );
    expect(tenants.map(({ name }) => name)).toEqual(["x+y", "y"]);
  });

  test.each<[string, string, string]>([
    ["gives a role that lets one only look", roleBinding("shop-dev", ["github:shop"], "view"), "no-team"],
    [
      "names people where groups are asked for",
      roleBinding("shop-dev", ["github:shop"], "admin", "User"),
      "no-team",
    ],
    ["names groups of another kind", roleBinding("shop-dev", ["system:masters"]), "no-team"],
    ["is about another namespace", roleBinding("bank-prod", ["github:shop"]), "other-namespace"],
    ["names no team that there can be", roleBinding("shop-dev", ["github:a b"]), "impossible-team"],
    [
      "names everybody",
      roleBinding(
        "shop-dev",
        Array.from({ length: 30 }, (_, i) => `github:t${i}`),
      ),
      "too-many-teams",
    ],
    ["is broken", "kind: RoleBinding\nmetadata: {", "unread"],
  ])("a binding that %s makes nobody an owner, and that is said", (_, text, remark) => {
    const { registry, remarks } = resolved([], [bindings, { [`${folder}/01-rbac.yaml`]: text }]);
    expect(registry.ownersOfNamespace("shop-dev")).toEqual([]);
    expect(registry.ownersOfNamespace("bank-prod")).toEqual([]);
    expect(remarks[0]).toMatchObject({ kind: remark, path: `${folder}/01-rbac.yaml` });
  });

  test("names that hold wildcards own what is called so, and nothing else", () => {
    const { registry } = resolved(
      [],
      [bindings, { "namespaces/live/*/rbac.yaml": roleBinding(null, ["github:mallory"]) }],
    );
    expect(registry.ownersOfPath("namespaces/live/bank/main.tf")).toEqual([]);
    expect(registry.ownersOfNamespace("bank")).toEqual([]);
    expect(registry.ownersOfNamespace("*")).toEqual(["mallory"]);
  });

  test("groups that are everybody's are left out where the source says so", () => {
    const { tenants } = resolved(
      [],
      [
        tenantSource({ except: ["github:everybody-*"] }),
        { [`${folder}/rbac.yaml`]: roleBinding(null, ["github:shop", "github:everybody-here"]) },
      ],
    );
    expect(tenants.map(({ teams }) => teams)).toEqual([["acme/shop"]]);
  });
});

describe("beside the tenants of the configuration", () => {
  const shop = { ...tenant("shop", ["Acme/Shop"], { namespaces: ["shop-prod"] }), formerly: ["acme/store"] };

  test("the same teams are that tenant", () => {
    const { tenants, registry } = resolved(
      [shop],
      [bindings, { [`${folder}/rbac.yaml`]: roleBinding(null, ["github:shop"]) }],
    );
    expect(tenants).toEqual([shop]);
    expect(registry.ownersOfNamespace("shop-dev")).toEqual(["shop"]);
  });

  test("so is a team that is called by an earlier name", () => {
    const { tenants } = resolved(
      [shop],
      [bindings, { [`${folder}/rbac.yaml`]: roleBinding(null, ["github:store"]) }],
    );
    expect(tenants).toEqual([shop]);
  });

  test("what the configuration gives to somebody, no file of the repository takes", () => {
    const { registry } = resolved(
      [shop],
      [bindings, { "namespaces/live/shop-prod/rbac.yaml": roleBinding(null, ["github:mallory"]) }],
    );
    expect(registry.ownersOfNamespace("shop-prod")).toEqual(["shop"]);
    expect(registry.ownersOfPath("namespaces/live/shop-prod/a.yaml")).toEqual(["mallory"]);
  });

  test("an earlier source comes before a later one", () => {
    const other = tenantSource({ directory: "other/{namespace}" });
    const { registry } = resolved(
      [],
      [bindings, { [`${folder}/rbac.yaml`]: roleBinding(null, ["github:shop"]) }],
      [other, { "other/shop-dev/rbac.yaml": roleBinding(null, ["github:mallory"]) }],
    );
    expect(registry.ownersOfNamespace("shop-dev")).toEqual(["shop"]);
  });

  test("a name that is taken by other teams is not taken again", () => {
    const { tenants } = resolved(
      [tenant("shop", ["acme/a", "acme/b"], {})],
      [bindings, { [`${folder}/rbac.yaml`]: roleBinding(null, ["github:shop"]) }],
    );
    expect(tenants.map(({ name }) => name)).toEqual(["shop", "acme/shop"]);
  });

  test("a tenant that the folder names is called so, with all its teams", () => {
    const named = tenantSource({ directory: "tenants/{tenant}/{namespace}" });
    const { tenants, registry } = resolved(
      [],
      [
        named,
        {
          "tenants/fin/ledger/rbac.yaml": roleBinding(null, ["github:ledger"]),
          "tenants/fin/pay/rbac.yaml": roleBinding(null, ["github:pay"]),
        },
      ],
    );
    expect(tenants).toMatchObject([{ name: "fin", teams: ["acme/ledger", "acme/pay"] }]);
    expect(registry.ownersOfNamespace("pay")).toEqual(["fin"]);
  });
});
