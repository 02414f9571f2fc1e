import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../model/rule.ts";
import { installation } from "./installation.ts";

/** What a rule's folder shows beside its METADATA. */
export interface RuleShape {
  /** What its examples are written in, sorted; a call of a remote module is a format of its own. */
  readonly formats: readonly string[];
  /** It says, as data, how what it finds is mended. */
  readonly fix: boolean;
}

/** Of a rule that is not one of ours there is no folder to look at. */
export function ruleShape({ package: name }: Rule): RuleShape {
  const folder = join(installation.policies, ...name.split("."));
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
  const examples = files.filter((file) => /^(?:good|bad)\b/.test(file));
  const rego = files.filter((file) => file.endsWith(".rego") && !file.endsWith("_test.rego"));
  return {
    formats: [...new Set(examples.flatMap((file) => formatsOf(file, textOf(file))))].toSorted(),
    fix: rego.some((file) => textOf(file).includes('"fix"')),
  };
}

const names: Readonly<Record<string, string>> = {
  yaml: "YAML",
  dockerfile: "Dockerfile",
  conf: "NGINX",
  json: "paths",
};

function formatsOf(file: string, text: string): readonly string[] {
  if (file.endsWith(".plan.json")) return ["plan"];
  const extension = file.slice(file.lastIndexOf(".") + 1);
  if (extension !== "tf") return [names[extension] ?? extension];
  return [
    ...(/^(?:resource|data|terraform|provider) /m.test(text) ? ["Terraform"] : []),
    ...(/^module /m.test(text) ? ["module call"] : []),
  ];
}
