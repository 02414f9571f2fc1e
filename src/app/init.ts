import { defaultConfiguration, loadConfiguration, repositoryFile } from "../config/index.ts";
import type { Engine } from "../engines/engine.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import type { Proposal, Share } from "../model/proposal.ts";
import type { Root } from "../model/root.ts";
import type { Tree } from "../model/tree.ts";
import { proposalYaml } from "../report/init/yaml.ts";
import { createAttributor, createRegistry } from "../tenancy/index.ts";
import { clusterFolders, labelledEnvironments, proposedReleases, proposedSources } from "./init/propose.ts";
import { type Survey, type SurveyPorts, surveyRepository } from "./init/survey.ts";
import { surveyModules } from "./modules.ts";
import { readTenantSources } from "./tenant-sources.ts";

export interface InitRequest {
  readonly tree: Tree;
  /** `owner/name` of the repository on GitHub, as far as its origin says. */
  readonly repository: string | null;
  /** Language of the comments. */
  readonly locale: Locale;
}

export interface InitPorts extends SurveyPorts {
  readonly terraform: () => Promise<Engine>;
}

/** A first configuration, and what it comes to in the repository that it was made for. */
export interface FirstConfiguration {
  readonly proposal: Proposal;
  readonly yaml: string;
  /** Namespaces of the repository that somebody owns under it. */
  readonly owned: Share;
}

/** Modules that are proposed: those that are called most. */
const modulesMax = 5;

/**
 * Looks at a repository, and writes a configuration for it: only what the repository itself shows is switched on. Throws
 * where that configuration would not be read: a bug of ours.
 */
export async function firstConfiguration(
  { tree, repository, locale }: InitRequest,
  ports: InitPorts,
): Promise<FirstConfiguration> {
  const defaults = defaultConfiguration();
  const survey = await surveyRepository(tree, defaults, ports);
  const modules = await unreadModules(tree, defaults, ports);
  const partial: Omit<Proposal, "unmatched"> = {
    organisation: repository?.split("/")[0] ?? null,
    roots: survey.roots.length,
    environments: labelledEnvironments(survey.namespaces),
    clusters: clusterFolders(survey.roots),
    sources: proposedSources(survey),
    releases: proposedReleases(survey),
    modules,
    namespaces: survey.namespaces.length,
  };
  const draft = await readBack(proposalYaml({ ...partial, unmatched: none }, locale), ports);
  const proposal: Proposal = { ...partial, unmatched: unmatchedOf(survey, draft) };
  const yaml = proposalYaml(proposal, locale);
  const { configuration } = await readTenantSources(await readBack(yaml, ports), tree, ports.runner);
  return { proposal, yaml, owned: ownedOf(survey, configuration) };
}

const none: Share = { count: 0, total: 0 };

async function readBack(yaml: string, { policySet }: InitPorts): Promise<Configuration> {
  const loaded = await loadConfiguration({
    organisation: null,
    repository: { path: repositoryFile, text: yaml },
    rules: policySet.rules,
  });
  if (loaded.kind === "invalid")
    throw new Error(`the proposed configuration is not valid: ${JSON.stringify(loaded.problems)}\n${yaml}`);
  return loaded.configuration;
}

async function unreadModules(
  tree: Tree,
  configuration: Configuration,
  { terraform }: InitPorts,
): Promise<Proposal["modules"]> {
  if (![...tree.entries.keys()].some((path) => /\.tf(?:\.json)?$/.test(path))) return [];
  const { modules } = await surveyModules({ tree, configuration, engine: await terraform() });
  return modules
    .filter(({ reader }) => reader === null)
    .slice(0, modulesMax)
    .map(({ source, calls, arguments: given }) => ({ source, calls, arguments: given }));
}

/** Roots of which neither the names nor the labels of their namespaces say where they stand. */
function unmatchedOf({ roots, namespaces }: Survey, configuration: Configuration): Share {
  const labels = new Map(namespaces.map(({ name, labels: own }) => [name, own]));
  const attributor = createAttributor({
    configuration,
    branch: null,
    namespaceLabels: (_cluster, namespace) => labels.get(namespace) ?? {},
    accounts: () => [],
  });
  const labelled = new Set(
    namespaces
      .filter(({ labels: own }) => configuration.environments.some((rule) => isLabelled(own, rule.labels)))
      .map(({ folder }) => folder),
  );
  const unmatched = roots.filter((root) => !isBelow(root, labelled) && isUnmatched(root));
  return { count: unmatched.length, total: roots.length };

  function isUnmatched(root: Root): boolean {
    return attributor.ofPath(root.files[0] ?? root.path, root).environment.source === "unmatched";
  }
}

function isLabelled(
  own: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.keys(wanted).some((key) => Object.hasOwn(own, key));
}

/** In the folder of a namespace, or below it: what Terraform makes for it stands there. */
function isBelow({ path }: Root, folders: ReadonlySet<string>): boolean {
  const steps = path.split("/");
  return steps.some((_, index) => folders.has(steps.slice(0, index + 1).join("/")));
}

function ownedOf({ namespaces }: Survey, configuration: Configuration): Share {
  const registry = createRegistry(configuration);
  const owned = namespaces.filter(({ name }) => registry.ownersOfNamespace(name).length > 0);
  return { count: owned.length, total: namespaces.length };
}
