import { type ConfigurationProblem, loadConfiguration, parseWaivers } from "../../config/index.ts";
import { effective, modeOf } from "../../decision/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { flipOf, type Judged, judgedOf } from "../../model/flip.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { ChangedDecision } from "../../report/publication/index.ts";
import { maskedOrNone, maskedSettings } from "../masked-settings.ts";
import { grantedWaivers, type SettledAgain, type SettledUnder, settleAgain } from "./settle-again.ts";
import type {
  Effect,
  EffectSide,
  EffectTask,
  JudgedAgain,
  PastDecision,
  ReplayAnswer,
  ReplayRequest,
  SettingsFiles,
} from "./task.ts";
import { gateKeysBetween, isSettingsKey, unreadBetween, untoldBetween } from "./untold.ts";

/** Asks for a recorded decision to be judged again under two settings. */
export type Replayer = (request: ReplayRequest) => Promise<ReplayAnswer>;

/**
 * Compares what past decisions would be under the settings in force and under the edited ones: those of which what they
 * were made from is kept are judged again, and the findings of the others settled again.
 */
export async function compareSettings(task: EffectTask, replay: Replayer): Promise<Effect> {
  const read = settingsReader(task);
  const edited = await read(task.edited);
  if (edited.problems.length > 0) return { kind: "invalid", problems: edited.problems };
  const different: ChangedDecision[] = [];
  const untold = new Set<string>();
  const counted = { compared: 0, failed: 0, unfinished: 0 };
  for (const past of task.decisions) {
    const before = (await read(past.inForce)).settings;
    const after = (await read(past.edited)).settings;
    // Settings of another repository that are broken already are not what this edit is about.
    if (before === null || after === null) continue;
    const tried = await tryOn(past, { before, after }, task, replay);
    if (tried.kind !== "tried") {
      counted[tried.kind] += 1;
      continue;
    }
    counted.compared += 1;
    for (const key of tried.untold) untold.add(key);
    different.push(...differenceOf(past, tried.before, tried.after));
  }
  const { compared: decisions, failed, unfinished } = counted;
  const missed = { ...(failed === 0 ? {} : { failed }), ...(unfinished === 0 ? {} : { unfinished }) };
  return { kind: "shown", decisions, different, untold: [...untold].toSorted(), ...missed };
}

interface BothSettings {
  readonly before: SettledUnder;
  readonly after: SettledUnder;
}

type Tried =
  | {
      readonly kind: "tried";
      readonly before: SettledAgain;
      readonly after: SettledAgain;
      readonly untold: readonly string[];
    }
  | { readonly kind: "failed" | "unfinished" };

async function tryOn(
  past: PastDecision,
  both: BothSettings,
  task: EffectTask,
  replay: Replayer,
): Promise<Tried> {
  const { before, after } = both;
  const answer =
    past.replay === null
      ? ({ kind: "not-kept" } as const)
      : await replay({ replay: past.replay, before: sideOf(before, before), after: sideOf(after, before) });
  const apart = gateKeysBetween(before.configuration, after.configuration);
  switch (answer.kind) {
    case "judged": {
      const inModes = (settings: SettledUnder, judged: JudgedAgain) => modesOf(past, settings, judged, task);
      const keys = new Set(unreadBetween(before.configuration, after.configuration));
      const untold = [...answer.before.untold, ...answer.after.untold].filter(
        // What differs from the settings of then alone is not what is edited.
        (name) => !isSettingsKey(name) || keys.has(name) || name === "ruleSet",
      );
      return {
        kind: "tried",
        before: inModes(before, answer.before),
        after: inModes(after, answer.after),
        untold: [...untold, ...apart],
      };
    }
    case "not-kept": {
      const rules = new Map(task.rules.map((rule) => [rule.id, rule]));
      const granted = grantedWaivers(past.report, before.waivers);
      const under = (settings: SettledUnder) => settleAgain(past, settings, rules, granted);
      const untold = untoldBetween(before.configuration, after.configuration, task.rules);
      return { kind: "tried", before: under(before), after: under(after), untold: [...untold, ...apart] };
    }
    case "out-of-time":
      return { kind: "unfinished" };
    default:
      return { kind: answer.kind };
  }
}

/** What stood under the name of a file of the settings in force stands under the edited ones as they say. */
function sideOf({ configuration, waivers }: SettledUnder, inForce: SettledUnder): EffectSide {
  return { configuration, waivers: { written: waivers, replaced: inForce.waivers.map(({ id }) => id) } };
}

/** As it counts in the modes of the settings. */
function modesOf(
  { report, repository }: PastDecision,
  { configuration }: SettledUnder,
  { findings, decision }: JudgedAgain,
  { rules, observed }: EffectTask,
): SettledAgain {
  const ruleIds = rules.map(({ id }) => id);
  const modes = modeOf(configuration, repository, new Set(observed));
  const { mode, decision: counting } = effective({ ...report, findings, decision }, modes, ruleIds).report;
  return { mode, judged: judgedOf(counting) };
}

function differenceOf(
  { repository, number }: PastDecision,
  before: SettledAgain,
  after: SettledAgain,
): readonly ChangedDecision[] {
  const switched = before.mode !== after.mode;
  const flip = flipOf(asked(before, switched), asked(after, switched));
  return flip === null ? [] : [{ repository, number, ...flip }];
}

/**
 * Where the edit switches the mode, what counts is that nothing is stopped or asked before. Where it does not, and only
 * observes, what would be asked is what whoever tunes the rules wants to know.
 */
function asked({ mode, judged }: SettledAgain, switched: boolean): Judged {
  return switched && mode !== "enforce" ? { route: "pass", reviewers: [], reasons: [] } : judged;
}

interface ReadSettings {
  readonly settings: SettledUnder | null;
  readonly problems: readonly ConfigurationProblem[];
}

/** Twenty decisions of one repository share their settings: each is read once. */
function settingsReader({
  rules,
  locale,
  today,
}: EffectTask): (files: SettingsFiles) => Promise<ReadSettings> {
  const known = new Map<SettingsFiles, Promise<ReadSettings>>();
  const read = async (files: SettingsFiles): Promise<ReadSettings> => {
    const loaded = await loadConfiguration({
      organisation: maskedOrNone(files.organisation),
      repository: maskedOrNone(files.repository),
      rules,
      locale,
    });
    if (loaded.kind === "invalid") return { settings: null, problems: loaded.problems };
    const configuration = withSourced(loaded.configuration, files.sourcedTenants ?? []);
    const rest = await parseWaivers(files.waivers.map(maskedSettings), {
      ...configuration.waivers,
      today,
      locale,
    });
    return { settings: { configuration, waivers: rest.waivers }, problems: rest.problems };
  };
  return (files) => {
    const reading = known.get(files) ?? read(files);
    known.set(files, reading);
    return reading;
  };
}

/** Whose people are asked depends on tenants that stand in no settings; an edit of those settings leaves them as they are. */
function withSourced(configuration: Configuration, sourced: readonly Tenant[]): Configuration {
  const written = new Set(configuration.tenants.map(({ name }) => name));
  return {
    ...configuration,
    tenants: [...configuration.tenants, ...sourced.filter(({ name }) => !written.has(name))],
  };
}
