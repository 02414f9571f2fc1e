import { expect, it } from "vitest";
import { checkCustodians, checkEvidence } from "./evidence.ts";

const acme = { id: 1, account: "acme", repositories: "all", permissions: {}, events: [] } as const;

it("says what an auditor is not told, and why", () => {
  expect(checkEvidence({ ...acme, permissions: { administration: "read" } })).toEqual([]);
  const found = checkEvidence({ ...acme, repositories: "selected" });
  expect(found.map(({ name, result }) => [name, result.kind])).toEqual([
    ["bypasses acme", "note"],
    ["coverage acme", "note"],
  ]);
});

it.each([
  ["nobody is named", {}, "note"],
  ["different people hold them", { signingKey: ["pia"], databaseAdministration: ["olu"] }, "ok"],
  ["one person holds both", { signingKey: ["sam", "@Pia"], databaseAdministration: ["pia"] }, "problem"],
  ["only one of them is named", { signingKey: ["pia"] }, "ok"],
])("the signing key and the database: %s", (_, custodians, kind) => {
  const given = Object.keys(custodians).length === 0 ? {} : { custodians };
  expect(checkCustodians("acme", given).result.kind).toBe(kind);
});
