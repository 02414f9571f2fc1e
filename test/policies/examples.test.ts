import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { messageOf } from "../../src/report/message.ts";
import { type ExampleFiles, type RuleFolder, readRuleFolder } from "./rule-folder.ts";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

const workbench = await openWorkbench();
const folders = workbench.policySet.rules.map(readRuleFolder);

describe.each(folders.map((folder): [string, RuleFolder] => [folder.rule.id, folder]))(
  "the rule %s",
  (id, folder) => {
    const { rule, en, ja } = folder;

    test("has every file of a rule unit", () => {
      const name = rule.package.split(".").at(-1);
      expect(folder.files).toEqual(
        expect.arrayContaining([`${name}.rego`, `${name}_test.rego`, "README.md", "README.ja.md"]),
      );
      expect(folder.examples.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["good", "bad"]));
    });

    test("says the same in both languages", () => {
      expect(Object.keys(ja.frontMatter.messages)).toEqual(Object.keys(en.frontMatter.messages));
      for (const [key, message] of Object.entries(en.frontMatter.messages)) {
        expect(placeholders(ja.frontMatter.messages[key] ?? "")).toEqual(placeholders(message));
      }
      expect(ja.frontMatter.wouldPass === null).toBe(en.frontMatter.wouldPass === null);
      const asks = Object.values(rule.enforcement).some((each) => each === "review" || each === "confirm");
      if (asks) expect(en.frontMatter.wouldPass).not.toBeNull();
    });

    test("has prose in every section", () => {
      for (const section of [...en.sections, ...ja.sections]) {
        expect(section).not.toMatch(/TODO|TBD|lorem/i);
        expect(section.length).toBeGreaterThan(3);
      }
    });

    test.each(examples(folder, "bad"))("finds exactly what its README says in %s", async (name, example) => {
      const findings = await findingsIn(folder, example);
      const said = findings.map(({ messageId, location }) => `${messageId} ${location.startLine}`);
      expect(said.toSorted()).toEqual([...(en.frontMatter.bad[name] ?? [])].toSorted());
      for (const finding of findings) {
        expect(finding.ruleId).toBe(id);
        for (const [locale, readme] of [
          ["en", en],
          ["ja", ja],
        ] as const) {
          const { title, messages, wouldPass } = readme.frontMatter;
          const texts = { [id]: { ruleId: id, title, messages, wouldPass, why: "", fix: "", waive: "" } };
          expect(messageOf(finding, texts, { format: "plain", locale })).not.toMatch(/[{}]/);
        }
      }
    });

    test.each(examples(folder, "good"))("finds nothing in %s", async (_, example) => {
      expect(await findingsIn(folder, example)).toEqual([]);
    });

    test("documents every bad example", () => {
      const bad = folder.examples.filter(({ kind }) => kind === "bad").map(({ name }) => name);
      expect(Object.keys(en.frontMatter.bad).toSorted()).toEqual(bad.toSorted());
    });
  },
);

function examples(folder: RuleFolder, kind: "good" | "bad"): [string, ExampleFiles][] {
  return folder.examples.filter((example) => example.kind === kind).map((example) => [example.name, example]);
}

async function findingsIn(
  { rule, en }: RuleFolder,
  { base, head, plans }: ExampleFiles,
): Promise<readonly Finding[]> {
  const { author } = en.frontMatter;
  const configuration = await exampleConfiguration(en.frontMatter.configuration);
  const evaluation = await workbench.evaluate({ rules: [rule], base, head, plans, configuration, author });
  return evaluation.findings.filter(
    ({ baselineState }) => baselineState === "new" || baselineState === "updated",
  );
}

function placeholders(message: string): readonly string[] {
  return [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""))].toSorted();
}
