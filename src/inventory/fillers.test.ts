import { describe, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { filledNamespaces } from "./filled.ts";
import { filledBy } from "./fillers.ts";

describe("what may put more into a namespace than is seen", () => {
  it.each<[string, string, JsonObject, string | null, readonly string[]]>([
    ["Kubernetes' own kinds put nothing", "apps/Deployment", {}, "shop", []],
    ["nor do those of its extensions", "gateway.networking.k8s.io/HTTPRoute", {}, "shop", []],
    ["nor kinds that only configure", "monitoring.coreos.com/ServiceMonitor", {}, "shop", []],
    ["nor whole groups of them", "networking.istio.io/VirtualService", {}, "shop", []],
    ["an operator's kind fills its namespace", "acme.io/Database", {}, "shop", ["shop"]],
    ["or any, where it stands in none", "acme.io/Database", {}, null, ["*"]],
    [
      "a delivery fills its target as well",
      "helm.toolkit.fluxcd.io/HelmRelease",
      { spec: { targetNamespace: "shop" } },
      "flux",
      ["shop", "flux"],
    ],
    [
      "a policy that checks puts nothing",
      "kyverno.io/ClusterPolicy",
      { spec: { rules: [{ validate: {} }] } },
      null,
      [],
    ],
    [
      "one that generates fills any",
      "kyverno.io/ClusterPolicy",
      { spec: { rules: [{ generate: {} }] } },
      null,
      ["*"],
    ],
    [
      "an Application of a folder is rendered",
      "argoproj.io/Application",
      { spec: { source: { path: "apps/web" }, destination: { namespace: "shop" } } },
      "argocd",
      [],
    ],
    [
      "one of a chart fills its destination",
      "argoproj.io/Application",
      { spec: { sources: [{ path: "a" }, { chart: "redis" }], destination: { namespace: "shop" } } },
      "argocd",
      ["shop"],
    ],
    [
      "one whose destination is a template fills any",
      "argoproj.io/ApplicationSet",
      {
        spec: { template: { spec: { source: { chart: "redis" }, destination: { namespace: "{{name}}" } } } },
      },
      "argocd",
      ["*"],
    ],
    ["one without a source, too", "argoproj.io/Application", {}, "argocd", ["*"]],
    ["a broken one as well", "argoproj.io/Application", { spec: "none" }, "argocd", ["*"]],
  ])("%s", (_, type, object, namespace, expected) => {
    expect(filledBy(type, object, namespace)).toEqual(expected);
  });

  it("is kept by namespace and side, each type once", () => {
    const item = (type: string, fills: readonly string[], side?: "base" | "head") => ({
      ...{ rootKey: "r", address: type, type, namespace: null, object: {}, fills },
      ...(side === undefined ? {} : { side }),
    });
    const items = [
      item("module", ["shop"]),
      item("module", ["shop"]),
      item("acme.io/Database", ["shop", "*"], "head"),
      item("unread", ["gone"], "base"),
    ];
    expect(filledNamespaces(items, "head")).toEqual({
      "*": ["acme.io/Database"],
      shop: ["acme.io/Database", "module"],
    });
    expect(filledNamespaces(items, "base")).toEqual({ gone: ["unread"], shop: ["module"] });
  });
});
