import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { shippedReadme } from "../../src/app/rule-texts.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { diagnosticMessages } from "../../src/model/diagnostic.ts";
import { cacheFolder } from "./bench.ts";

/** The rule that gives the diagnostics of each kind their weight and their words. */
const ruleIds: Readonly<Record<keyof typeof diagnosticMessages, string>> = {
  syntax: "VAL-001",
  undeclared: "VAL-007",
  "missing-argument": "VAL-007",
  "not-rendered": "VAL-008",
  generated: "VAL-009",
  "not-read": "CHG-025",
  suppression: "CHG-023",
};
const { rules } = await shippedPolicySet(cacheFolder);
const kinds = Object.entries(diagnosticMessages);

describe("whatever a reader finds out has words", () => {
  test.each(kinds)("%s", (kind, messageIds) => {
    const rule = rules.find(({ id }) => id === ruleIds[kind as keyof typeof ruleIds]);
    if (rule === undefined) throw new Error(`no rule for ${kind}`);
    for (const locale of ["en", "ja"] as const) {
      const { messages } = shippedReadme(rule, locale).frontMatter;
      expect(Object.keys(messages)).toEqual(expect.arrayContaining([...messageIds]));
    }
  });

  // CHG-023 is about files that decide about rules as well.
  const ownWords = Object.values(ruleIds).filter((id) => id !== "CHG-023");
  test.each([...new Set(ownWords)])("and %s has words for nothing else", (id) => {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined) throw new Error(`no rule ${id}`);
    const known = kinds
      .filter(([kind]) => ruleIds[kind as keyof typeof ruleIds] === id)
      .flatMap(([, messageIds]) => messageIds);
    expect(Object.keys(shippedReadme(rule, "en").frontMatter.messages).toSorted()).toEqual(known.toSorted());
  });
});

/** The Terraform engine is written in Go, where no compiler knows the list. */
test("the list holds everything that the Terraform engine says", () => {
  const source = goFiles(join(installation.top, "engines", "terraform"));
  const named = [...source.matchAll(/\bMessage\s*(?::|=)\s*"(\w+)"/g)].map(([, id]) => id ?? "");
  const undeclared = [...source.matchAll(/\breport\("(\w+)"|"undeclared", "(\w+)"/g)].map(
    ([, first, second]) => `undeclared_${first ?? second}`,
  );
  expect(named).toContain("hcl_syntax");
  expect(undeclared).toContain("undeclared_variable");
  const list: readonly string[] = kinds.flatMap(([, messageIds]) => messageIds);
  expect(list).toEqual(expect.arrayContaining([...new Set([...named, ...undeclared])]));
});

function goFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".go") && !path.endsWith("_test.go"))
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .join("\n");
}
