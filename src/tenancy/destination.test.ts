import { describe, expect, test } from "vitest";
import type { Destination, Rendering, Root } from "../model/root.ts";
import { createAttributor } from "./attribute.ts";
import { environmentRule, resource, root, tenant } from "./testing/cases.ts";

const configuration = {
  tenants: [
    tenant("payments", ["o/pay"], { argoProjects: ["pay"], namespaces: ["payments-*"] }),
    tenant("search", ["o/search"], { namespaces: ["search-*"], clusters: ["search-live"] }),
  ],
  clusters: [
    {
      name: "live",
      paths: ["clusters/live/**"],
      server: "https://live.example.com",
      kubernetesVersion: null,
    },
    { name: "charts", paths: ["charts/**"], server: null, kubernetesVersion: null },
  ],
  kubernetesVersion: "1.33",
  environments: [
    environmentRule("eu", { paths: ["clusters/eu/**"] }),
    environmentRule("canary", { valuesFiles: ["**/values-canary.yaml"] }),
    environmentRule("hub", { clusters: ["hub-*"] }),
    environmentRule("named", {}),
  ],
  terraform: { roots: [], assumeKnown: {}, modules: [] },
};
const attributor = createAttributor({
  configuration,
  branch: null,
  namespaceLabels: () => ({}),
  accounts: () => [],
});

function applied(destination: Partial<Destination>, more: Partial<Root> = {}): Root {
  return {
    ...root("chart", "apps/api", "api"),
    destination: { cluster: null, namespace: null, project: null, ...destination },
    definedBy: { kind: "argocd", name: "api", path: "argo/api.yaml", line: 1, files: ["argo/api.yaml"] },
    ...more,
  };
}

const definedAt = (path: string, kind: "argocd" | "configuration" = "argocd") => ({
  definedBy: { kind, name: "api", path, line: 1, files: [] },
});
const of = (where: Root, namespace: string | null = null) =>
  attributor.ofResource(resource("apps/api/templates/a.yaml", { namespace }), where);

describe("the cluster of a root", () => {
  test.each<[string, string | null, Root]>([
    ["the configured one of the name", "live", applied({ cluster: "live" })],
    ["the configured one of the address", "live", applied({ cluster: "https://live.example.com/" })],
    ["the name, where nobody configured it", "other", applied({ cluster: "other" })],
    ["nobody's, where it is not said", null, applied({})],
    [
      "that of the file that defines it, in Argo CD's own",
      "live",
      applied({ cluster: "in-cluster" }, definedAt("clusters/live/a.yaml")),
    ],
    [
      "that of the file that defines it, where it is not said",
      "live",
      applied({}, definedAt("clusters/live/a.yaml")),
    ],
    [
      "never that of the configuration's file",
      null,
      applied({}, definedAt("clusters/live/a.yaml", "configuration")),
    ],
    [
      "that of its folder, at last",
      "charts",
      { ...applied({ cluster: "https://kubernetes.default.svc" }), path: "charts/api" },
    ],
  ])("is %s", (_, cluster, where) => {
    expect(of(where).cluster).toBe(cluster);
  });
});

describe("the environment of a root", () => {
  const values = (...paths: readonly string[]): { readonly rendering: Rendering } => ({
    rendering: {
      kind: "helm",
      releaseName: "api",
      values: paths.map((path) => ({ kind: "file", path })),
      set: [],
      skipCrds: false,
      apiVersions: [],
    },
  });
  test.each<[string, string, Root, string | null]>([
    ["its definition names", "named", applied({}, { environment: "named" }), null],
    ["the file that defines it stands in", "eu", applied({}, definedAt("clusters/eu/a.yaml")), null],
    [
      "one of its values files is for",
      "canary",
      applied({}, values("x/values.yaml", "x/values-canary.yaml")),
      null,
    ],
    ["its cluster is for", "hub", applied({ cluster: "hub-7" }), null],
    [
      "a word of its values files says",
      "development",
      applied({}, values("x/values.yaml", "x/values-dev.yaml")),
      null,
    ],
    [
      "the strictest word of its values files says",
      "production",
      applied({}, values("values-dev.yaml", "values-prod.yaml")),
      null,
    ],
    ["a word of its name says", "staging", applied({}, { variant: "api-stg" }), null],
    ["a word of its cluster says", "development", applied({ cluster: "dev-1" }), null],
    ["no word of an address says", "production", applied({ cluster: "https://dev.example.com" }), null],
    [
      "a word of the file that defines it says",
      "staging",
      applied({}, definedAt("argo/staging/api.yaml")),
      null,
    ],
    ["the namespace says before all words", "production", applied({ cluster: "dev-1" }), "shop-prod"],
    ["nothing says, and so is production", "production", applied({}), null],
  ])("is what %s", (_, name, where, namespace) => {
    expect(of(where, namespace).environment.name).toBe(name);
  });
});

describe("the owner of what a root applies", () => {
  test.each<[string, readonly string[], Root, string | null]>([
    ["of the project that applies it", ["payments"], applied({ project: "pay" }), null],
    ["of its namespace, whoever applies it", ["search"], applied({ project: "pay" }), "search-prod"],
    ["of its cluster", ["search"], applied({ cluster: "search-live" }), null],
  ])("is that %s", (_, owners, where, namespace) => {
    expect(of(where, namespace).owner).toEqual(owners);
  });
});
