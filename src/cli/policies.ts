import { installation } from "../app/installation.ts";
import { readPolicyFolder } from "../app/policy-set.ts";
import { ruleTexts } from "../app/rule-texts.ts";
import { opaEngine } from "../app/shipped-policies.ts";
import { isSilent } from "../app/silent-rules.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import { effectiveEnforcement } from "../model/enforcement.ts";
import type { Environment } from "../model/resource.ts";
import type { Rule } from "../model/rule.ts";
import { renderPolicyList } from "../report/catalogue/policy-list.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { callerPaths } from "./caller-paths.ts";
import { openCatalogue } from "./catalogue.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho policies list` and `sekisho policies test`. */
export async function policies(list: readonly string[]): Promise<number> {
  const [action = "list", ...rest] = list;
  if (action === "list") return listPolicies(rest);
  if (action === "test") return testPolicies(rest);
  throw new UsageError(`policies has \`list\` and \`test\`, not ${JSON.stringify(action)}.`);
}

async function listPolicies(list: readonly string[]): Promise<number> {
  const given = readArguments(list, ["locale", "config", "org-config"], 0);
  const { rules, configuration, colour } = await openCatalogue(given);
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], configuration.locale);
  const texts = ruleTexts(rules, locale);
  const lines = rules.map((rule) => ({
    id: rule.id,
    title: texts[rule.id]?.title ?? rule.title,
    family: rule.family,
    severity: rule.severity,
    ...inForce(rule, configuration),
    silent: isSilent(rule, configuration),
  }));
  await write(renderPolicyList(lines, { locale, colour }));
  return exitCodes.pass;
}

function inForce(rule: Rule, configuration: Configuration) {
  const environment = (name: string, production: boolean): Environment => ({
    name,
    production,
    ephemeral: false,
    source: "configured",
  });
  return {
    production: effectiveEnforcement(configuration, rule, environment("production", true)),
    elsewhere: effectiveEnforcement(configuration, rule, environment("default", false)),
  };
}

async function testPolicies(list: readonly string[]): Promise<number> {
  const given = readArguments(list, [], 1);
  const environment = readRuntimeEnvironment();
  const [named] = given.positionals;
  const folder = named === undefined ? installation.policies : callerPaths(environment).resolve(named);
  const { runRegoTests } = await import("../policy/rego-tests.ts");
  const { cacheDirectory } = environment;
  const engines = { tester: await opaEngine(cacheDirectory), compiler: await opaEngine(cacheDirectory) };
  const outcomes = await runRegoTests(engines, policyFiles(folder));
  const failures = outcomes.filter(({ test, passesInWasm }) => !(test.pass && passesInWasm));
  for (const { test, passesInWasm } of failures) {
    const where = test.pass ? "fails in WebAssembly only" : passesInWasm ? "fails on OPA only" : "fails";
    await write(`✗ ${test.file}:${test.row} ${test.name} ${where}${test.pass ? "" : `: ${test.failure}`}\n`);
  }
  await write(
    `${outcomes.length - failures.length} of ${outcomes.length} tests pass, on OPA and in WebAssembly\n`,
  );
  return failures.length === 0 ? exitCodes.pass : exitCodes.blocked;
}

function policyFiles(folder: string) {
  try {
    return readPolicyFolder(folder);
  } catch (cause) {
    throw new UsageError(`${folder} cannot be read as a policy folder.`, { cause });
  }
}
