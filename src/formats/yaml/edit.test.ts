import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { fc } from "../../../test/fast-check.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { editYaml, objectAtLine, valueAtPlace } from "./edit.ts";

const pod = `# before
spec:
  containers: # all of them
    - name: a # the first
      image: "a:1"
      ports:
        - containerPort: 80
          hostPort: 80 # why
        - hostPort: 81
          containerPort: 81
      securityContext: {}
    - name: b
      args: [x, y]
      securityContext:
        privileged: true
      resources:
        limits: {cpu: 1}
  # at the end
---
other: 1
`;

const container = (index: number, ...rest: ObjectPath): ObjectPath => ["spec", "containers", index, ...rest];

function set(text: string, path: ObjectPath, value: JsonValue): string | null {
  return editYaml(text, { document: 0, path }, { op: "set", value });
}

function remove(text: string, path: ObjectPath): string | null {
  return editYaml(text, { document: 0, path }, { op: "remove" });
}

/** What differs, as lines with their sign. */
function changed(before: string, after: string | null): string {
  if (after === null) return "null";
  const old = before.split("\n");
  const now = after.split("\n");
  let start = 0;
  while (old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
  ].join("\n");
}

describe("a value of YAML that is set", () => {
  it.each<[string, ObjectPath, JsonValue, string]>([
    ["keeps its quotes", container(0, "image"), "a:2", '-      image: "a:1"\n+      image: "a:2"'],
    [
      "keeps its comment",
      container(0, "ports", 0, "hostPort"),
      90,
      "-          hostPort: 80 # why\n+          hostPort: 90 # why",
    ],
    [
      "is added behind the last of its block",
      container(1, "securityContext", "runAsNonRoot"),
      true,
      "+        runAsNonRoot: true",
    ],
    [
      "is added with its parents",
      ["spec", "securityContext", "seccompProfile"],
      { type: "RuntimeDefault" },
      "+  securityContext:\n+    seccompProfile:\n+      type: RuntimeDefault",
    ],
    [
      "makes a block of an empty map",
      container(0, "securityContext", "capabilities", "drop"),
      ["ALL"],
      "-      securityContext: {}\n+      securityContext:\n+        capabilities:\n+          drop:\n+            - ALL",
    ],
    [
      "is added within braces",
      container(1, "resources", "limits", "memory"),
      "1Gi",
      "-        limits: {cpu: 1}\n+        limits: {cpu: 1, memory: 1Gi}",
    ],
    ["is added within brackets", container(1, "args", 2), "z", "-      args: [x, y]\n+      args: [x, y, z]"],
    ["is added to a list", container(0, "ports", 2), { containerPort: 82 }, "+        - containerPort: 82"],
    ["is in quotes where YAML would read something else", ["spec", "a"], "yes", '+  a: "yes"'],
  ])("%s", (_, path, value, expected) => {
    expect(changed(pod, set(pod, path, value))).toBe(expected);
  });

  it.each<[string, string, ObjectPath, JsonValue, string | null]>([
    ["a key without a value", "a:\nb: 1\n", ["a"], true, "a: true\nb: 1\n"],
    ["a key without a value and what is below", "a: # c\nb: 1\n", ["a", "x"], 1, "a: # c\n  x: 1\nb: 1\n"],
    ["lists that are not indented", "a:\n- x: 1\nb: 2\n", ["c"], ["z"], "a:\n- x: 1\nb: 2\nc:\n- z\n"],
    ["four spaces", "a:\n    b: 1\n", ["c", "d"], 1, "a:\n    b: 1\nc:\n    d: 1\n"],
    ["no line end at the end", "a: 1", ["b"], 2, "a: 1\nb: 2"],
    ["carriage returns", "a: 1\r\nb: 2\r\n", ["c", "d"], 1, "a: 1\r\nb: 2\r\nc:\r\n  d: 1\r\n"],
    [
      "JSON",
      '{\n  "a": {\n    "b": 1\n  }\n}\n',
      ["a", "c"],
      "x",
      '{\n  "a": {\n    "b": 1,\n    "c": "x"\n  }\n}\n',
    ],
    [
      "a block that ends in a text",
      "a:\n  b: |\n    x\n\nc: 1\n",
      ["a", "d"],
      1,
      "a:\n  b: |\n    x\n  d: 1\n\nc: 1\n",
    ],
    ["a list for a block", "a:\n  - x\n  - y\nb: 1\n", ["a"], ["z"], "a:\n  - z\nb: 1\n"],
    ["an alias", "a: &x\n  b: 1\nc: *x\n", ["c", "d"], 1, null],
    ["what others refer to", "a: &x\n  b: 1\nc: *x\n", ["a", "d"], 1, null],
    ["what a merge brings", "a: &x {b: {c: 1}}\nd:\n  <<: *x\n", ["d", "b", "e"], 1, null],
    [
      "a key beside a merge",
      "a: &x {b: 1}\nd:\n  <<: *x\n",
      ["d", "b"],
      2,
      "a: &x {b: 1}\nd:\n  <<: *x\n  b: 2\n",
    ],
    ["a block of text", "a: |\n  x\n", ["a"], "y", null],
    ["a list with comments", "a:\n  # why\n  - x\n", ["a"], ["y"], null],
    ["what is no map", "a: 1\n", ["a", "b"], 1, null],
    ["what does not parse", "a: [1\n", ["a"], 1, null],
    ["a template", "a: {{ .Values.x }}\n", ["a"], 1, null],
  ])("%s", (_, text, path, value, expected) => {
    expect(set(text, path, value)).toBe(expected);
  });
});

describe("a value of YAML that is removed", () => {
  it.each<[string, ObjectPath, string]>([
    ["goes with its line", container(0, "ports", 0, "hostPort"), "-          hostPort: 80 # why"],
    [
      "leaves its dash to the next",
      container(0, "ports", 1, "hostPort"),
      "-        - hostPort: 81\n-          containerPort: 81\n+        - containerPort: 81",
    ],
    [
      "takes its parent along that would be empty",
      container(1, "securityContext", "privileged"),
      "-      securityContext:\n-        privileged: true",
    ],
    ["goes from brackets", container(1, "args", 0), "-      args: [x, y]\n+      args: [y]"],
    ["goes from the end of brackets", container(1, "args", 1), "-      args: [x, y]\n+      args: [x]"],
    [
      "goes as a whole item",
      container(0, "ports", 0),
      "-        - containerPort: 80\n-          hostPort: 80 # why",
    ],
  ])("%s", (_, path, expected) => {
    expect(changed(pod, remove(pod, path))).toBe(expected);
  });

  it.each<[string, string, ObjectPath]>([
    ["is not there", "a: 1\n", ["b"]],
    ["is all there is", "a: 1\n", ["a"]],
    ["would leave an empty item", "a:\n  - b: 1\n  - c: 1\n", ["a", 0, "b"]],
    ["holds what others refer to", "a:\n  b: &x 1\nc: *x\n", ["a"]],
  ])("is not where it %s", (_, text, path) => {
    expect(remove(text, path)).toBeNull();
  });
});

describe("places", () => {
  it("are found by their lines", () => {
    const list = "kind: List\nitems:\n  - kind: A\n    x: 1\n  - kind: B\n---\n# c\nkind: C\n";
    expect(objectAtLine(list, 3)).toEqual({ document: 0, path: ["items", 0] });
    expect(objectAtLine(list, 5)).toEqual({ document: 0, path: ["items", 1] });
    expect(objectAtLine(list, 8)).toEqual({ document: 1, path: [] });
    expect(objectAtLine(list, 4)).toBeNull();
    expect(valueAtPlace(list, 4, 5)).toEqual({ document: 0, path: ["items", 0, "x"] });
    expect(valueAtPlace(list, 4, 8)).toBeNull();
  });
});

describe("any value", () => {
  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.string({ maxLength: 8 }));
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^k[a-z]{1,4}$/), tie("tree"), { minKeys: 1, maxKeys: 3 }),
    ),
  }));

  it("is set and removed again, or left alone, in whatever style", () => {
    let edited = 0;
    fc.assert(
      fc.property(tree, tree, fc.boolean(), fc.nat(), (value, given, flow, pick) => {
        const inner: JsonValue = JSON.parse(JSON.stringify(given));
        const text = stringify(
          { kfirst: value, klast: { kone: 1, ktwo: 2 } },
          { version: "1.1", collectionStyle: flow ? "flow" : "block" },
        );
        const paths = [...pathsOf({ kfirst: value })];
        const path = paths[pick % paths.length] ?? ["kfirst"];
        const after = set(text, path, inner);
        if (after !== null) edited += 1;
        const added = set(text, ["klast", "kthree", "kdeep"], inner);
        expect(added).not.toBeNull();
        expect(remove(added ?? "", ["klast", "kthree"])).not.toBeNull();
      }),
    );
    expect(edited).toBeGreaterThan(50);
  });
});

function* pathsOf(value: JsonValue, path: ObjectPath = []): Generator<ObjectPath> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* pathsOf(item, [...path, index]);
  else for (const [key, item] of Object.entries(value)) yield* pathsOf(item, [...path, key]);
}
