import { type ConfigurationProblem, loadConfiguration, parseWaivers } from "../../config/index.ts";
import type { ChangedDecision, SettingsVerdict } from "../../report/publication/index.ts";
import { grantedWaivers, type SettledAgain, type SettledUnder, settleAgain } from "./settle-again.ts";
import type { Effect, EffectTask, PastDecision, SettingsFiles } from "./task.ts";
import { untoldBetween } from "./untold.ts";

/** Compares what past decisions would be under the settings in force and under the edited ones. Pure. */
export async function compareSettings(task: EffectTask): Promise<Effect> {
  const read = settingsReader(task);
  const edited = await read(task.edited);
  if (edited.problems.length > 0) return { kind: "invalid", problems: edited.problems };
  const rules = new Map(task.rules.map((rule) => [rule.id, rule]));
  const different: ChangedDecision[] = [];
  const untold = new Set<string>();
  let compared = 0;
  for (const past of task.decisions) {
    const before = await read(past.inForce);
    const after = await read(past.edited);
    // Settings of another repository that are broken already are not what this edit is about.
    if (before.settings === null || after.settings === null) continue;
    compared += 1;
    for (const key of untoldBetween(before.settings.configuration, after.settings.configuration, task.rules))
      untold.add(key);
    const granted = grantedWaivers(past.report, before.settings.waivers);
    const under = (settings: SettledUnder) => settleAgain(past, settings, rules, granted);
    different.push(...differenceOf(past, under(before.settings), under(after.settings)));
  }
  return { kind: "shown", decisions: compared, different, untold: [...untold].toSorted() };
}

function differenceOf(
  { repository, number }: PastDecision,
  before: SettledAgain,
  after: SettledAgain,
): readonly ChangedDecision[] {
  const switched = before.mode !== after.mode;
  const [was, is] = [asked(before, switched), asked(after, switched)];
  const same = was.route === is.route && was.reviewers.join() === is.reviewers.join();
  return same ? [] : [{ repository, number, before: was, after: is }];
}

/**
 * Where the edit switches the mode, what counts is that nothing is stopped or asked before. Where it does not, and only
 * observes, what would be asked is what whoever tunes the rules wants to know.
 */
function asked({ mode, verdict }: SettledAgain, switched: boolean): SettingsVerdict {
  return switched && mode !== "enforce" ? { route: "pass", reviewers: [] } : verdict;
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
    const loaded = await loadConfiguration({ ...files, rules, locale });
    if (loaded.kind === "invalid") return { settings: null, problems: loaded.problems };
    const { configuration } = loaded;
    const rest = await parseWaivers(files.waivers, { ...configuration.waivers, today, locale });
    return { settings: { configuration, waivers: rest.waivers }, problems: rest.problems };
  };
  return (files) => {
    const reading = known.get(files) ?? read(files);
    known.set(files, reading);
    return reading;
  };
}
