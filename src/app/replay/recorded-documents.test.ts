import { expect, test } from "vitest";
import { readableFor } from "./recorded-documents.ts";

const stale = new Set(["selectedNamespaces"]);
const rule = { facts: ["selectedNamespaces"] };

test.each([
  ["a list that would be filled in another way", [{ selector: {}, namespaces: [] }], "stale"],
  ["an object", { "a/b": "production" }, "stale"],
  ["an empty list", [], "readable"],
  ["an empty object", {}, "readable"],
  ["nothing", null, "readable"],
])("what a rule reads of a record: %s", (_, table, expected) => {
  expect(readableFor(rule, { facts: { selectedNamespaces: table } }, stale)).toBe(expected);
  expect(readableFor(rule, { facts: { selectedNamespaces: table } }, new Set())).toBe("readable");
  expect(readableFor(rule, { facts: {} }, stale)).toBe("unreadable");
});
