import { describe, expect, test } from "vitest";
import type { Freeze } from "./configuration.ts";
import { enforcementOn, freezesInForce } from "./freeze.ts";
import type { Environment } from "./resource.ts";

const closing: Freeze = { name: "決算", from: "2027-03-25", to: "2027-04-05", route: "review" };
const stop: Freeze = { name: "stop", from: "2027-04-01", to: "2027-04-01", route: "block" };
const longer: Freeze = { name: "longer", from: "2027-01-01", to: "2027-12-31", route: "review" };

test.each([
  ["2027-03-24", []],
  ["2027-03-25", ["決算"]],
  ["2027-04-01", ["stop", "決算"]],
  ["2027-04-05", ["決算"]],
  ["2027-04-06", []],
])("on %s %j are in force", (today, names) => {
  expect(freezesInForce([closing, stop], today).map(({ name }) => name)).toEqual(names);
});

test("of equally strict ones the longest comes first", () => {
  expect(freezesInForce([closing, longer], "2027-04-02").map(({ name }) => name)).toEqual(["longer", "決算"]);
});

describe("what a frozen period asks for", () => {
  const frozen = { id: "CHG-031", enforcement: { production: "confirm", elsewhere: "off" } } as const;
  const environment = (production: boolean): Environment => ({
    name: production ? "production" : "development",
    production,
    ephemeral: false,
    source: "configured",
  });
  const on = (
    today: string,
    over: object = {},
    rule: Parameters<typeof enforcementOn>[2] = frozen,
    production = true,
  ) =>
    enforcementOn(
      today,
      {
        freezes: [closing, stop],
        policies: {},
        organisationPolicies: { settings: {}, overridable: [] },
        ...over,
      },
      rule,
      environment(production),
    );
  const setting = (enforcement: object) => ({ policies: { "CHG-*": { enforcement, parameters: {} } } });
  test("is its route", () => {
    expect([on("2027-03-25"), on("2027-04-01")]).toEqual(["review", "block"]);
  });
  test("is more where the rule is set to more", () => {
    expect(on("2027-03-25", setting({ production: "block" }))).toBe("block");
  });
  test("is not less where somebody switches the rule off", () => {
    expect(on("2027-03-25", setting({ default: "off" }))).toBe("review");
  });
  test("is for production alone, unless the rule is set elsewhere", () => {
    expect(on("2027-03-25", {}, frozen, false)).toBe("off");
    expect(on("2027-03-25", setting({ default: "review" }), frozen, false)).toBe("review");
  });
  test("changes no other rule", () => {
    expect(on("2027-04-01", {}, { ...frozen, id: "CHG-010" })).toBe("confirm");
  });
});
