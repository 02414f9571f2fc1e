import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { namePath } from "../../model/element-key.ts";
import type { JsonObject, ObjectPath } from "../../model/json.ts";
import { type BaselineFinding, compareWithBase } from "./compare.ts";
import { evidenceOf } from "./evidence.ts";
import { fingerprintOf } from "./fingerprint.ts";

interface Given {
  readonly object: JsonObject;
  readonly path: ObjectPath;
  readonly measure?: string;
  readonly rootKey?: string;
  readonly address?: string;
  readonly unknown?: ReadonlyMap<string, string>;
  readonly side?: "base" | "head";
}

function finding({
  object,
  path,
  measure,
  rootKey = "manifests:a",
  address = "core/Pod/x/y",
  unknown,
  side = "head",
}: Given): BaselineFinding {
  const parts = { ruleId: "RES-004", messageId: "above", rootKey, address, type: "core/Pod" };
  return {
    ...parts,
    namedPath: namePath(object, path),
    fingerprint: fingerprintOf({ ...parts, path }, object),
    evidence: evidenceOf(object, unknown ?? new Map(), [path], side),
    measure: measure ?? null,
  };
}

function states(
  base: readonly BaselineFinding[],
  head: readonly BaselineFinding[],
  moved: Parameters<typeof compareWithBase>[2] = [],
) {
  return compareWithBase(base, head, moved).map(({ baselineState, status }) => `${baselineState} ${status}`);
}

const memory = ["limits", "memory"];
const memoryOf = (value: string, measure?: string) =>
  finding({
    object: { limits: { memory: value } },
    path: memory,
    ...(measure === undefined ? {} : { measure }),
  });

describe("against the base, a finding is", () => {
  test("new without a partner, and absent where only the base has it", () => {
    expect(states([], [memoryOf("16Gi")])).toEqual(["new active"]);
    expect(states([memoryOf("16Gi")], [])).toEqual(["absent existing"]);
  });

  test("unchanged on the same evidence, whatever the measure says", () => {
    expect(states([memoryOf("16Gi", "16")], [memoryOf("16Gi", "17")])).toEqual(["unchanged existing"]);
  });

  test("introduced again when its value changed and nothing measures it", () => {
    expect(states([memoryOf("16Gi")], [memoryOf("12Gi")])).toEqual(["updated active"]);
  });

  test.each([
    ["a limit of 16Gi raised to 640Gi counts", "16", "640", "updated active"],
    ["one lowered to 12Gi does not", "16", "12", "updated improved"],
    ["an equal measure is no worse", "16", "16.00", "updated improved"],
    ["digits beyond a double count", "9007199254740992.1", "9007199254740992.2", "updated active"],
    ["negative measures compare", "-1", "-2", "updated improved"],
    ["what is no decimal counts", "1e3", "1", "updated active"],
    ["a measure without end counts", "1", "1".repeat(500), "updated active"],
  ])("%s", (_, before, after, expected) => {
    expect(states([memoryOf("a", before)], [memoryOf("b", after)])).toEqual([expected]);
  });

  test("new where the base could not have it under another path", () => {
    const before = finding({ object: { containers: [{ name: "a" }] }, path: ["containers", 0, "limits"] });
    const after = finding({ object: { containers: [{ name: "b" }] }, path: ["containers", 0, "limits"] });
    expect(states([before], [after])).toEqual(["new active", "absent existing"]);
  });
});

describe("lists", () => {
  const atContainer = (names: readonly string[], index: number) =>
    finding({
      object: { containers: names.map((name) => ({ name, image: `${name}:latest` })) },
      path: ["containers", index, "image"],
    });

  test("reordered by key change nothing", () => {
    expect(states([atContainer(["a", "b"], 1)], [atContainer(["b", "a"], 0)])).toEqual([
      "unchanged existing",
    ]);
  });

  const atArgument = (list: readonly string[], index: number) =>
    finding({ object: { args: list }, path: ["args", index] });

  test("without keys may shift without making anything new", () => {
    const before = [atArgument(["--a", "--b"], 0), atArgument(["--a", "--b"], 1)];
    expect(states(before, [atArgument(["--b"], 0)])).toEqual(["unchanged existing", "absent existing"]);
  });

  test("without keys explain one finding with one, so a second of the same value is new", () => {
    const twice = ["--a", "--a"];
    expect(states([atArgument(["--a"], 0)], [atArgument(twice, 0), atArgument(twice, 1)])).toEqual([
      "unchanged existing",
      "new active",
    ]);
  });

  test("with a changed element at the same index count", () => {
    expect(states([atArgument(["--a"], 0)], [atArgument(["--c"], 0)])).toEqual(["updated active"]);
  });
});

describe("an unknown value", () => {
  const open = (source: string) =>
    finding({ object: {}, path: memory, unknown: new Map([["/limits/memory", source]]) });

  test("counts only when its expression was added or changed", () => {
    expect(states([open("var.a")], [open("var.a")])).toEqual(["unchanged existing"]);
    expect(states([open("var.a")], [open("var.b")])).toEqual(["updated active"]);
    expect(states([], [open("var.a")])).toEqual(["new active"]);
  });
});

describe("a secret", () => {
  const secret = (side: "base" | "head", changed: boolean | null) =>
    finding({
      object: { value: { $secret: { detector: "d", reference: "KEY", changed } } },
      path: ["value"],
      side,
    });

  test("whose value changed counts, although both sides show equal markers", () => {
    expect(states([secret("base", true)], [secret("head", true)])).toEqual(["updated active"]);
  });

  test("that stayed, or moved to where it has no other side, does not", () => {
    expect(states([secret("base", false)], [secret("head", false)])).toEqual(["unchanged existing"]);
    expect(states([secret("base", null)], [secret("head", null)])).toEqual(["unchanged existing"]);
  });
});

test("what moved is looked up under its old identity", () => {
  const object = { limits: { memory: "16Gi" } };
  const before = finding({ object, path: memory, rootKey: "manifests:old", address: "old" });
  const after = finding({ object, path: memory, rootKey: "chart:new", address: "new" });
  const move = { rootKey: "chart:new", address: "new", fromRootKey: "manifests:old", fromAddress: "old" };
  expect(states([before], [after], [move])).toEqual(["unchanged existing"]);
  expect(states([before], [after])).toEqual(["new active", "absent existing"]);
});

describe("for any two lists of findings", () => {
  const any = fc
    .record({
      value: fc.constantFrom("1", "2", "3"),
      index: fc.integer({ min: 0, max: 2 }),
      measured: fc.boolean(),
    })
    .map(({ value, index, measured }) =>
      finding({
        object: { args: [value, value, value] },
        path: ["args", index],
        ...(measured ? { measure: value } : {}),
      }),
    );

  test("each is accounted for once, and a list compared with itself introduces nothing", () => {
    fc.assert(
      fc.property(fc.array(any), fc.array(any), (base, head) => {
        const compared = compareWithBase(base, head, []);
        const absent = compared.filter(({ baselineState }) => baselineState === "absent");
        const matched = compared.filter(
          ({ baselineState }) => baselineState === "unchanged" || baselineState === "updated",
        );
        expect(compared).toHaveLength(head.length + absent.length);
        expect(matched.length + absent.length).toBe(base.length);
        expect(
          compareWithBase(head, [...head].reverse(), []).every(({ status }) => status === "existing"),
        ).toBe(true);
      }),
    );
  });
});
