import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { elementKey, elementKeys, nameElementsBy, namePath, pathText } from "./element-key.ts";
import type { JsonValue } from "./json.ts";

describe("a list element is named", () => {
  const cases: readonly [string, JsonValue, string | null][] = [
    ["by its name", { name: "api", image: "a" }, "name=api"],
    [
      "by container port and protocol, whether it has a name or not",
      { name: "http", containerPort: 80, protocol: "TCP" },
      "containerPort=80,protocol=TCP",
    ],
    ["by port where it is a Kubernetes port", { name: "http", port: 80, targetPort: 8080 }, "port=80"],
    [
      "by name where it has a port among other things",
      { name: "db", port: 5432, engine: "postgres" },
      "name=db",
    ],
    [
      "by mount path, because a volume may be mounted twice",
      { name: "data", mountPath: "/a" },
      "mountPath=/a",
    ],
    [
      "by kind, name and namespace where it is a subject",
      { kind: "Group", name: "dev", namespace: "a" },
      "kind=Group,name=dev,namespace=a",
    ],
    ["by statement id", { Sid: "ReadAll", Effect: "Allow" }, "Sid=ReadAll"],
    [
      "by the start of a long name, never by half a character",
      { name: `${"a".repeat(99)}😀` },
      `name=${"a".repeat(99)}\ufffd`,
    ],
    ["not at all where it has no key", { cidr_blocks: ["0.0.0.0/0"] }, null],
    ["not at all where its name is empty", { name: "" }, null],
    ["not at all where its name is no text", { name: { $secret: {} } }, null],
    ["not at all where it is text", "api", null],
    ["not at all where it is a list", [{ name: "x" }], null],
    ["by own fields alone", JSON.parse('{"__proto__": {"name": "x"}}'), null],
  ];
  test.each(cases)("%s", (_, element, expected) => {
    expect(elementKey([element], 0)).toBe(expected);
  });

  test("with an ordinal where another has the same key, and no name imitates one", () => {
    expect(elementKeys([{ name: "a" }, { name: "a" }, { name: "a#1" }])).toEqual([
      "name=a",
      "name=a#1",
      "name=a%231",
    ]);
  });

  test("uniquely, whatever the list", () => {
    const element = fc.record(
      {
        name: fc.constantFrom("a", "a#1", "a,b=c", "b"),
        kind: fc.constantFrom("K", "K,name=a"),
        port: fc.integer({ min: 1, max: 2 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(element), (list) => {
        const names = elementKeys(list).filter((name) => name !== null);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

describe("a path", () => {
  const object = { spec: { containers: [{ name: "api", args: ["--a", "--b"] }], "a.b/c": 1 } };

  test("has names for keyed elements and indexes for others", () => {
    expect(namePath(object, ["spec", "containers", 0, "args", 1])).toEqual([
      "spec",
      "containers",
      "[name=api]",
      "args",
      1,
    ]);
  });

  test("keeps the steps that the object does not have", () => {
    expect(namePath(object, ["spec", "volumes", 3, "name"])).toEqual(["spec", "volumes", 3, "name"]);
    expect(namePath(object, ["spec", "containers", 7, "image"])).toEqual(["spec", "containers", 7, "image"]);
  });

  test("reads as a person writes it", () => {
    expect(pathText(["spec", "containers", "[name=api]", "args", 1])).toBe(
      "spec.containers[name=api].args[1]",
    );
    expect(pathText(["metadata", "annotations", "a.b/c"])).toBe('metadata.annotations["a.b/c"]');
    expect(pathText(["設定", "値"])).toBe("設定.値");
    expect(pathText([])).toBe("");
  });
});

describe("what a schema says about the elements of a list", () => {
  test("counts where every element has it", () => {
    const list = [
      { name: "x", stage: "build" },
      { name: "x", stage: "test" },
    ];
    nameElementsBy(list, ["stage"]);
    expect(elementKeys(list)).toEqual(["stage=build", "stage=test"]);
  });

  test("is left aside where one of them lacks it", () => {
    const list = [{ name: "x", stage: "build" }, { name: "y" }];
    nameElementsBy(list, ["stage"]);
    expect(elementKeys(list)).toEqual(["name=x", "name=y"]);
  });
});
