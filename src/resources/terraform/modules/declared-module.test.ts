import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../model/json.ts";
import { pointerOf } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { MadeResource, ModuleAdapter } from "../../../model/terraform-settings.ts";
import { declaredModule } from "./declared-module.ts";

/** A call whose every value stands at the path that leads to it. */
function call(
  object: JsonObject,
  unknown: Readonly<Record<string, string>> = {},
  sensitive: readonly string[] = [],
): Resource {
  return {
    rootKey: "terraform:a",
    address: "module.m",
    type: "module",
    object: { source: "x", ...object },
    unknown: new Map(Object.entries(unknown)),
    sensitive: new Set(sensitive),
    namespace: null,
    location: { path: "call", startLine: 1, endLine: 1 },
    locate: (path) => ({ path: pointerOf(path), startLine: 1, endLine: 1 }),
  };
}

function read(
  resource: Resource,
  makes: readonly (Partial<MadeResource> & { as: string })[],
  inputs: JsonObject = {},
) {
  const adapter: ModuleAdapter = {
    source: "x",
    versions: null,
    inputs,
    makes: makes.map((made) => ({
      name: null,
      when: {},
      forEach: null,
      arguments: {},
      others: false,
      defaults: {},
      ...made,
    })),
  };
  return declaredModule(adapter, "configured").read(resource);
}

describe("a module that is described", () => {
  it("gives what is in an argument another place, with its masks and lines", () => {
    const given = call({ settings: { on: true, secret: "x" } }, { "/settings/size": "d" }, [
      "/settings/secret",
    ]);
    const [made] = read(given, [{ as: "a_b", arguments: { settings: "block.0" } }]);
    expect(made?.object).toEqual({ block: [{ on: true, secret: "x" }] });
    expect(Object.fromEntries(made?.unknown ?? [])).toEqual({ "/block/0/size": "d" });
    expect([...(made?.sensitive ?? [])]).toEqual(["/block/0/secret"]);
    expect(made?.locate(["block", 0, "on"]).path).toBe("/settings/on");
    expect(made?.writtenAs?.(["block", 0, "on"])).toEqual(["settings", "on"]);
  });

  it("does not change the call", () => {
    const given = call({ block: { on: true } });
    read(given, [{ as: "a_b", arguments: { block: "block" }, defaults: { "block.off": false } }]);
    expect(given.object["block"]).toEqual({ on: true });
  });

  it.each([
    ["is not", { create: false }, {}, 0],
    ["is not, as text", { create: "false" }, {}, 0],
    ["is", { create: true }, {}, 1],
    ["may be", {}, { "/create": "d" }, 1],
    ["is by default", {}, {}, 1],
  ])("makes what depends on an argument where it %s", (_, object, unknown, count) => {
    expect(
      read(call(object, unknown), [{ as: "a_b", when: { create: true } }], { create: true }),
    ).toHaveLength(count);
  });

  it("makes one for each element, and names it by its key", () => {
    const given = call({ buckets: { one: { acl: "private" }, two: {} }, tags: { a: "b" } });
    const made = read(given, [
      {
        as: "a_b",
        name: "x",
        forEach: "buckets",
        arguments: { "each.key": "name", "each.value.acl": "acl", tags: "tags" },
      },
    ]);
    expect(made.map(({ address, object }) => [address, object])).toEqual([
      ["module.m:x.one:a_b", { name: "one", acl: "private", tags: { a: "b" } }],
      ["module.m:x.two:a_b", { name: "two", tags: { a: "b" } }],
    ]);
    expect(made[0]?.location.path).toBe("/buckets/one");
    expect(made[0]?.locate(["acl"]).path).toBe("/buckets/one/acl");
  });

  it("makes one of an unknown number, and says so", () => {
    const [made, ...more] = read(call({}, { "/buckets": "d" }), [
      { as: "a_b", forEach: "buckets", arguments: { "each.key": "name" } },
    ]);
    expect(more).toEqual([]);
    expect(made?.address).toBe("module.m:*:a_b");
    expect([...(made?.unknown.keys() ?? [])]).toEqual(["/name", "/for_each"]);
  });

  it("keeps the mask of a call of an unknown number, and the namespace that it serves", () => {
    const [made] = read(call({ namespace: "shop" }, { "/count": "d" }), [{ as: "a_b" }]);
    expect(made?.object).toEqual({ namespace: "shop" });
    expect([...(made?.unknown.keys() ?? [])]).toEqual(["/count"]);
  });

  it("takes a key of JavaScript for a key", () => {
    const [made] = read(call({ x: 1 }), [{ as: "a_b", arguments: { x: "__proto__.polluted" } }]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(JSON.stringify(made?.object)).toBe('{"__proto__":{"polluted":1}}');
  });
});
