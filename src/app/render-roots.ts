import type { ConfigurationProblem } from "../config/index.ts";
import type { Diagnostic, NotEvaluated } from "../model/diagnostic.ts";
import type { HelmRendering, Root, SetValue } from "../model/root.ts";
import type { Tree } from "../model/tree.ts";
import { renderingOf } from "../resources/helm/chart-input.ts";
import { alone } from "./evaluation/others.ts";
import type { RenderedRoot } from "./evaluation/rendered.ts";
import { discover, retryWithoutFailed } from "./evaluation/run-evaluation.ts";
import type { EvaluationRunner } from "./evaluation/runner.ts";
import type { EvaluationTask } from "./evaluation/task.ts";
import type { PolicySet } from "./policy-set.ts";
import { readSettings } from "./settings.ts";
import { taskOf } from "./task-of.ts";

export interface RenderRequest {
  readonly tree: Tree;
  /** Only roots in this folder of the tree, or else those that read something in it; `.` is all. */
  readonly below: string;
  /** Only these roots, by key; empty means all. */
  readonly keys: readonly string[];
  readonly kubernetesVersion: string | null;
  readonly withPlaces: boolean;
  readonly chart: ChartOverrides;
}

/** What a person gives beside a chart's own definition; paths are those of the tree. */
export interface ChartOverrides {
  readonly values: readonly string[];
  readonly set: readonly SetValue[];
  readonly namespace: string | null;
  readonly releaseName: string | null;
}

export type RenderOutcome =
  | {
      readonly kind: "rendered";
      readonly roots: readonly RenderedRoot[];
      /** About the tree, not about a root; nothing where roots were named. */
      readonly diagnostics: readonly Diagnostic[];
      readonly notEvaluated: readonly NotEvaluated[];
    }
  | { readonly kind: "unknown-root"; readonly key: string; readonly known: readonly string[] }
  | { readonly kind: "no-chart"; readonly keys: readonly string[] }
  | { readonly kind: "invalid-configuration"; readonly problems: readonly ConfigurationProblem[] };

export interface RenderPorts {
  readonly runner: EvaluationRunner;
  readonly policySet: PolicySet;
  readonly now: () => Date;
}

/** Everything in a tree, or some of its roots, as a review would read it: found, rendered and masked in the same worker. */
export async function renderTree(request: RenderRequest, ports: RenderPorts): Promise<RenderOutcome> {
  const { tree, kubernetesVersion, keys } = request;
  const read = await readSettings(
    { tree, repositoryFile: null, organisationFile: null, locale: null },
    ports,
  );
  if (read.kind === "invalid") return { kind: "invalid-configuration", problems: read.problems };
  const trees = { base: null, head: tree, tip: null };
  const asked = { trees, targetBranch: null, author: null, kubernetesVersion };
  const task = taskOf(asked, read.settings, { rules: [], policySet: ports.policySet.digest });
  return retryWithoutFailed(task, async (attempt) => {
    const found = await discover(ports.runner, attempt, trees);
    const unknown = keys.find((key) => !found.roots.some((root) => root.key === key));
    if (unknown !== undefined)
      return { kind: "unknown-root", key: unknown, known: found.roots.map(({ key }) => key) };
    const chosen =
      keys.length > 0
        ? found.roots.filter(({ key }) => keys.includes(key))
        : rootsBelow(found.roots, request.below);
    if (changesCharts(request.chart) && !chosen.every(({ kind }) => kind === "chart"))
      return { kind: "no-chart", keys: chosen.filter(({ kind }) => kind !== "chart").map(({ key }) => key) };
    const roots = chosen.map((root) => withOverrides(root, request.chart));
    const rendered = await renderAll(attempt, roots, request, ports.runner);
    const ofTree = keys.length > 0 || request.below !== "." ? { diagnostics: [], notEvaluated: [] } : found;
    return {
      kind: "rendered",
      roots: rendered,
      diagnostics: ofTree.diagnostics,
      notEvaluated: ofTree.notEvaluated,
    };
  });
}

async function renderAll(
  task: EvaluationTask,
  roots: readonly Root[],
  { tree, withPlaces }: RenderRequest,
  runner: EvaluationRunner,
): Promise<readonly RenderedRoot[]> {
  const trees = { base: null, head: tree, tip: null };
  const result = await runner.run({ kind: "render", task, roots, withPlaces }, trees, alone);
  if (result.kind !== "rendered") throw new TypeError(`the worker ${result.kind} instead of rendering`);
  return result.roots;
}

/** The roots of a folder; where it has none, those that read a file of it. */
function rootsBelow(roots: readonly Root[], folder: string): readonly Root[] {
  if (folder === ".") return roots;
  const isBelow = (path: string) => path === folder || path.startsWith(`${folder}/`);
  const inside = roots.filter(({ path }) => isBelow(path));
  return inside.length > 0 ? inside : roots.filter(({ files }) => files.some(isBelow));
}

function changesCharts({ values, set, releaseName }: ChartOverrides): boolean {
  return values.length > 0 || set.length > 0 || releaseName !== null;
}

function withOverrides(root: Root, overrides: ChartOverrides): Root {
  const { namespace } = overrides;
  const destination = root.destination ?? { cluster: null, namespace: null, project: null };
  const there = namespace === null ? root : { ...root, destination: { ...destination, namespace } };
  if (root.kind !== "chart") return there;
  const own: HelmRendering = renderingOf(root);
  const rendering: HelmRendering = {
    ...own,
    releaseName: overrides.releaseName ?? own.releaseName,
    values: [...own.values, ...overrides.values.map((path) => ({ kind: "file", path }) as const)],
    set: [...own.set, ...overrides.set],
  };
  return { ...there, rendering, files: [...new Set([...root.files, ...overrides.values])].toSorted() };
}
