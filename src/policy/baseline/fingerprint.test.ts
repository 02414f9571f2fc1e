import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../model/digest.ts";
import type { JsonObject, ObjectPath } from "../../model/json.ts";
import { evidenceOf } from "./evidence.ts";
import { fingerprintOf } from "./fingerprint.ts";

const parts = {
  ruleId: "SEC-020",
  messageId: "m",
  rootKey: "manifests:a",
  address: "apps/Deployment/x/y",
  type: "apps/Deployment",
};

describe("a fingerprint", () => {
  test("is SHA-256 over the canonical list, with elements named by their key", () => {
    const object = { spec: { containers: [{ name: "api", image: "a" }] } };
    const text =
      '[1,"SEC-020","m","manifests:a","apps/Deployment/x/y","apps/Deployment",["spec","containers","[name=api]","image"]]';
    expect(fingerprintOf({ ...parts, path: ["spec", "containers", 0, "image"] }, object)).toBe(
      sha256Hex(text),
    );
  });

  test("holds no value", () => {
    const path = ["data", "a"];
    expect(fingerprintOf({ ...parts, path }, { data: { a: "1" } })).toBe(
      fingerprintOf({ ...parts, path }, { data: {} }),
    );
  });
});

describe("evidence", () => {
  const object: JsonObject = { list: [{ name: "a", value: "1" }], empty: null, text: "x" };
  const at = (path: ObjectPath, unknown: ReadonlyMap<string, string> = new Map(), of: JsonObject = object) =>
    evidenceOf(of, unknown, [path], "head");

  test("names elements by key, so that order does not matter", () => {
    expect(Object.keys(at(["list", 0, "value"]))).toEqual(["/list/[name=a]/value"]);
  });

  test("tells null from absent, and text from a number", () => {
    const digests = [
      at(["empty"]),
      at(["empty"], new Map(), {}),
      at(["text"], new Map(), { text: 1 }),
      at(["text"], new Map(), { text: "1" }),
    ];
    expect(new Set(digests.map((evidence) => Object.values(evidence)[0])).size).toBe(4);
  });

  test("of an unknown value, of a part of one and of one with unknown parts follows the expression", () => {
    for (const [path, pointer] of [
      [["text"], "/text"],
      [["list", 0, "value"], "/list"],
      [["list"], "/list/0/value"],
    ] satisfies [ObjectPath, string][]) {
      const known = at(path);
      const first = at(path, new Map([[pointer, "digest of var.a"]]));
      expect(first).not.toEqual(known);
      expect(at(path, new Map([[pointer, "digest of var.a"]]))).toEqual(first);
      expect(at(path, new Map([[pointer, "digest of var.b"]]))).not.toEqual(first);
    }
  });

  test("cannot be imitated by a value that looks like an unknown one", () => {
    expect(at(["text"], new Map(), { text: ["unknown", "d"] })).not.toEqual(
      at(["text"], new Map([["/text", "d"]])),
    );
  });
});
