import { expect, test } from "vitest";
import { canonicalJson, digestOf, sha256Hex } from "./digest.ts";

test("hashes text as UTF-8", () => {
  const expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256Hex("abc")).toBe(expected);
  expect(sha256Hex(new TextEncoder().encode("abc"))).toBe(expected);
});

test("writes keys in the order of RFC 8785 and numbers as ECMAScript does", () => {
  expect(canonicalJson({ b: 1e21, a: [0.1, null, true], "\u20ac": "\u000f" })).toBe(
    '{"a":[0.1,null,true],"b":1e+21,"\u20ac":"\\u000f"}',
  );
});

test("gives equal values equal digests, whatever the order of their keys", () => {
  expect(digestOf({ a: 1, b: [2] })).toBe(digestOf({ b: [2], a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: "1" }));
});

test("keeps a key that is called __proto__", () => {
  const value = JSON.parse('{"__proto__": {"a": 1}}');
  expect(canonicalJson(value)).toBe('{"__proto__":{"a":1}}');
});

test("throws for what JSON cannot hold", () => {
  expect(() => canonicalJson(Number.NaN)).toThrow();
});
