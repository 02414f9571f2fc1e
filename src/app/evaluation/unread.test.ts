import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import type { LoadedSide } from "./loaded.ts";
import { comparableBase } from "./unread.ts";

function resource(name: string, path: string): Resource {
  return {
    rootKey: "manifests:k8s",
    address: `core/Service/shop/${name}`,
    type: "core/Service",
    object: {},
    unknown: new Map(),
    sensitive: new Set(),
    namespace: "shop",
    location: fileLocation(path),
    locate: () => fileLocation(path),
  };
}

function side(resources: readonly Resource[], diagnostics: readonly Diagnostic[] = []): LoadedSide {
  const root = { key: "manifests:k8s", kind: "manifests" as const, path: "k8s", variant: null, files: [] };
  return { root, resources, diagnostics, declaredMoves: [] };
}

function said(
  kind: Diagnostic["kind"],
  messageId: Diagnostic["messageId"],
  path: string,
): readonly Diagnostic[] {
  return [{ kind, messageId, arguments: {}, subject: path, digest: "", location: fileLocation(path) }];
}

const [web, api, cart] = [resource("web", "a.yaml"), resource("api", "a.yaml"), resource("cart", "b.yaml")];

function names(head: LoadedSide | null): readonly string[] {
  const comparable = comparableBase({ key: "manifests:k8s", base: side([web, api, cart]), head });
  return comparable.map(({ address }) => address.split("/").at(-1) ?? "");
}

describe("what the base holds that can be looked for in the head", () => {
  test("is everything where the head was read, or is gone", () => {
    expect(names(side([web]))).toEqual(["web", "api", "cart"]);
    expect(names(null)).toEqual(["web", "api", "cart"]);
    expect(names(side([], said("undeclared", "undeclared_variable", "a.yaml")))).toEqual([
      "web",
      "api",
      "cart",
    ]);
  });

  test("is nothing that a broken file may still hold; what was read of it counts", () => {
    expect(names(side([web], said("syntax", "yaml_syntax", "a.yaml")))).toEqual(["web", "cart"]);
    expect(names(side([], said("not-read", "limit_exceeded", "b.yaml")))).toEqual(["web", "api"]);
  });

  test.each<[string, readonly Diagnostic[]]>([
    ["was not rendered", said("not-rendered", "values_refused", "values.schema.json")],
    ["took too long", said("not-read", "engine_time", "a.yaml")],
  ])("is nothing of a root that %s", (_, diagnostics) => {
    expect(names(side([], diagnostics))).toEqual([]);
    expect(names(side([web], diagnostics))).toContain("cart");
  });
});
