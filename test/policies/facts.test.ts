import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { factTables } from "../../src/app/evaluation/facts/tables.ts";
import { installation } from "../../src/app/installation.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";

const { rules } = await shippedPolicySet(join(installation.top, "node_modules", ".cache", "sekisho-tests"));

/** A rule is given the tables that it asks for, and no other: one that a library reads in vain is simply not there. */
it.each(rules.map((rule) => [rule.id, rule] as const))("%s asks for every table that it reads", (_, rule) => {
  const used = new Set<string>();
  for (const name of withLibraries(rule.package)) {
    for (const [, table] of regoOf(name).matchAll(/\bfacts\.(\w+)/g)) used.add(table ?? "");
  }
  expect(rule.facts).toEqual(expect.arrayContaining([...used]));
});

it.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s asks for no table that nobody makes",
  (_, rule) => {
    expect(rule.facts.filter((name) => !Object.hasOwn(factTables, name))).toEqual([]);
  },
);

/** A package, and every package below `lib` that it imports, however far away. */
function withLibraries(name: string): readonly string[] {
  const seen = new Set([name]);
  for (const each of seen) {
    for (const [, library] of regoOf(each).matchAll(/\bdata\.(lib\.\w+)/g)) seen.add(library ?? "");
  }
  return [...seen];
}

function regoOf(name: string): string {
  const folder = join(installation.policies, ...name.split("."));
  const files = readdirSync(folder).filter((file) => file.endsWith(".rego") && !file.endsWith("_test.rego"));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}
