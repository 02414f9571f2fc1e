import { describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluation/task.ts";
import { writeRepairs } from "../../src/app/evaluation/write-repairs.ts";
import { counts } from "../../src/decision/index.ts";
import { withLineEdits } from "../../src/model/repair.ts";
import { type ExampleFiles, type RuleFolder, readRuleFolder } from "./rule-folder.ts";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

/** What a catalogue of this size has to have; the number is printed. */
const rulesWithFixMin = 40;

const workbench = await openWorkbench();
const { rules } = workbench.policySet;
const folders = rules.map(readRuleFolder);
const examples = folders.flatMap((folder) =>
  folder.examples
    .filter(({ kind }) => kind === "bad")
    .map((example): [string, RuleFolder, ExampleFiles] => [
      `${folder.rule.id} ${example.name}`,
      folder,
      example,
    ]),
);
const fixed = new Set<string>();

describe("a fix as data", () => {
  test.each(examples)("mends %s", async (_, { rule, en }, example) => {
    const configuration = await exampleConfiguration(en.frontMatter.configuration);
    const own = await workbench.evaluate({ rules: [rule], ...sidesOf(example), configuration });
    if (!own.findings.some((finding) => counts(finding) && finding.fix !== null)) return;
    const { repairs = [], findings } = own;
    const mended = new Set(repairs.flatMap(({ fingerprints }) => fingerprints));
    const left = findings.filter((finding) => counts(finding) && finding.fix !== null);
    const unwritten = left.filter(({ fingerprint, type, location }) => {
      // What Terraform makes of it in Kubernetes has another shape than what is written.
      const isElsewhere = type.includes("/") && location.path.endsWith(".tf");
      return !mended.has(fingerprint) && !isElsewhere;
    });
    expect(unwritten.map(({ location, fix }) => ({ location, fix }))).toEqual([]);
    if (repairs.length === 0) return;
    const texts = { ...example.head };
    const engine = () => workbench.ports.engine("terraform");
    for (const [path, meant] of Map.groupBy(repairs, (repair) => repair.path)) {
      const text = texts[path] ?? "";
      const edits = await writeRepairs({ path, text, repairs: meant }, engine);
      const written = new Set(edits.flatMap(({ fingerprints }) => fingerprints));
      const missing = meant.filter(({ fingerprints }) => fingerprints.some((each) => !written.has(each)));
      expect(missing).toEqual([]);
      texts[path] = withLineEdits(text, edits);
    }
    const all = (head: Readonly<Record<string, string>>) =>
      workbench.evaluate({ rules, base: example.base, head, configuration });
    const [before, after] = [await all(example.head), await all(texts)];
    const known = new Set(counting(before));
    expect(counting(after).filter((fingerprint) => mended.has(fingerprint))).toEqual([]);
    // What had no kind was judged by nobody: a review does not show such a fix where all rules then have more to say.
    const isNamed = repairs.some(({ fix: { path } }) => path[0] === "kind" || path[0] === "apiVersion");
    expect(
      after.findings.filter((finding) => counts(finding) && !known.has(finding.fingerprint) && !isNamed),
      Object.values(texts).join("\n"),
    ).toEqual([]);
    fixed.add(rule.id);
  });

  test("is what many rules have", () => {
    process.stdout.write(`${fixed.size} of ${rules.length} rules have a fix: ${[...fixed].join(" ")}\n`);
    expect(fixed.size).toBeGreaterThanOrEqual(rulesWithFixMin);
  });
});

function sidesOf({ base, head }: ExampleFiles) {
  return { base, head };
}

function counting({ findings }: Evaluation): readonly string[] {
  return findings.filter(counts).map(({ fingerprint }) => fingerprint);
}
