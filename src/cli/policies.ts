import { installation } from "../app/installation.ts";
import { readPolicyFolder, readTestFolder } from "../app/policy-set.ts";
import { newRulesIn } from "../app/rule-sets/new-rules.ts";
import { ruleShape } from "../app/rule-shape.ts";
import { ruleTexts } from "../app/rule-texts.ts";
import { opaEngine } from "../app/shipped-policies.ts";
import { isSilent } from "../app/silent-rules.ts";
import { readRuntimeEnvironment } from "../config/index.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import { effectiveEnforcement } from "../model/enforcement.ts";
import type { Environment } from "../model/resource.ts";
import type { Rule } from "../model/rule.ts";
import { type PolicyLine, renderPolicyList, renderPolicyListJson } from "../report/catalogue/policy-list.ts";
import type { StoreReader } from "../store/index.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { callerPaths } from "./caller-paths.ts";
import { openCatalogue } from "./catalogue.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { namesStore, openRecords, readLedgerFlags, type StorePlace } from "./records.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho policies list`, which `sekisho policies` stands for, and `test`, `history` and `diff`. */
export async function policies(list: readonly string[]): Promise<number> {
  const named = list[0]?.startsWith("-") === false;
  const [action = "list", ...rest] = named ? list : ["list", ...list];
  if (action === "list") return listPolicies(rest);
  if (action === "test") return testPolicies(rest);
  if (action === "history") return (await import("./policies-history.ts")).policiesHistory(rest);
  if (action === "diff") return (await import("./policies-diff.ts")).policiesDiff(rest);
  throw new UsageError(
    `policies has \`list\`, \`test\`, \`history\` and \`diff\`, not ${JSON.stringify(action)}.`,
  );
}

async function listPolicies(all: readonly string[]): Promise<number> {
  const { rest: list, ...flags } = readLedgerFlags(all);
  const options = ["format", "locale", "config", "org-config", "policy-source"];
  const given = readArguments(list, options, 0, ["policy-source"]);
  const format = oneOf<"pretty" | "json">("format", given.value("format"), ["pretty", "json"], "pretty");
  const { rules, configuration, colour } = await openCatalogue(given);
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], configuration.locale);
  const texts = ruleTexts(rules, locale);
  const observed = await observedRules(rules, configuration, flags);
  const lines = rules.map((rule) => ({
    ...observed(rule.id),
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

/** Where a store is named, which rules are new in it; else nothing is said of that. */
async function observedRules(
  rules: readonly Rule[],
  { timezone }: Configuration,
  place: StorePlace,
): Promise<(ruleId: string) => Pick<PolicyLine, "observed">> {
  const store = await storeIfNamed(place);
  if (store === null) return () => ({});
  try {
    const ruleIds = rules.map(({ id }) => id);
    const asked = { organisation: null, ruleIds, now: new Date(), timezone };
    const found = Map.groupBy(await newRulesIn(asked, store.records), ({ ruleId }) => ruleId);
    return (ruleId) => {
      const places = found.get(ruleId)?.map(({ ruleId: _, ...where }) => where);
      return places === undefined ? {} : { observed: places };
    };
  } finally {
    await store.close();
  }
}

/** DATABASE_URL may be there for something else: then the list is as good without a store. */
async function storeIfNamed(place: StorePlace): Promise<StoreReader | null> {
  const isAsked = place.embedded || (place.ledger ?? null) !== null;
  if (!isAsked && !namesStore(place)) return null;
  try {
    return await openRecords(place);
  } catch (error) {
    if (isAsked || !(error instanceof Error)) throw error;
    process.stderr.write(
      `sekisho: which rules are new is not told, because the store of DATABASE_URL cannot be read: ${error.message}\n`,
    );
    return null;
  }
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
