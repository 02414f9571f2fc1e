import type { Configuration } from "./configuration.ts";
import { stricterEnforcement } from "./enforcement.ts";
import type { Enforcement } from "./finding.ts";
import type { Rule } from "./rule.ts";

/** The rules that make up each level of the Pod Security Standards, by their tag. `privileged` asks for nothing. */
const tagsByLevel: Readonly<Record<"baseline" | "restricted", string>> = {
  baseline: "pod-security-baseline",
  restricted: "pod-security-restricted",
};

/**
 * What a finding asks for where tenants are held to a level: what breaks the level that any owner is held to is mended
 * first. A rule that the configuration has switched off stays off, and no level asks for less than a rule does by itself.
 */
export function podSecurityRequirement(
  tenants: Configuration["tenants"],
): (enforcement: Enforcement, rule: Pick<Rule, "tags">, owner: readonly string[]) => Enforcement {
  const levels = new Map(
    tenants.flatMap(({ name, podSecurity }): [string, "baseline" | "restricted"][] =>
      podSecurity === null || podSecurity === "privileged" ? [] : [[name, podSecurity]],
    ),
  );
  return (enforcement, { tags }, owner) => {
    if (enforcement === "off" || levels.size === 0) return enforcement;
    const broken = owner.some((name) => {
      const level = levels.get(name);
      return level !== undefined && tags.includes(tagsByLevel[level]);
    });
    return broken ? stricterEnforcement(enforcement, "block") : enforcement;
  };
}
