import { describe, expect, test } from "vitest";
import type { ResourceChange } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";
import type { Resource } from "../model/resource.ts";
import { changedLeavesMax, summariseChange } from "./summary.ts";

function resource(object: JsonObject, unknown: Readonly<Record<string, string>> = {}): Resource {
  return {
    rootKey: "manifests:a",
    address: "x",
    type: "core/Pod",
    object,
    unknown: new Map(Object.entries(unknown)),
    sensitive: new Set(),
    namespace: "ns",
    location: fileLocation("a.yaml"),
    locate: () => fileLocation("a.yaml"),
  };
}

function update(before: Resource | null, after: Resource | null): ResourceChange {
  return {
    rootKey: "manifests:a",
    address: "x",
    type: "core/Pod",
    action: "update",
    before,
    after,
    move: null,
    replacePaths: [],
  };
}

function leaves(before: Resource, after: Resource): readonly string[] {
  return summariseChange(update(before, after)).leaves.map(
    (leaf) => `${leaf.path}: ${JSON.stringify(leaf.before)} → ${JSON.stringify(leaf.after)}`,
  );
}

const containers = (...list: JsonObject[]) => resource({ spec: { containers: list } });

describe("a summary", () => {
  test("matches list elements by their key, not by their place", () => {
    const before = containers({ name: "api", image: "a:1" }, { name: "web", image: "w:1" });
    const after = containers({ name: "web", image: "w:1" }, { name: "api", image: "a:2" });
    expect(leaves(before, after)).toEqual(['spec.containers[name=api].image: "a:1" → "a:2"']);
  });

  test("tells what came and what went", () => {
    expect(leaves(resource({ a: { b: 1 } }), resource({ c: [true] }))).toEqual([
      "c[0]: null → true",
      "a.b: 1 → null",
    ]);
  });

  test("tells a small element that came or went as one thing, and a large or nested one value by value", () => {
    const subjects = (...names: string[]) =>
      resource({ subjects: names.map((name) => ({ kind: "Group", name })) });
    expect(leaves(subjects("a"), subjects("a", "b"))).toEqual([
      'subjects[kind=Group,name=b]: null → {"kind":"Group","name":"b"}',
    ]);
    expect(leaves(subjects("a", "b"), subjects("b"))).toEqual([
      'subjects[kind=Group,name=a]: {"kind":"Group","name":"a"} → null',
    ]);
    const nested = containers({ name: "a", resources: { limits: { cpu: "1" } } });
    expect(leaves(resource({ spec: { containers: [] } }), nested)).toContain(
      'spec.containers[name=a].resources.limits.cpu: null → "1"',
    );
  });

  test("tells only the values that differ of an element that stays", () => {
    const ports = (target: number) => resource({ ports: [{ port: 80, targetPort: target }] });
    expect(leaves(ports(1), ports(2))).toEqual(["ports[port=80].targetPort: 1 → 2"]);
  });

  test("shows an unknown value as such, and a change of its source", () => {
    expect(leaves(resource({ a: 1 }), resource({}, { "/a": "var.x" }))).toEqual(['a: 1 → {"$unknown":true}']);
    expect(leaves(resource({}, { "/a": "var.x" }), resource({}, { "/a": "var.y" }))).toHaveLength(1);
    expect(leaves(resource({}, { "/a": "var.x" }), resource({}, { "/a": "var.x" }))).toEqual([]);
  });

  test("shows a secret as its marker, and only when it changed", () => {
    const marker = (changed: boolean) => resource({ data: { $secret: { detector: "d", changed } } });
    expect(leaves(marker(false), marker(false))).toEqual([]);
    const [leaf] = summariseChange(update(marker(false), marker(true))).leaves;
    expect(leaf).toEqual({
      path: "data",
      before: { $secret: { detector: "d", changed: false } },
      after: { $secret: { detector: "d", changed: true } },
    });
  });

  test("of what a namespace is given along with it tells every value, because a new one is read as a whole", () => {
    const quota = {
      ...update(null, resource({ spec: { hard: { pods: "40" } } })),
      type: "core/ResourceQuota",
    };
    expect(summariseChange(quota).leaves).toEqual([{ path: "spec.hard.pods", before: null, after: "40" }]);
  });

  test("of a creation or a deletion is empty, never a whole object", () => {
    expect(summariseChange(update(null, resource({ a: 1 }))).leaves).toEqual([]);
    expect(summariseChange(update(resource({ a: 1 }), null)).leaves).toEqual([]);
  });

  test("reads the containers of a task of ECS out of their text", () => {
    const task = (image: string, level: string) => ({
      ...resource({
        container_definitions: JSON.stringify([
          { name: "api", image, environment: [{ name: "LEVEL", value: level }] },
        ]),
      }),
      type: "aws_ecs_task_definition",
    });
    expect(leaves(task("a:1", "info"), task("a:2", "debug"))).toEqual([
      'container_definitions[name=api].image: "a:1" → "a:2"',
      'container_definitions[name=api].environment[name=LEVEL].value: "info" → "debug"',
    ]);
    const broken = { ...resource({ container_definitions: "[" }), type: "aws_ecs_task_definition" };
    expect(leaves(broken, task("a:1", "info")).length).toBeGreaterThan(0);
  });

  test("ends at its limit, and says how many more there are", () => {
    const many = (value: number) =>
      resource(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, value])));
    const summary = summariseChange(update(many(1), many(2)));
    expect([summary.leaves.length, summary.omitted]).toEqual([changedLeavesMax, 1000 - changedLeavesMax]);
  });
});
