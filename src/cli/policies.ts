import { installation } from "../app/installation.ts";
import { readPolicyFolder, readTestFolder } from "../app/policy-set.ts";
import { ruleShape } from "../app/rule-shape.ts";
import { ruleTexts } from "../app/rule-texts.ts";
import { opaEngine } from "../app/shipped-policies.ts";
import { isSilent } from "../app/silent-rules.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import { effectiveEnforcement } from "../model/enforcement.ts";
import type { Environment } from "../model/resource.ts";
import type { Rule } from "../model/rule.ts";
import { renderPolicyList, renderPolicyListJson } from "../report/catalogue/policy-list.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { callerPaths } from "./caller-paths.ts";
import { openCatalogue } from "./catalogue.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho policies list`, which `sekisho policies` stands for, and `sekisho policies test`. */
export async function policies(list: readonly string[]): Promise<number> {
  const named = list[0]?.startsWith("-") === false;
  const [action = "list", ...rest] = named ? list : ["list", ...list];
  if (action === "list") return listPolicies(rest);
  if (action === "test") return testPolicies(rest);
  throw new UsageError(`policies has \`list\` and \`test\`, not ${JSON.stringify(action)}.`);
}

async function listPolicies(list: readonly string[]): Promise<number> {
  const options = ["format", "locale", "config", "org-config", "policy-source"];
  const given = readArguments(list, options, 0, ["policy-source"]);
  const format = oneOf<"pretty" | "json">("format", given.value("format"), ["pretty", "json"], "pretty");
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
    ...ruleShape(rule),
  }));
  await write(format === "json" ? renderPolicyListJson(lines) : renderPolicyList(lines, { locale, colour }));
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
  const { runPolicyTests } = await import("../app/policy-tests.ts");
  const newEngine = () => opaEngine(environment.cacheDirectory);
  const shipped = () => readPolicyFolder(installation.policies);
  const { tests, problems, inWasm } = await runPolicyTests(newEngine, folder, policyFiles(folder), shipped);
  if (problems.length > 0)
    throw new ConfigurationError(
      problems.map((problem) => ({ ...problem, key: "", message: problem.message.en, hint: null })),
    );
  const failed = tests.flatMap(({ name, failure }) => (failure === null ? [] : [{ name, failure }]));
  for (const { name, failure } of failed)
    await write(`✗ ${name} fails${failure === "" ? "" : `: ${failure}`}\n`);
  const where = inWasm ? ", on OPA and in WebAssembly" : "";
  await write(`${tests.length - failed.length} of ${tests.length} tests pass${where}\n`);
  return failed.length === 0 ? exitCodes.pass : exitCodes.blocked;
}

function policyFiles(folder: string) {
  try {
    return readTestFolder(folder);
  } catch (cause) {
    throw new UsageError(`${folder} cannot be read as a policy folder.`, { cause });
  }
}
