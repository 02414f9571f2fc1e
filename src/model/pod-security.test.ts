import { describe, expect, test } from "vitest";
import { bareTenant } from "./bare-tenant.ts";
import type { Enforcement } from "./finding.ts";
import { podSecurityRequirement } from "./pod-security.ts";
import type { Tenant } from "./tenant.ts";

function tenant(name: string, podSecurity: Tenant["podSecurity"]): Tenant {
  return { ...bareTenant(name, []), podSecurity };
}

const required = podSecurityRequirement([
  tenant("bank", "restricted"),
  tenant("shop", "baseline"),
  tenant("cni", "privileged"),
  tenant("else", null),
]);
const restricted = { tags: ["pod-security-restricted"] };
const baseline = { tags: ["pod-security-baseline", "pod-security-restricted"] };

describe("a tenant that is held to a level", () => {
  test.each<[string, Enforcement, { readonly tags: readonly string[] }, readonly string[], Enforcement]>([
    ["mends what breaks the level", "advise", restricted, ["bank"], "block"],
    ["mends it where one of several owners is held to it", "advise", restricted, ["else", "bank"], "block"],
    ["is asked no more by rules of a stricter level", "advise", restricted, ["shop"], "advise"],
    ["is asked by its own level, whatever the rule asks for", "review", baseline, ["shop"], "block"],
    ["privileged loosens nothing", "block", baseline, ["cni"], "block"],
    ["privileged raises nothing", "advise", restricted, ["cni"], "advise"],
    ["leaves what is switched off", "off", restricted, ["bank"], "off"],
    ["leaves other rules", "advise", { tags: [] }, ["bank"], "advise"],
    ["leaves what nobody owns", "advise", restricted, [], "advise"],
  ])("%s", (_, enforcement, rule, owner, expected) => {
    expect(required(enforcement, rule, owner)).toBe(expected);
  });
});
