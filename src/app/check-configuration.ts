import {
  type ConfigurationProblem,
  isWaiverFile,
  loadConfiguration,
  type Notice,
  parseWaivers,
  repositoryFile,
} from "../config/index.ts";
import type { Configuration, Locale, Mode } from "../model/configuration.ts";
import { localDateAt } from "../model/local-date.ts";
import type { Root } from "../model/root.ts";
import type { Rule } from "../model/rule.ts";
import type { Tree } from "../model/tree.ts";
import { createAttributor } from "../tenancy/index.ts";
import { discover } from "./evaluation/run-evaluation.ts";
import type { EvaluationRunner } from "./evaluation/runner.ts";
import type { PolicySet } from "./policy-set.ts";
import { type PolicyRepositories, type ReadPolicySources, readPolicySources } from "./policy-sources.ts";
import { readSource, type SourceFile } from "./source-file.ts";
import { taskOf } from "./task-of.ts";

export interface CheckRequest {
  readonly tree: Tree;
  readonly repositoryFile: SourceFile | null;
  readonly organisationFile: SourceFile | null;
  /** Other repositories that hold policies. */
  readonly policyRepositories?: PolicyRepositories;
}

export interface ConfigurationCheck {
  readonly locale: Locale;
  readonly mode: Mode;
  readonly files: readonly { readonly path: string; readonly found: boolean }[];
  readonly errors: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
  /** Roots whose environment nothing tells: they count as production. */
  readonly unmatched: { readonly roots: number; readonly total: number } | null;
}

/** Reads the configuration of a folder as a review would, waivers included, and looks at what it covers there. */
export async function checkConfiguration(
  request: CheckRequest,
  ports: { readonly runner: EvaluationRunner; readonly policySet: PolicySet; readonly now: () => Date },
): Promise<ConfigurationCheck> {
  const own = request.repositoryFile ?? (await readSource(request.tree, repositoryFile));
  const files = [
    ...(request.organisationFile === null ? [] : [{ path: request.organisationFile.path, found: true }]),
    { path: own?.path ?? repositoryFile, found: own !== null },
  ];
  const loaded = await loadConfiguration({
    organisation: request.organisationFile,
    repository: own,
    rules: ports.policySet.rules,
  });
  if (loaded.kind === "invalid") {
    const nothing = { warnings: [], unmatched: null };
    return { locale: "en", mode: "observe", files, errors: loaded.problems, ...nothing };
  }
  const { configuration } = loaded;
  const policies = await readPolicySources(
    {
      configuration,
      tree: request.tree,
      repositories: request.policyRepositories ?? (() => Promise.resolve(null)),
      kept: null,
      locale: "en",
    },
    ports,
  );
  const notices = await noticesWith(policies, request, own, loaded.notices, ports.policySet.rules);
  return {
    locale: configuration.locale,
    mode: configuration.mode,
    files,
    errors: [
      ...(policies.kind === "invalid" ? policies.problems : []),
      ...(await waiverProblems(request.tree, configuration, ports.now())),
    ],
    warnings: notices,
    unmatched: unmatchedRoots(await rootsOf(request.tree, configuration, ports), configuration),
  };
}

/** Names of rules are compared with those of the sources, too; of sources that cannot be read nobody knows the names. */
async function noticesWith(
  policies: ReadPolicySources,
  request: CheckRequest,
  repository: SourceFile | null,
  notices: readonly Notice[],
  rules: readonly Rule[],
): Promise<readonly Notice[]> {
  if (policies.kind === "invalid") return notices.filter(({ kind }) => kind !== "unknown-rule");
  if (policies.kind === "none") return notices;
  const again = await loadConfiguration({
    organisation: request.organisationFile,
    repository,
    rules: [...rules, ...policies.policies.rules],
  });
  return again.kind === "ok" ? again.notices : notices;
}

async function waiverProblems(tree: Tree, configuration: Configuration, now: Date) {
  const paths = [...tree.entries.keys()].filter(isWaiverFile);
  const files = await Promise.all(paths.map((path) => readSource(tree, path)));
  const today = localDateAt(now, configuration.timezone);
  const given = files.filter((file) => file !== null);
  return (await parseWaivers(given, { ...configuration.waivers, today })).problems;
}

async function rootsOf(
  tree: Tree,
  configuration: Configuration,
  { runner, policySet }: { readonly runner: EvaluationRunner; readonly policySet: PolicySet },
): Promise<readonly Root[]> {
  const trees = { base: null, head: tree, tip: null };
  const settings = { configuration, waivers: [], today: "" };
  const task = taskOf({ trees, targetBranch: null, author: null, kubernetesVersion: null }, settings, {
    rules: [],
    policySet: policySet.digest,
  });
  return (await discover(runner, task, trees)).roots;
}

function unmatchedRoots(roots: readonly Root[], configuration: Configuration) {
  const attributor = createAttributor({
    configuration,
    branch: null,
    namespaceLabels: () => ({}),
    accounts: () => [],
  });
  const unmatched = roots.filter(
    (root) => attributor.ofPath(root.files[0] ?? root.path, root).environment.source === "unmatched",
  );
  return { roots: unmatched.length, total: roots.length };
}
