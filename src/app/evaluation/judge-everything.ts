import type { ResourceChange } from "../../model/change.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Reach } from "../../model/reach.ts";
import { mainFile, type Root, rootKey } from "../../model/root.ts";
import type { Rule } from "../../model/rule.ts";
import type { ReportSuppression } from "../../model/suppression.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import type { RootInput } from "../../policy/input.ts";
import { judgeRoot, type RootVerdict } from "../../policy/judge.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import type { VerdictTrace } from "../../policy/trace.ts";
import type { Attribution } from "./attribution.ts";
import { atChangedLines } from "./changed-line.ts";
import { type FactSources, factsOf } from "./facts/index.ts";
import { askForeign, type ForeignJudging } from "./foreign/judge.ts";
import { judgeOwn, type OwnRules } from "./foreign/own.ts";
import { currentSide, type Loaded, type LoadedRoot, type LoadedSide } from "./loaded.ts";
import type { EvaluationPorts } from "./ports.ts";
import { pullFacts } from "./pull-facts.ts";
import { reachOf, reachSources } from "./reach.ts";
import type { Phase } from "./recording/trace.ts";
import { type BothSuppressions, tellSuppressions } from "./suppressions/index.ts";
import type { EvaluationTask } from "./task.ts";
import { unjudgedDiagnostics, unreadRuleId } from "./unjudged.ts";

export interface Judging {
  readonly task: EvaluationTask;
  readonly loaded: Loaded;
  readonly changes: readonly ResourceChange[];
  readonly attribution: Attribution;
  readonly facts: FactSources;
  readonly evaluator: PolicyEvaluator;
  readonly ports: EvaluationPorts;
  /** What of the evaluation this is, for whoever records it. */
  readonly phase: Phase;
  /** The organisation's own rule units. */
  readonly own: readonly OwnRules[];
  /** Policies of other tools; `null`: there are none, or they have been asked. */
  readonly foreign: ForeignJudging | null;
}

export interface Judged {
  readonly base: readonly JudgedFinding[];
  readonly head: readonly JudgedFinding[];
}

export interface JudgedEverything extends Judged {
  readonly suppressions: readonly ReportSuppression[];
}

/** Runs the rules over both sides of every root, and over the repository itself. */
export async function judgeEverything(
  judging: Judging,
  suppressions: BothSuppressions,
): Promise<JudgedEverything> {
  const { base, head } = await judgeRoots(judging);
  const { trees, diagnostics } = judging.loaded;
  const { recorder } = judging.ports;
  const told = tellSuppressions(judging.task, suppressions, { base, head });
  const baseRepository = await judgeRepository(judging, "base", [
    ...diagnostics.base,
    ...told.diagnostics.base,
  ]);
  const failures = judging.foreign?.run.diagnostics() ?? [];
  const headRepository = await judgeRepository(judging, "head", [
    ...diagnostics.head,
    ...told.diagnostics.head,
    ...failures,
  ]);
  const placed = await atChangedLines(headRepository, trees.base, trees.head);
  recorder?.relocated(headRepository, placed);
  if (judging.foreign !== null) recorder?.foreignFailures(failures);
  const judged = { base: [...base, ...baseRepository], head: [...head, ...placed] };
  recorder?.judged(judged);
  return { ...judged, suppressions: told.listed };
}

/** The same without the repository. */
export async function judgeRoots(judging: Judging): Promise<Judged> {
  const changesByRoot = Map.groupBy(judging.changes, (change) => change.rootKey);
  const base: JudgedFinding[] = [];
  const head: JudgedFinding[] = [];
  for (const loaded of judging.loaded.roots) {
    judging.ports.startRoot({ kind: "judge", key: loaded.key, roots: judging.loaded.roots.length });
    const changes = changesByRoot.get(loaded.key) ?? [];
    if (loaded.base !== null) base.push(...(await judgeSide(judging, loaded, "base", loaded.base, [])));
    if (loaded.head !== null || changes.length > 0) {
      head.push(...(await judgeSide(judging, loaded, "head", loaded.head, changes)));
    }
  }
  return { base, head };
}

/** `side` is `null` where a root is gone: its changes, all deletions, are judged with nothing beside them. */
async function judgeSide(
  judging: Judging,
  loaded: LoadedRoot,
  name: "base" | "head",
  side: LoadedSide | null,
  changes: readonly ResourceChange[],
): Promise<readonly JudgedFinding[]> {
  const { attribution } = judging;
  const { root } = currentSide(loaded);
  const cluster = attribution.path(`${root.path}/.`, root).cluster;
  const kubernetesVersion = versionFor(judging, cluster);
  const resources = side?.resources ?? [];
  const named = [...resources, ...changes.flatMap(({ before }) => (before === null ? [] : [before]))];
  const findings = await judge(judging, {
    side: name,
    kubernetesVersion,
    root,
    cluster,
    resources: resources.map((resource) => attribution.resource(resource)),
    changes: changes.map((change) => attribution.change(change)),
    diagnostics: side?.diagnostics ?? [],
    pull: null,
    facts: factsOf(judging.facts, {
      side: name,
      cluster,
      kubernetesVersion,
      root,
      resources: named,
      held: resources,
    }),
    attributePath: (path) => attribution.path(path, root),
  });
  return side === null ? findings : [...findings, ...askForeign(judging, name, side, changes)];
}

function versionFor({ task, attribution }: Judging, cluster: string | null): string {
  return task.kubernetesVersion ?? attribution.registry.kubernetesVersionOf(cluster);
}

/** What turned out only after everything was judged: somebody has to look at that, too. */
export function judgeUnread(
  judging: Judging,
  diagnostics: readonly Diagnostic[],
): Promise<readonly JudgedFinding[]> {
  const rules = judging.task.rules.filter(({ id }) => id === unreadRuleId);
  return judgeRepository(
    { ...judging, phase: "unread", own: [], task: { ...judging.task, rules } },
    "head",
    diagnostics,
  );
}

/** The repository as a root of its own: what was found out before there was a root, and which paths changed. */
async function judgeRepository(
  judging: Judging,
  side: "base" | "head",
  diagnostics: readonly Diagnostic[],
): Promise<readonly JudgedFinding[]> {
  const { task, attribution } = judging;
  const kubernetesVersion = versionFor(judging, null);
  const root: Root = {
    key: rootKey("repository", "."),
    kind: "repository",
    path: ".",
    variant: null,
    files: [],
  };
  return judge(judging, {
    side,
    kubernetesVersion,
    root,
    cluster: null,
    resources: [],
    changes: [],
    diagnostics,
    pull:
      task.changedPaths === null || side === "base"
        ? null
        : pullFacts(task, task.changedPaths, reachIn(judging)),
    facts: factsOf(judging.facts, { side, cluster: null, kubernetesVersion, root, resources: [], held: [] }),
    attributePath: (path) => attribution.path(path, root),
  });
}

function reachIn({ task, loaded, changes, attribution }: Judging): Reach {
  const attributed = changes.map((change) => attribution.change(change));
  return reachOf(attributed, reachSources(task, loaded, attribution));
}

async function judge(judging: Judging, input: RootInput): Promise<readonly JudgedFinding[]> {
  const rules = judging.task.rules.filter(({ origin }) => origin === undefined);
  const trace = judging.ports.recorder?.judging(judging.phase, input);
  const verdicts = [await judgeRoot(judging.evaluator, rules, input, trace?.("rules"))];
  for (const own of judging.own) verdicts.push(await judgeOwn(own, input, trace?.(own.id)));
  return joined(input.root, verdicts, (notJudged) =>
    judgeTheUnjudged(judging, input, notJudged, { rules, trace: trace?.("unjudged") }),
  );
}

/** Everybody's verdict about one side of a root. `tellUnjudged` makes findings of what could not run. */
export async function joined(
  root: Pick<Root, "kind">,
  verdicts: readonly RootVerdict[],
  tellUnjudged: (notJudged: RootVerdict["notJudged"]) => Promise<readonly JudgedFinding[]>,
): Promise<readonly JudgedFinding[]> {
  const said = verdicts.flatMap(({ findings }) => findings);
  const notJudged = verdicts.flatMap((verdict) => verdict.notJudged);
  const findings = root.kind === "terraform-module" ? certain(said) : said;
  return notJudged.length === 0 ? findings : [...findings, ...(await tellUnjudged(notJudged))];
}

/** What a library module leaves to its variables is told by those who call it, and here nobody does. */
function certain(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return findings.filter(({ kind }) => kind !== "open");
}

/** Makes findings of what could not run. */
async function judgeTheUnjudged(
  { evaluator }: Judging,
  input: RootInput,
  notJudged: RootVerdict["notJudged"],
  { rules, trace }: { readonly rules: readonly Rule[]; readonly trace: VerdictTrace | undefined },
): Promise<readonly JudgedFinding[]> {
  const objects = input.resources.map(({ resource }) => resource.object);
  const diagnostics = unjudgedDiagnostics(
    { root: input.root, main: mainFile(input.root), objects },
    notJudged,
  );
  const nothing = { resources: [], changes: [], pull: null, facts: () => ({}) };
  const said = await judgeRoot(evaluator, rules, { ...input, ...nothing, diagnostics }, trace);
  if (said.notJudged.length > 0) throw new TypeError(`${input.root.key} was not judged, and nobody says so`);
  return said.findings;
}
