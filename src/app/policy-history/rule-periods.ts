import { defaultConfiguration } from "../../config/index.ts";
import { modeOf } from "../../decision/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { effectiveEnforcement } from "../../model/enforcement.ts";
import { addDays, localDateAt, startOfDay } from "../../model/local-date.ts";
import type { RulePeriod } from "../../model/policy-history.ts";
import type { Environment } from "../../model/resource.ts";
import type { Rule } from "../../model/rule.ts";
import type { Activation } from "../rule-sets/activations.ts";
import type { RuleSets } from "../rule-sets/kept.ts";
import { observedOn } from "../rule-sets/observed.ts";
import { configurationOf, type RecordedSettings } from "../settings-record.ts";
import type { HistoryStore } from "./history-store.ts";

export interface PeriodsRequest {
  readonly ruleId: string;
  readonly repository: { readonly name: string } | null;
  readonly activations: readonly Activation[];
  readonly settings: readonly RecordedSettings[];
  readonly timezone: string;
  readonly now: string;
}

/** What a rule was from which moment on, oldest first: each period differs from the one before it. */
export async function rulePeriods(
  request: PeriodsRequest,
  store: Pick<HistoryStore, "blobs">,
  ruleSets: RuleSets,
): Promise<readonly RulePeriod[]> {
  const periods: Omit<RulePeriod, "to">[] = [];
  for (const from of turningPoints(request)) {
    const setting = await settingAt(from, request, store, ruleSets);
    const last = periods.at(-1);
    if (last === undefined || JSON.stringify(last.setting) !== JSON.stringify(setting))
      periods.push({ from, setting });
  }
  return periods.map((period, place) => ({ ...period, to: periods[place + 1]?.from ?? null }));
}

/** Whenever it may have become something else: by a rule set, by settings, by the end of being new. */
function turningPoints({ ruleId, activations, settings, timezone, now }: PeriodsRequest): readonly string[] {
  const ends = activations
    .flatMap(({ observing }) => observing)
    .filter((rule) => rule.ruleId === ruleId)
    .map(({ until }) => startOfDay(addDays(until, 1), timezone));
  const all = [...activations.map(({ at }) => at), ...settings.map(({ at }) => at), ...ends];
  return [...new Set(all)].filter((at) => at <= now).toSorted();
}

async function settingAt(
  at: string,
  { ruleId, repository, activations, settings, timezone }: PeriodsRequest,
  { blobs }: Pick<HistoryStore, "blobs">,
  ruleSets: RuleSets,
): Promise<RulePeriod["setting"]> {
  const activated = activations.filter((each) => each.at <= at);
  const found = await ruleSets.find(activated.at(-1)?.policySet ?? "");
  const rules = found.kind === "found" ? found.policySet.rules : [];
  const rule = rules.find(({ id }) => id === ruleId);
  if (rule === undefined) return null;
  const recorded = settings.findLast((each) => each.at <= at);
  const configuration =
    recorded === undefined ? defaultConfiguration() : await configurationOf(recorded, blobs, rules);
  if (configuration === null) return null;
  const today = localDateAt(new Date(at), timezone);
  const observed = observedOn(today, [ruleId], activated).at(0);
  const newRules = new Set(observed === undefined ? [] : [ruleId]);
  return {
    ...enforcementsOf(rule, configuration),
    mode: modeOf(configuration, repository?.name ?? "", newRules)(ruleId),
    newUntil: observed?.until ?? null,
  };
}

function enforcementsOf(rule: Rule, configuration: Configuration) {
  const environment = (name: string, production: boolean): Environment => {
    return { name, production, ephemeral: false, source: "configured" };
  };
  return {
    production: effectiveEnforcement(configuration, rule, environment("production", true)),
    elsewhere: effectiveEnforcement(configuration, rule, environment("default", false)),
  };
}
