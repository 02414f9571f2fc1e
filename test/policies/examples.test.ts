import { describe, expect, test } from "vitest";
import { createNumbers } from "../../src/decision/numbers.ts";
import type { Finding } from "../../src/model/finding.ts";
import { isJsonObject } from "../../src/model/json.ts";
import type { Rule } from "../../src/model/rule.ts";
import { ruleText } from "../../src/policy/texts.ts";
import { messageOf } from "../../src/report/message.ts";
import { numbersSentence, passingSentence } from "../../src/report/would-pass.ts";
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

    test("says in both languages how much would pass, wherever it counts something", () => {
      const counted = Object.keys(rule.numbers ?? {}).toSorted();
      for (const { frontMatter } of [en, ja]) {
        expect(Object.keys(frontMatter.numbers).toSorted()).toEqual(counted);
        expect(Object.keys(frontMatter.messages)).toEqual(expect.arrayContaining(counted));
        expect(Object.keys(frontMatter.wouldPassWith)).toEqual(expect.arrayContaining(counted));
        expect(Object.keys(frontMatter.messages)).toEqual(
          expect.arrayContaining(Object.keys(frontMatter.wouldPassWith)),
        );
        for (const [messageId, { threshold, number }] of Object.entries(rule.numbers ?? {})) {
          expect(placeholders(frontMatter.numbers[messageId] ?? "")).toEqual([number, threshold].toSorted());
          expect(placeholders(frontMatter.wouldPassWith[messageId] ?? "")).toContain(threshold);
        }
      }
      expect(Object.keys(ja.frontMatter.wouldPassWith)).toEqual(Object.keys(en.frontMatter.wouldPassWith));
      if (asksSomebody(rule) && hasNumericParameter(rule)) expect(counted).not.toEqual([]);
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
          const texts = { [id]: ruleText(id, readme) };
          expect(messageOf(finding, texts, { format: "plain", locale })).not.toMatch(/[{}]/);
          expect(passingSentence(finding, { texts, locale }, "plain") ?? "").not.toMatch(/[{}]/);
          const counted = Object.hasOwn(rule.numbers ?? {}, finding.messageId);
          expect(numbersSentence(finding, { texts, locale }, "plain") !== null).toBe(counted);
          expect(createNumbers([rule])([finding])).toHaveLength(counted ? 1 : 0);
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

function asksSomebody({ enforcement, messageEnforcement = {} }: Rule): boolean {
  const columns = [enforcement, ...Object.values(messageEnforcement)];
  return columns.some((column) =>
    Object.values(column).some((each) => each === "review" || each === "confirm"),
  );
}

function hasNumericParameter({ parameters }: Rule): boolean {
  return Object.values(parameters).some((schema) => {
    const type = isJsonObject(schema) ? schema["type"] : null;
    return [type].flat().some((each) => each === "number" || each === "integer");
  });
}

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
