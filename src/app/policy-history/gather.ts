import { localDateAt } from "../../model/local-date.ts";
import type { OpenWaiver, PolicyHistory, SetInForce, SettingsInForce } from "../../model/policy-history.ts";
import { type Activation, recordedActivations } from "../rule-sets/activations.ts";
import type { RuleSets } from "../rule-sets/kept.ts";
import { configurationOf, type RecordedSettings, recordedSettings } from "../settings-record.ts";
import type { HistoryStore } from "./history-store.ts";
import { rulePeriods } from "./rule-periods.ts";
import { openWaivers } from "./waivers.ts";

export interface HistoryRequest {
  /** `null`: of all, and then rule sets alone. */
  readonly repository: { readonly id: number; readonly name: string } | null;
  readonly ruleId: string | null;
  /** ISO 8601: what was in force then; `null`: everything that ever was. */
  readonly at: string | null;
  /** ISO 8601. */
  readonly now: string;
}

/** Which rule sets and settings were in force when, from what was recorded when they came into force. */
export async function policyHistory(
  { repository, ruleId, at, now }: HistoryRequest,
  store: HistoryStore,
  ruleSets: RuleSets,
): Promise<PolicyHistory> {
  const all = await recordedActivations(store.records);
  const organisation = repository?.name.split("/")[0]?.toLowerCase() ?? null;
  const activations = all.filter((each) => organisation === null || each.organisation === organisation);
  const settings = repository === null ? [] : await recordedSettings(repository.id, store.records);
  const timezone = await timezoneOf(settings, store, ruleSets, activations);
  const sets = setsOf(activations);
  const configurations = settings.map((each, place) => settingsOf(each, settings[place + 1] ?? null));
  const moment = at ?? now;
  return {
    repository: repository?.name ?? null,
    at,
    timezone,
    ruleSets: at === null ? sets : sets.filter(({ from, to }) => from <= at && (to === null || at < to)),
    settings: at === null ? configurations : inForceAt(configurations, at),
    rule:
      ruleId === null
        ? null
        : {
            ruleId,
            periods: await rulePeriods(
              { ruleId, repository, activations, settings, timezone, now },
              store,
              ruleSets,
            ),
          },
    waivers: repository === null ? [] : await waiversAt(repository.id, settings, moment, timezone, store),
  };
}

function setsOf(activations: readonly Activation[]): readonly SetInForce[] {
  return activations.map((each, place) => {
    const { organisation, policySet, how, program, observing, difference, countsFrom, at: from } = each;
    const next = activations.slice(place + 1).find((later) => later.organisation === organisation);
    return {
      organisation,
      policySet,
      how,
      program,
      from,
      to: next?.at ?? null,
      countsFrom,
      observing,
      difference,
    };
  });
}

function settingsOf(each: RecordedSettings, next: RecordedSettings | null): SettingsInForce {
  const { configuration, policySet, sources, removed, effectiveFrom, difference, at: knownSince } = each;
  return {
    configuration,
    policySet,
    effectiveFrom,
    knownSince,
    knownUntil: next?.at ?? null,
    sources,
    removed,
    difference,
  };
}

/** The one that was known then, and the one that had come onto its branch by then, where that is another. */
function inForceAt(all: readonly SettingsInForce[], at: string): readonly SettingsInForce[] {
  const known = all.findLast(({ knownSince }) => knownSince <= at);
  const effective = all.findLast(({ knownSince, effectiveFrom }) => (effectiveFrom ?? knownSince) <= at);
  return [...new Set([known, effective].filter((each) => each !== undefined))];
}

async function timezoneOf(
  settings: readonly RecordedSettings[],
  { blobs }: HistoryStore,
  ruleSets: RuleSets,
  activations: readonly Activation[],
): Promise<string> {
  const last = settings.at(-1);
  if (last === undefined) return "UTC";
  const found = await ruleSets.find(activations.at(-1)?.policySet ?? "");
  const rules = found.kind === "found" ? found.policySet.rules : [];
  return (await configurationOf(last, blobs, rules))?.timezone ?? "UTC";
}

async function waiversAt(
  repositoryId: number,
  settings: readonly RecordedSettings[],
  at: string,
  timezone: string,
  store: HistoryStore,
): Promise<readonly OpenWaiver[]> {
  const inForce = settings.findLast((each) => each.at <= at) ?? null;
  return openWaivers({ repositoryId, inForce, at, today: localDateAt(new Date(at), timezone) }, store);
}
