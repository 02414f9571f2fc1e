import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import { dropSuperseded } from "./supersede.ts";

const rules = [
  rule("SEC-034", ["CHG-017"]),
  rule("SEC-035", ["SEC-034"]),
  rule("CHG-017", []),
  rule("RES-002", []),
];

describe("dropSuperseded", () => {
  test("a weaker rule gives way about the same place", () => {
    expect(ids([finding("SEC-034"), finding("CHG-017")])).toEqual(["SEC-034"]);
  });

  test("a chain gives way to its top", () => {
    expect(ids([finding("SEC-035"), finding("CHG-017")])).toEqual(["SEC-035"]);
  });

  test("a path within the other's path is the same place", () => {
    expect(ids([finding("SEC-034", { path: ["ingress", 0, "cidr_blocks", 1] }), finding("CHG-017")])).toEqual(
      ["SEC-034"],
    );
  });

  test.each<[string, Partial<Finding>]>([
    ["another resource", { address: "aws_security_group.other" }],
    ["another root", { rootKey: "terraform:other" }],
    ["another part of the resource", { path: ["ingress", 1] }],
  ])("%s is another place", (_, other) => {
    expect(ids([finding("SEC-034", other), finding("CHG-017")])).toEqual(["SEC-034", "CHG-017"]);
  });

  test("what stood before pushes nothing aside that is new", () => {
    const before = finding("SEC-034", { baselineState: "unchanged" });
    expect(ids([before, finding("CHG-017")])).toEqual(["SEC-034", "CHG-017"]);
  });

  test("a question pushes no answer aside", () => {
    expect(ids([finding("SEC-034", { kind: "open" }), finding("CHG-017")])).toEqual(["SEC-034", "CHG-017"]);
  });

  test("rules that supersede nothing keep everything", () => {
    expect(ids([finding("RES-002"), finding("CHG-017")])).toEqual(["RES-002", "CHG-017"]);
  });
});

function ids(findings: readonly Finding[]): readonly string[] {
  return dropSuperseded(findings, rules).map(({ ruleId }) => ruleId);
}

function rule(id: string, supersedes: readonly string[]): Rule {
  return {
    id,
    family: "security",
    package: `security.${id}`,
    title: id,
    description: "",
    severity: "high",
    enforcement: { production: "block", elsewhere: "block" },
    scope: "resource",
    kinds: [],
    reads: [],
    needs: [],
    facts: [],
    parameters: {},
    supersedes,
    peers: [],
    tags: [],
    references: [],
  };
}

function finding(ruleId: string, other: Partial<Finding> = {}): Finding {
  return exampleFinding({ ruleId, address: "aws_security_group.database", path: ["ingress", 0], ...other });
}
