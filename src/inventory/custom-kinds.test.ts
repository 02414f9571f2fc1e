import { expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { customKinds } from "./custom-kinds.ts";

const definition = (spec: JsonObject): JsonObject => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  spec: { group: "acme.example", names: { kind: "Pipeline" }, ...spec },
});

const schema = {
  type: "object",
  properties: {
    spec: {
      properties: {
        steps: {
          type: "array",
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["step", "stage"],
          items: {
            properties: {
              mounts: { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["at"], items: {} },
            },
          },
        },
      },
    },
  },
};

test("a definition tells scope, versions and the keys of lists", () => {
  const kinds = customKinds([
    definition({
      scope: "Cluster",
      versions: [{ name: "v1", schema: { openAPIV3Schema: schema } }, { name: "v2" }],
    }),
  ]);
  const kind = kinds.get("acme.example/Pipeline");
  expect(kind?.scope).toBe("Cluster");
  expect(kind?.versions["v1"]?.schema).toMatch(/^[0-9a-f]{64}$/);
  expect(kind?.versions["v1"]?.listKeys).toEqual([
    { path: ["spec", "steps"], keys: ["step", "stage"] },
    { path: ["spec", "steps", "*", "mounts"], keys: ["at"] },
  ]);
  expect(kind?.versions["v2"]).toMatchObject({ schema: null, definition: null, listKeys: [] });
});

test("the first format has one schema for all versions", () => {
  const kinds = customKinds([definition({ version: "v1beta1", validation: { openAPIV3Schema: schema } })]);
  expect(kinds.get("acme.example/Pipeline")).toMatchObject({ scope: "Namespaced" });
  expect(kinds.get("acme.example/Pipeline")?.versions["v1beta1"]?.listKeys).toHaveLength(2);
});

test("what is no definition, or half of one, is none", () => {
  const halves = [
    {},
    { kind: "CustomResourceDefinition" },
    definition({ names: 7 }),
    { spec: { group: "a" } },
  ];
  expect(customKinds(halves).size).toBe(0);
});

test("lists below any sensible depth are not looked for", () => {
  let deep: JsonObject = { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"] };
  for (let level = 0; level < 100; level += 1) deep = { properties: { a: deep } };
  const kinds = customKinds([definition({ versions: [{ name: "v1", schema: { openAPIV3Schema: deep } }] })]);
  expect(kinds.get("acme.example/Pipeline")?.versions["v1"]?.listKeys).toEqual([]);
});
