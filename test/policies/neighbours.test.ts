import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ExampleFiles, type RuleFolder, readRuleFolder } from "./rule-folder.ts";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

/**
 * Every bad example, judged by all rules: which others speak about it as well. Short examples leave much out that other
 * rules ask for, so these are many; what matters is that a new one is looked at before it is agreed to. A rule behind a
 * minus sign is the example's own: a stronger one says it instead.
 */
const listed = join(import.meta.dirname, "neighbours.golden.json");

const workbench = await openWorkbench();
const { rules } = workbench.policySet;

test("no other rule speaks about a bad example, unless that is listed", async () => {
  const found: Record<string, readonly string[]> = {};
  for (const folder of rules.map(readRuleFolder)) {
    for (const example of folder.examples.filter(({ kind }) => kind === "bad")) {
      found[`${folder.rule.id} ${example.name}`] = await neighboursOf(folder, example);
    }
  }
  const text = `${JSON.stringify(found, null, 1)}\n`;
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(listed, text);
  const agreed: Record<string, readonly string[]> = JSON.parse(readFileSync(listed, "utf8"));
  expect(found).toEqual(agreed);
}, 600_000);

async function neighboursOf(
  { rule, en }: RuleFolder,
  { base, head, plans, name }: ExampleFiles,
): Promise<readonly string[]> {
  const { author, configuration: text, bad } = en.frontMatter;
  const configuration = await exampleConfiguration(text);
  const { findings } = await workbench.evaluate({ rules, base, head, plans, configuration, author });
  const introduced = findings.filter(
    ({ baselineState }) => baselineState === "new" || baselineState === "updated",
  );
  const own = introduced
    .filter(({ ruleId }) => ruleId === rule.id)
    .map(({ messageId, location }) => `${messageId} ${location.startLine}`);
  const documented = bad[name] ?? [];
  const others = introduced.map(({ ruleId }) => ruleId).filter((id) => id !== rule.id);
  const isWhole = JSON.stringify(own.toSorted()) === JSON.stringify([...documented].toSorted());
  return [...(isWhole ? [] : [`-${rule.id}`]), ...new Set(others)].toSorted();
}
