import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import type { Rule } from "../../src/model/rule.ts";
import { type Readme, readReadme } from "../../src/policy/texts.ts";

export interface ExampleFile {
  readonly name: string;
  readonly text: string;
}

/** A rule with everything that its folder holds. */
export interface ShippedRule {
  readonly rule: Rule;
  readonly folder: string;
  readonly en: Readme;
  readonly ja: Readme;
  readonly examples: readonly ExampleFile[];
}

/** Every rule of `policies/`, sorted by id. Throws, naming the file, where one is missing or unreadable. */
export async function loadShippedPolicies(): Promise<readonly ShippedRule[]> {
  const { rules } = await shippedPolicySet(readRuntimeEnvironment().cacheDirectory);
  return rules.map((rule) => {
    const folder = join("policies", ...rule.package.split("."));
    return {
      rule,
      folder,
      en: readReadmeFile(join(folder, "README.md"), "en"),
      ja: readReadmeFile(join(folder, "README.ja.md"), "ja"),
      examples: readExamples(folder),
    };
  });
}

function readReadmeFile(path: string, locale: "en" | "ja"): Readme {
  return readReadme(path, readFileSync(path, "utf8"), locale);
}

function readExamples(folder: string): readonly ExampleFile[] {
  return readdirSync(folder)
    .filter((name) => /^(good|bad)\b/.test(name))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}
