import { describe, expect, test } from "vitest";
import type { JsonValue } from "./json.ts";
import { holdsChangedSecret, isSecretMarker, withoutSecretMarks } from "./secret-marker.ts";

const marker = (changed: boolean | null, reference = "KEY") => ({
  $secret: { detector: "d", reference, changed },
});

describe("a secret's marker", () => {
  test.each<[string, JsonValue]>([
    ["by itself", marker(true)],
    ["in a list of a map", { a: [{ b: marker(true) }] }],
    ["in a text of JSON", { a: JSON.stringify([{ value: marker(true, "{") }]) }],
    ["in a text of JSON in a text of JSON", JSON.stringify([JSON.stringify([marker(true)])])],
  ])("is found %s, and loses what it says about the other side", (_, value) => {
    expect(holdsChangedSecret(value)).toBe(true);
    expect(JSON.stringify(withoutSecretMarks(value))).not.toContain("changed");
    expect(holdsChangedSecret(withoutSecretMarks(value))).toBe(false);
  });

  test("that did not change, or has no other side, is no change", () => {
    expect(holdsChangedSecret([marker(false), marker(null)])).toBe(false);
    expect(withoutSecretMarks(marker(false))).toEqual(withoutSecretMarks(marker(null)));
  });

  test("is none with anything beside it, and text that only looks like one stays", () => {
    expect(isSecretMarker({ ...marker(true), more: 1 })).toBe(false);
    expect(withoutSecretMarks('{"$secret" is no JSON')).toBe('{"$secret" is no JSON');
    expect(withoutSecretMarks(JSON.parse('{"__proto__": 1}'))).toEqual(JSON.parse('{"__proto__": 1}'));
  });
});
