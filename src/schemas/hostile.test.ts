import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { objectProblems } from "./judge.ts";
import { smallJudgement } from "./testing/judgement.ts";

/** Of this thread alone, whatever else the machine does: much more than any of these takes, and below what a review has. */
const processorMsMax = 10_000;

function widgetProblems(schema: JsonObject, spec: JsonValue) {
  const root = { type: "object", properties: { spec: schema } };
  const judgement = smallJudgement("1.30", { "acme.io/v1/Widget": { schema: root } });
  const object = { apiVersion: "acme.io/v1", kind: "Widget", spec };
  const before = process.threadCpuUsage();
  const problems = objectProblems({ object, unknown: new Map(), opened: [] }, judgement);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(processorMsMax);
  return problems ?? [];
}

function nested(depth: number, inner: JsonValue, key: string): JsonValue {
  let value = inner;
  for (let level = 0; level < depth; level += 1) value = { [key]: value };
  return value;
}

describe("a definition that a hostile pull request brings", () => {
  it("that refers to itself is no definition", () => {
    const schema = { $ref: "#", properties: { a: { $ref: "#/properties/spec" } } };
    expect(widgetProblems(schema, nested(50, 1, "a"))).toEqual([]);
  });

  it("that lists a million required fields over ten thousand objects is given up", () => {
    const required = Array.from({ length: 1_000_000 }, () => "a");
    const spec = Array.from({ length: 10_000 }, () => ({ a: 1 }));
    expect(widgetProblems({ items: { required } }, spec)).toEqual([]);
  });

  it("that lists a million words over ten thousand values is given up, and never shown whole", () => {
    const words = Array.from({ length: 100_000 }, (_, index) => `word-${index}`);
    const [problem] = widgetProblems(
      { items: { enum: words } },
      Array.from({ length: 10_000 }, () => "x"),
    );
    expect(String(problem?.arguments["allowed"]).length).toBeLessThan(500);
  });

  it("that backtracks is matched nowhere here, and asks for no longer text than a name has", () => {
    const schema = { properties: { p: { pattern: "^(([a-z])+.)+[A-Z]([a-z])+$" } } };
    expect(widgetProblems(schema, { p: "a".repeat(100) })).toHaveLength(1);
    expect(widgetProblems(schema, { p: "a".repeat(1_000_000) })).toEqual([]);
    const long = { properties: { p: { pattern: `^${"(a|b)?".repeat(10_000)}$` } } };
    expect(widgetProblems(long, { p: "a".repeat(100) })).toEqual([]);
  });

  it("with a hundred thousand fields is searched for a near one in time", () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `field${index}`.padEnd(40, "x"));
    const properties = Object.fromEntries(names.map((name) => [name, {}]));
    expect(widgetProblems({ properties }, { [`y${"x".repeat(39)}`]: 1 })).toHaveLength(1);
  });

  it.each<[string, JsonObject]>([
    ["properties are a list", { properties: [] }],
    ["properties are text", { properties: { a: "string" } }],
    ["the type is a number", { type: 7 }],
    ["required is an object", { required: { a: true } }],
    ["required holds numbers", { required: [1, null] }],
    ["enum is text", { properties: { a: { enum: "abc" } } }],
    ["items are a list", { properties: { a: { items: [{ type: "string" }] } } }],
    ["the pattern is a list", { properties: { a: { pattern: ["("] } } }],
    ["bounds are text", { properties: { a: { minimum: "1", maxLength: {} } } }],
    [
      "list keys are text",
      { properties: { a: { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": "n" } } },
    ],
  ])("of which %s is no reason to fail", (_, schema) => {
    expect(widgetProblems(schema, { a: "value" })).toEqual([]);
  });
});

describe("an object of a hostile pull request", () => {
  it("that nests without end in a kind that nests without end is read to a depth", () => {
    const judgement = smallJudgement();
    const object = { apiVersion: "apps/v1", kind: "Tree", branch: nested(5_000, { x: 1 }, "branch") };
    expect(objectProblems({ object, unknown: new Map(), opened: [] }, judgement)).toEqual([]);
    const shallow = { ...object, branch: nested(100, { x: 1 }, "branch") };
    expect(objectProblems({ object: shallow, unknown: new Map(), opened: [] }, judgement)).toHaveLength(1);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "with a field %s has that field",
    (name) => {
      const spec = JSON.parse(`{${JSON.stringify(name)}: 1}`) as JsonObject;
      expect(widgetProblems({ properties: { other: {} } }, spec)).toHaveLength(1);
      expect(widgetProblems({ required: [name] }, {})).toHaveLength(1);
    },
  );

  it.each(["__proto__", "constructor"])("of the kind %s is of no known kind", (kind) => {
    const judgement = smallJudgement();
    const object = { apiVersion: "v1", kind };
    expect(objectProblems({ object, unknown: new Map(), opened: [] }, judgement)).toBeNull();
  });

  it("with a million values is read as far as the limit", () => {
    const spec = Array.from({ length: 1_000_000 }, () => 1);
    expect(widgetProblems({ items: { type: "integer" } }, spec)).toEqual([]);
  });
});
