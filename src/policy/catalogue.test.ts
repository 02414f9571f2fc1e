import { describe, expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { type PackageAnnotation, readCatalogue } from "./catalogue.ts";

describe("readCatalogue", () => {
  test("reads a rule, and resolves groups of kinds", () => {
    const { rules, problems } = readCatalogue([
      annotation("lib.workload", { kinds: { workload: ["core/Pod", "apps/Deployment"] } }),
      annotation("resources.memory_limit_set", { ...sound, kinds: ["workload", "aws_ecs_*"] }),
    ]);
    expect(problems).toEqual([]);
    expect(rules).toMatchObject([
      {
        id: "RES-002",
        family: "resources",
        kinds: ["core/Pod", "apps/Deployment", "aws_ecs_*"],
        enforcement: { production: "block", elsewhere: "advise" },
      },
    ]);
  });

  test("packages without an id are no rules", () => {
    expect(readCatalogue([annotation("lib.value", {})])).toEqual({ rules: [], problems: [] });
  });

  test.each<[string, JsonObject, RegExp]>([
    ["an id that is none", { id: "RES-2" }, /custom\.id is "RES-2"/],
    ["an unknown severity", { severity: "urgent" }, /custom\.severity is "urgent".*critical/],
    [
      "an unknown enforcement",
      { enforcement: { production: "deny", elsewhere: "off" } },
      /enforcement\.production/,
    ],
    ["an unknown scope", { scope: "file" }, /custom\.scope is "file"/],
    ["a typing error in a key", { kindz: [] }, /custom\.kindz is not known/],
  ])("reports %s", (_, change, message) => {
    const { problems } = readCatalogue([annotation("resources.memory_limit_set", { ...sound, ...change })]);
    expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
  });

  test("reports an id that is taken twice", () => {
    const { problems } = readCatalogue([annotation("resources.a", sound), annotation("resources.b", sound)]);
    expect(problems).toMatchObject([{ message: "the id RES-002 is taken by resources.a already" }]);
  });
});

const sound: JsonObject = {
  id: "RES-002",
  severity: "high",
  enforcement: { production: "block", elsewhere: "advise" },
  scope: "resource",
  kinds: ["core/Pod"],
  reads: [],
  needs: ["rendered"],
};

function annotation(name: string, custom: JsonObject): PackageAnnotation {
  return {
    path: `${name.replaceAll(".", "/")}.rego`,
    package: name,
    title: "A title",
    description: "",
    relatedResources: [],
    custom,
  };
}
