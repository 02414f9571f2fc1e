import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type KeptJudgement, keptPath, unexplained } from "../../tools/generate/rule-table.ts";
import { loadShippedPolicies } from "../../tools/generate/shipped-policies.ts";

const policies = await loadShippedPolicies();
const kept: KeptJudgement = JSON.parse(readFileSync(keptPath, "utf8"));

describe("how loud the rules are on real files", () => {
  it("a rule that stops people often says in both languages why that is right", () => {
    expect(unexplained(policies, kept)).toEqual([]);
  });

  it("a rule that stops people without saying so is named", () => {
    const measure = { objects: 100, found: 3, open: 0 };
    const loud = {
      scanned: [],
      pulls: {},
      repositories: {},
      estate: { "SEC-026": measure, "RES-001": measure },
    };
    expect(unexplained(policies, loud)).toEqual(["SEC-026"]);
  });

  it("with two in a hundred, or fewer than 50 objects, nobody has to explain", () => {
    const estate = {
      "SEC-026": { objects: 49, found: 49, open: 0 },
      "SEC-030": { objects: 100, found: 2, open: 0 },
    };
    expect(unexplained(policies, { scanned: [], pulls: {}, repositories: {}, estate })).toEqual([]);
  });
});
