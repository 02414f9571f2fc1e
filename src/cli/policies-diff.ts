import { readFileSync } from "node:fs";
import { gateKeysBetween } from "../app/effect/untold.ts";
import type { PolicySet } from "../app/policy-set.ts";
import type { Under } from "../app/replay/under.ts";
import { readDescriptions } from "../app/rule-sets/activate.ts";
import { recordedActivations } from "../app/rule-sets/activations.ts";
import { describeShipped } from "../app/rule-sets/describe.ts";
import { keptRuleSets } from "../app/rule-sets/kept.ts";
import { configurationOf, recordedSettings } from "../app/settings-record.ts";
import { shippedPolicySet } from "../app/shipped-policies.ts";
import { loadConfiguration, type RuntimeEnvironment, readRuntimeEnvironment } from "../config/index.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import { configurationDifference } from "../model/configuration-difference.ts";
import type { JsonObject } from "../model/json.ts";
import { type DescribedSet, differenceOf } from "../model/rule-set-difference.ts";
import type { TriedChange } from "../model/rule-set-effect.ts";
import { visibleJson } from "../report/neutral.ts";
import { setDifferenceLines, settingsDifferenceLines } from "../report/operator/difference-text.ts";
import { policyTexts } from "../report/operator/policy-words.ts";
import { ruleSetEffectLines } from "../report/operator/rule-set-effect-text.ts";
import type { StoreReader } from "../store/index.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { callerPaths } from "./caller-paths.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { knownRepository } from "./known-repository.ts";
import { type AskedEffect, effectAsked, replayedEffect } from "./policies-effect.ts";
import { openRecords, readLedgerFlags } from "./records.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** One side of a comparison. */
type Side =
  | { readonly kind: "rules"; readonly set: DescribedSet; readonly policySet: PolicySet }
  | {
      readonly kind: "settings";
      readonly configuration: Configuration;
      /** Repositories that were judged by it; `null`: it is a file, and nobody knows. */
      readonly repositories: ReadonlySet<number> | null;
    };

interface Looking {
  readonly environment: RuntimeEnvironment;
  readonly own: PolicySet;
  readonly store: StoreReader | null;
}

/** `sekisho policies diff A B`: what differs between two rule sets, or two configurations, in words. */
export async function policiesDiff(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const withoutEffect = rest.filter((argument) => argument !== "--effect");
  const given = readArguments(withoutEffect, ["format", "locale", "last", "repository"], 2);
  const asked = effectAsked(withoutEffect.length < rest.length, given);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const [first, second] = given.positionals;
  if (first === undefined || second === undefined)
    throw new UsageError("policies diff takes two digests, or two configuration files: `policies diff A B`.");
  const environment = readRuntimeEnvironment();
  const own = await shippedPolicySet(environment.cacheDirectory);
  const inStore = [first, second].some((name) => isDigest(name) && digestIn(name) !== own.digest);
  const isNeeded = inStore || asked !== null;
  const store = isNeeded ? await openRecords(flags) : null;
  try {
    const looking = { environment, own, store };
    const as = await kindOf([first, second], looking);
    const sides = [await sideOf(first, as, looking), await sideOf(second, as, looking)] as const;
    const { difference, lines } = compared(...sides, asked !== null, locale);
    const effect =
      asked === null || store === null ? null : await effectOf(sides, asked, { ...looking, store });
    const more = effect === null ? [] : ["", ...ruleSetEffectLines(effect, locale)];
    const document = effect === null ? difference : { difference, effect: effect.rows, apart: effect.apart };
    await write(format === "json" ? `${visibleJson(document)}\n` : `${[...lines, ...more].join("\n")}\n`);
    return exitCodes.pass;
  } finally {
    await store?.close();
  }
}

async function effectOf(
  [before, after]: readonly [Side, Side],
  { last, repository }: AskedEffect,
  { store, environment, own }: Looking & { readonly store: StoreReader },
): Promise<TriedChange> {
  const sides = { before: underOf(before), after: underOf(after) };
  const repositories =
    repository === null
      ? repositoriesOf([before, after])
      : new Set([(await knownRepository(repository, store)).id]);
  const among = { last, repositories };
  const rows = await replayedEffect(sides, among, { store, cacheFolder: environment.cacheDirectory });
  if (before.kind !== "settings" || after.kind !== "settings")
    return { of: before.kind === after.kind ? "rules" : "both", rows, apart: [] };
  const apart = gateKeysBetween(before.configuration, after.configuration);
  const pins = [before, after].map(({ configuration }) => configuration.ruleSet ?? own.digest);
  return { of: "settings", rows, apart: pins[0] === pins[1] ? apart : [...apart, "ruleSet"] };
}

function underOf(side: Side): Under {
  return side.kind === "rules" ? { policySet: side.policySet } : { configuration: side.configuration };
}

/** Settings of one repository say nothing about another's; `null`: of all. */
function repositoriesOf(sides: readonly Side[]): ReadonlySet<number> | null {
  const known = sides.flatMap((side) =>
    side.kind === "rules" || side.repositories === null ? [] : [...side.repositories],
  );
  return known.length === 0 ? null : new Set(known);
}

function compared(before: Side, after: Side, isTried: boolean, locale: Locale) {
  if (before.kind === "rules" && after.kind === "rules") {
    const difference = differenceOf(before.set, after.set);
    return { difference, lines: setDifferenceLines(difference, locale) };
  }
  if (before.kind === "settings" && after.kind === "settings") {
    const difference = configurationDifference(plain(before.configuration), plain(after.configuration));
    return { difference, lines: settingsDifferenceLines(difference, locale) };
  }
  // Nothing in the one has a counterpart in the other; decisions can be held against both.
  if (isTried) return { difference: null, lines: [policyTexts(locale).unlike] };
  throw new UsageError(
    "policies diff compares two rule sets, or two configurations. Of one with the other, --effect tells which recorded decisions end differently.",
  );
}

function plain({ digest: _, ...configuration }: Configuration): JsonObject {
  return JSON.parse(JSON.stringify(configuration));
}

function isDigest(name: string): boolean {
  return /^(?:sha256:)?[0-9a-f]{64}$/.test(name);
}

function digestIn(name: string): string {
  return name.replace(/^sha256:/, "");
}

async function sideOf(name: string, as: FileKind, looking: Looking): Promise<Side> {
  if (!isDigest(name)) {
    const configuration = await configurationIn(name, as, looking);
    return { kind: "settings", configuration, repositories: null };
  }
  const digest = digestIn(name);
  const { own, store } = looking;
  if (digest === own.digest)
    return {
      kind: "rules",
      set: { rules: own.rules, descriptions: describeShipped(own) },
      policySet: own,
    };
  if (store !== null) {
    const kept = (await keptSet(digest, own, store)) ?? (await keptConfiguration(digest, own, store));
    if (kept !== null) return kept;
  }
  throw new UsageError(
    `${digest} is no rule set and no configuration that this store has kept. \`sekisho policies history\` shows those that there are.`,
  );
}

async function keptSet(digest: string, own: PolicySet, store: StoreReader): Promise<Side | null> {
  const found = await keptRuleSets(own, store).find(digest);
  if (found.kind === "missing") return null;
  const activations = await recordedActivations(store.records);
  const described = activations.findLast((each) => each.policySet === digest && each.descriptions !== null);
  const descriptions = await readDescriptions(described?.descriptions ?? null, store.blobs);
  const { policySet } = found;
  return { kind: "rules", set: { rules: policySet.rules, descriptions }, policySet };
}

/** Of any repository: a configuration that was in force is known by its digest alone. */
async function keptConfiguration(
  digest: string,
  own: PolicySet,
  { records, blobs }: StoreReader,
): Promise<Side | null> {
  const decisions = await records.ofPulls(null, "decision");
  const places = new Set(
    decisions.flatMap(({ body, repositoryId }) =>
      body.kind === "decision" && body.inputs.configuration === digest && repositoryId !== null
        ? [repositoryId]
        : [],
    ),
  );
  for (const repositoryId of places) {
    const recorded = await recordedSettings(repositoryId, records);
    const found = recorded.find(({ configuration }) => configuration === digest);
    const configuration = found === undefined ? null : await configurationOf(found, blobs, own.rules);
    if (configuration !== null) return { kind: "settings", configuration, repositories: places };
  }
  return null;
}

/** A file of an organisation has keys that no repository may set; two files are read as the same kind. */
async function configurationIn(
  path: string,
  as: FileKind,
  { environment, own }: Looking,
): Promise<Configuration> {
  const file = { path, text: fileAt(path, environment) };
  const files = { organisation: null, repository: null, [as]: file };
  const loaded = await loadConfiguration({ ...files, rules: own.rules });
  if (loaded.kind === "ok") return loaded.configuration;
  throw new ConfigurationError(loaded.problems);
}

type FileKind = "organisation" | "repository";

/** The kind that all of these files can be. */
async function kindOf(names: readonly string[], looking: Looking): Promise<FileKind> {
  try {
    for (const name of names) if (!isDigest(name)) await configurationIn(name, "repository", looking);
    return "repository";
  } catch (error) {
    if (error instanceof ConfigurationError) return "organisation";
    throw error;
  }
}

function fileAt(path: string, environment: RuntimeEnvironment): string {
  try {
    return readFileSync(callerPaths(environment).resolve(path), "utf8");
  } catch (cause) {
    throw new UsageError(
      `${path} is neither a digest (64 characters of 0-9 and a-f) nor a file that can be read.`,
      {
        cause,
      },
    );
  }
}
