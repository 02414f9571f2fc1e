import { expect, it } from "vitest";
import { DecodedEntries } from "./decoded-entries.ts";
import { encoded } from "./entry.ts";

const read = (bytes: number) => encoded({ kind: "read", bytes, items: [] });
const list = encoded({ kind: "roots", roots: [], keys: [], unread: [] });

it("keeps what stands in the repository, and forgets what was noted of this machine", () => {
  const decoded = new DecodedEntries();
  expect(decoded.decodeEntry("a", read(1))).toBe(decoded.entry("a"));
  decoded.decodeEntry("b", encoded({ kind: "failed", reason: "time" }));
  expect(decoded.entry("b")).toBeUndefined();
  decoded.decodeList("l", encoded({ kind: "given-up", why: "inventoryBytesMax" }));
  expect(decoded.list("l")).toBeUndefined();
});

it("keeps no more than there is room for", () => {
  const decoded = new DecodedEntries(2 * read(1).length);
  for (const key of ["a", "b", "c"]) decoded.decodeEntry(key, read(1));
  expect(["a", "b", "c"].map((key) => decoded.entry(key) !== undefined)).toEqual([false, false, true]);
  for (const key of ["k", "l", "m"]) decoded.decodeList(key, list);
  expect(["k", "l", "m"].map((key) => decoded.list(key) !== undefined)).toEqual([false, true, true]);
});
