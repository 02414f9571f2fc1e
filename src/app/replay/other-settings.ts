import type { Configuration } from "../../model/configuration.ts";
import { compileGlobs } from "../../model/glob.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { addDays, startOfDay } from "../../model/local-date.ts";
import type { SettledSuppression } from "../../model/suppression.ts";
import type { Tenant } from "../../model/tenant.ts";
import { authorTable, tenantJson } from "../evaluation/facts/owners.ts";
import { freezesTable, limitsTable } from "../evaluation/facts/tables.ts";
import type { RecordedReturns } from "../evaluation/recording/trace.ts";
import type { RepeatedTask } from "./repeated-task.ts";
import type { OtherWaivers } from "./under.ts";

/**
 * Settings that stand beside those that decided. What the repository itself says of owners stands in no settings, and
 * stays as it was read, as long as it would be looked for in the same places.
 */
export function withRecordedOwnership(recorded: Configuration, other: Configuration): Configuration {
  const { ownership, tenantSources } = recorded;
  const isSame = JSON.stringify(tenantSources ?? []) === JSON.stringify(other.tenantSources ?? []);
  if (ownership === undefined || other.ownership !== undefined || !isSame) return other;
  const written = new Set(other.tenants.map(({ name }) => name));
  const named = new Set(ownership.flatMap(({ owned }) => owned.flatMap(({ tenants }) => tenants)));
  const sourced = recorded.tenants.filter(
    (tenant) => named.has(tenant.name) && !written.has(tenant.name) && ownsNothing(tenant),
  );
  return { ...other, ownership, tenants: [...other.tenants, ...sourced] };
}

/** As a tenant does of which the files of settings say nothing. */
function ownsNothing({ owns }: Tenant): boolean {
  return Object.values(owns).every((assets) => assets.length === 0);
}

/** An input with those of its facts made anew that follow from the settings alone. */
export function factsUnder(
  document: JsonObject,
  configuration: Configuration,
  task: RepeatedTask,
): JsonObject {
  const { facts, pull } = document;
  const { blastRadius } = configuration;
  return {
    ...document,
    ...(isJsonObject(pull) ? { pull: { ...pull, blastRadius: { ...blastRadius } } } : {}),
    ...(isJsonObject(facts) ? { facts: tablesUnder(facts, configuration, task) } : {}),
  };
}

function tablesUnder(facts: JsonObject, configuration: Configuration, task: RepeatedTask): JsonObject {
  const made: Readonly<Record<string, (table: JsonValue) => JsonValue>> = {
    limits: () => limitsTable(configuration),
    freezes: () => freezesTable(configuration, task.today),
    author: () => authorTable(task.author, configuration),
    tenants: (table) => tenantsUnder(table, configuration),
  };
  return Object.fromEntries(
    Object.entries(facts).map(([name, table]) => {
      const make = Object.hasOwn(made, name) ? made[name] : undefined;
      return [name, make === undefined ? table : make(table)];
    }),
  );
}

/** Those that the input names, with the assets that it names. */
function tenantsUnder(table: JsonValue, configuration: Configuration): JsonValue {
  if (!isJsonObject(table)) return table;
  const teamsOf = new Map(configuration.tenants.map(({ name, teams }) => [name, teams]));
  return Object.fromEntries(
    Object.entries(table).map(([name, tenant]) => {
      const teams = teamsOf.get(name);
      const isKnown = teams !== undefined && isJsonObject(tenant);
      return [name, isKnown ? tenantJson({ teams, owns: tenant["owns"] ?? {} }, configuration) : tenant];
    }),
  );
}

/** Exceptions as they would be. */
export function waiversUnder(
  recorded: RepeatedTask["waivers"],
  other: OtherWaivers,
): RepeatedTask["waivers"] {
  const replaced = new Set([...other.replaced, ...other.written.map(({ id }) => id)]);
  return [...other.written, ...recorded.filter(({ id }) => !replaced.has(id))];
}

/** What stands in the files to be ignored, as far as the settings let it. */
export function suppressionsUnder(
  recorded: readonly (readonly SettledSuppression[])[],
  { inlineSuppression, waivers }: Configuration,
): { readonly suppressions: readonly (readonly SettledSuppression[])[]; readonly untold: readonly string[] } {
  const isAllowed = compileGlobs(inlineSuppression.rules);
  const isNever = compileGlobs(waivers.never);
  const stateOf = (ruleId: string) =>
    isNever(ruleId) ? ("never" as const) : isAllowed(ruleId) ? ("counts" as const) : ("not-allowed" as const);
  const all = recorded.flat();
  // Whether it stood at the base was looked at only where it was allowed.
  const wakened = all.some(({ ruleId, effect }) => isRefused(effect) && stateOf(ruleId) === "counts");
  const suppressions = recorded.map((list) =>
    list.map((one) => (one.effect === "counts" ? { ...one, effect: stateOf(one.ruleId) } : one)),
  );
  return { suppressions, untold: wakened ? ["inlineSuppression"] : [] };
}

function isRefused(effect: SettledSuppression["effect"]): boolean {
  return effect === "not-allowed" || effect === "never";
}

/** Returns to what was in force, where the settings look back far enough for it. */
export function returnsUnder(
  returns: RecordedReturns | null,
  { rollback, timezone }: Configuration,
  today: string,
): RecordedReturns | null {
  if (returns === null) return null;
  const since = Math.floor(Date.parse(startOfDay(addDays(today, -rollback.windowDays), timezone)) / 1000);
  const isWithin = (untilSeconds: number) => rollback.windowDays > 0 && untilSeconds >= since;
  return { ...returns, proven: returns.proven.filter(([, { untilSeconds }]) => isWithin(untilSeconds)) };
}
