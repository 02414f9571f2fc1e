import { effective, modeOf } from "../../decision/index.ts";
import { flipOf, type Judged, judgedOf } from "../../model/flip.ts";
import type { ChangedDecision } from "../../report/publication/index.ts";
import { type CompiledEdit, editedSourceKeys, namesSources, policyCompiler } from "./edited-policies.ts";
import { settingsReader } from "./settings-reader.ts";
import { grantedWaivers, type SettledAgain, type SettledUnder, settleAgain } from "./settle-again.ts";
import type {
  CompileAnswer,
  CompiledPolicies,
  CompileRequest,
  Effect,
  EffectSide,
  EffectTask,
  JudgedAgain,
  PastDecision,
  PolicyEdit,
  ReplayAnswer,
  ReplayRequest,
} from "./task.ts";
import { gateKeysBetween, isSettingsKey, unreadBetween, untoldBetween } from "./untold.ts";

/** What only its parent can do. */
export interface ComparePorts {
  /** Judges a recorded decision again under two settings. */
  readonly judge: (request: ReplayRequest) => Promise<ReplayAnswer>;
  readonly compile: (request: CompileRequest) => Promise<CompileAnswer>;
}

interface Comparing {
  readonly task: EffectTask;
  readonly judge: ComparePorts["judge"];
  readonly compiled: (edit: PolicyEdit) => Promise<CompiledEdit>;
}

/**
 * Compares what past decisions would be under the settings in force and under the edited ones: those of which what they
 * were made from is kept are judged again, and the findings of the others settled again.
 */
export async function compareSettings(task: EffectTask, { judge, compile }: ComparePorts): Promise<Effect> {
  const read = settingsReader(task);
  const edited = await read(task.edited);
  if (edited.problems.length > 0) return { kind: "invalid", problems: edited.problems };
  const comparing = { task, judge, compiled: policyCompiler(compile) };
  const policies = await policiesFor(task.policies, [edited.settings], comparing);
  if (policies?.kind === "invalid") return policies;
  const different: ChangedDecision[] = [];
  const untold = new Set<string>();
  const counted = { compared: 0, failed: 0, unfinished: 0 };
  for (const past of task.decisions) {
    const before = (await read(past.inForce)).settings;
    const after = (await read(past.edited)).settings;
    // Settings of another repository that are broken already are not what this edit is about.
    if (before === null || after === null) continue;
    const tried = await tryOn(past, { before, after }, comparing);
    if (tried.kind === "invalid") return tried;
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

/** Edited policies, compiled; `null`: none are, or the settings name others besides, which nobody has read. */
async function policiesFor(
  edit: PolicyEdit | undefined,
  settings: readonly (SettledUnder | null)[],
  { compiled }: Pick<Comparing, "compiled">,
): Promise<CompiledEdit | null> {
  const isNamed = (one: SettledUnder | null) =>
    one !== null && edit !== undefined && namesSources(one.configuration, edit);
  return edit === undefined || !settings.every(isNamed) ? null : compiled(edit);
}

type Tried =
  | {
      readonly kind: "tried";
      readonly before: SettledAgain;
      readonly after: SettledAgain;
      readonly untold: readonly string[];
    }
  | { readonly kind: "failed" | "unfinished" }
  | Extract<CompiledEdit, { readonly kind: "invalid" }>;

async function tryOn(past: PastDecision, both: BothSettings, comparing: Comparing): Promise<Tried> {
  const { before, after } = both;
  const policies = await policiesFor(past.policies, [before, after], comparing);
  if (policies?.kind === "invalid") return policies;
  if (policies?.kind === "out-of-time") return { kind: "unfinished" };
  const sides = {
    before: sideOf(before, before, policies?.before),
    after: sideOf(after, before, policies?.after),
  };
  const answer: ReplayAnswer =
    past.replay === null
      ? { kind: "not-kept" }
      : await comparing.judge({ kind: "judge", replay: past.replay, ...sides });
  // Policies that were not tried would have changed more than is told.
  const unseen =
    past.policies !== undefined && (policies === null || answer.kind === "not-kept")
      ? editedSourceKeys(past.policies)
      : [];
  switch (answer.kind) {
    case "judged":
      return judgedTwice(past, both, { answer, policies, unseen }, comparing.task);
    case "not-kept":
      return settledTwice(past, both, unseen, comparing.task);
    case "out-of-time":
      return { kind: "unfinished" };
    default:
      return { kind: answer.kind };
  }
}

/** What was judged again, as it counts in the modes of the settings. */
function judgedTwice(
  past: PastDecision,
  { before, after }: BothSettings,
  {
    answer,
    policies,
    unseen,
  }: {
    readonly answer: Extract<ReplayAnswer, { readonly kind: "judged" }>;
    readonly policies: Extract<CompiledEdit, { readonly kind: "compiled" }> | null;
    readonly unseen: readonly string[];
  },
  task: EffectTask,
): Tried {
  const keys = new Set(unreadBetween(before.configuration, after.configuration));
  const untold = [...answer.before.untold, ...answer.after.untold].filter(
    // What differs from the settings of then alone is not what is edited.
    (name) => !isSettingsKey(name) || keys.has(name) || name === "ruleSet",
  );
  return {
    kind: "tried",
    before: modesOf(past, before, answer.before, { task, policies: policies?.before }),
    after: modesOf(past, after, answer.after, { task, policies: policies?.after }),
    untold: [...untold, ...unseen, ...gateKeysBetween(before.configuration, after.configuration)],
  };
}

function settledTwice(
  past: PastDecision,
  { before, after }: BothSettings,
  unseen: readonly string[],
  task: EffectTask,
): Tried {
  const rules = new Map(task.rules.map((rule) => [rule.id, rule]));
  const granted = grantedWaivers(past.report, before.waivers);
  const under = (settings: SettledUnder) => settleAgain(past, settings, rules, granted);
  const untold = untoldBetween(before.configuration, after.configuration, task.rules);
  const apart = gateKeysBetween(before.configuration, after.configuration);
  return {
    kind: "tried",
    before: under(before),
    after: under(after),
    untold: [...untold, ...unseen, ...apart],
  };
}

/** What stood under the name of a file of the settings in force stands under the edited ones as they say. */
function sideOf(
  { configuration, waivers }: SettledUnder,
  inForce: SettledUnder,
  policies: CompiledPolicies | undefined,
): EffectSide {
  return {
    configuration,
    waivers: { written: waivers, replaced: inForce.waivers.map(({ id }) => id) },
    ...(policies === undefined ? {} : { policies: policies.digest }),
  };
}

function modesOf(
  { report, repository }: PastDecision,
  { configuration }: SettledUnder,
  { findings, decision }: JudgedAgain,
  { task, policies }: { readonly task: EffectTask; readonly policies: CompiledPolicies | undefined },
): SettledAgain {
  const shipped = task.rules.filter(({ origin }) => policies === undefined || origin === undefined);
  const ruleIds = [...shipped, ...(policies?.rules ?? [])].map(({ id }) => id);
  const modes = modeOf(configuration, repository, new Set(task.observed));
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
