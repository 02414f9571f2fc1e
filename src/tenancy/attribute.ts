import type { Configuration } from "../model/configuration.ts";
import { compileGlob } from "../model/glob.ts";
import type { Attribution, Resource } from "../model/resource.ts";
import type { Root } from "../model/root.ts";
import type { TerraformRootRule } from "../model/terraform-settings.ts";
import { argoProjectOf, hostsOf, namespaceOf } from "./assets.ts";
import { createEnvironmentFinder, stricterEnvironment } from "./environment.ts";
import { createRegistry, type Registry } from "./registry.ts";

/** What the repository says beyond the resource itself. */
export interface AttributionContext {
  readonly configuration: Pick<
    Configuration,
    | "tenants"
    | "clusters"
    | "kubernetesVersion"
    | "environments"
    | "terraform"
    | "ownership"
    | "tenantSources"
  >;
  /** The branch that the change goes to; `null` where there is none. */
  readonly branch: string | null;
  /** Labels of a Namespace object of the repository; nothing where it has none. */
  readonly namespaceLabels: (cluster: string | null, namespace: string) => Readonly<Record<string, string>>;
  /** AWS accounts that a root works in, see `accountsOf`. */
  readonly accounts: (rootKey: string) => readonly string[];
}

export interface Attributor {
  readonly registry: Registry;
  readonly ofResource: (resource: Resource, root: Root) => Attribution;
  /** For what is no resource: a file that could not be read, a root as a whole. */
  readonly ofPath: (path: string, root: Root) => Attribution;
}

/** Says for each thing whose it is and in which environment it stands. Pure; made once for each side of a review. */
export function createAttributor(context: AttributionContext): Attributor {
  const registry = createRegistry(context.configuration);
  const findEnvironment = createEnvironmentFinder(context.configuration.environments);
  const rootSettings = createRootLookup(context.configuration.terraform.roots);
  const attribute = (path: string, root: Root, resource: Resource | null): Attribution => {
    const where = pathInRoot(path, root);
    const cluster = registry.clusterOfRoot(root, where);
    const namespace = resource === null ? null : namespaceOf(resource);
    const accounts = context.accounts(root.key);
    const settings = rootSettings(root);
    const workspace = settings?.workspace ?? (isTerraform(root) ? root.variant : null);
    return {
      environment: findEnvironment({
        path: where,
        fileNameCounts: !isTerraform(root),
        namespace,
        labels: namespace === null ? {} : context.namespaceLabels(cluster, namespace),
        cluster,
        accounts,
        branch: context.branch,
        workspace,
        valuesFiles: [...valuesFilesOf(root), ...(settings?.varFiles ?? [])],
        target: root.destination?.cluster ?? null,
        definedAt: definitionPath(root),
        named: settings?.environment ?? root.environment ?? null,
      }),
      owner: ownersOf(registry, resource, {
        namespace,
        cluster,
        accounts,
        project: root.destination?.project ?? null,
      }),
      pathOwner: registry.ownersOfPath(path),
      cluster,
    };
  };
  return {
    registry,
    ofResource: (resource, root) => attribute(resource.location.path, root, resource),
    ofPath: (path, root) => attribute(path, root, null),
  };
}

/** Both sides of a change together: the environment that asks for more care, and everybody who owns one of them. */
export function stricterAttribution(left: Attribution, right: Attribution): Attribution {
  return {
    environment: stricterEnvironment(left.environment, right.environment),
    owner: union(left.owner, right.owner),
    pathOwner: union(left.pathOwner, right.pathOwner),
    cluster: right.cluster ?? left.cluster,
  };
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])].sort();
}

/** What a root takes from elsewhere (a shared module, a base) stands where the root stands. */
export function pathInRoot(path: string, root: Root): string {
  if (root.kind === "file") return root.path;
  if (root.path === "." || path.startsWith(`${root.path}/`)) return isTerraform(root) ? root.path : path;
  return isTerraform(root) ? root.path : `${root.path}/.`;
}

/** Values files of a release, and what a folder that is rendered more than once calls its variant. */
function valuesFilesOf({ variant, rendering }: Root): readonly string[] {
  const values = rendering?.kind === "helm" ? rendering.values : [];
  const files = values.flatMap((source) => (source.kind === "file" ? [source.path] : []));
  return [...(variant === null ? [] : [variant]), ...files];
}

function definitionPath({ definedBy }: Root): string | null {
  return definedBy === undefined || definedBy.kind === "configuration" ? null : definedBy.path;
}

function isTerraform(root: Root): boolean {
  return root.kind === "terraform" || root.kind === "terraform-module" || root.kind === "terraform-plan";
}

/**
 * Whatever names its owner most closely: the Argo project of an Application, a namespace, a host, the project that applies
 * it, the cluster, the account. A project says who applies, so it comes after what the thing itself belongs to: otherwise
 * applying into a foreign namespace would make it one's own.
 */
function ownersOf(
  registry: Registry,
  resource: Resource | null,
  place: {
    readonly namespace: string | null;
    readonly cluster: string | null;
    readonly accounts: readonly string[];
    readonly project: string | null;
  },
): readonly string[] {
  const project = resource === null ? null : argoProjectOf(resource);
  const candidates = [
    () => (project === null ? [] : registry.ownersOfArgoProject(project)),
    () => (place.namespace === null ? [] : registry.ownersOfNamespace(place.namespace)),
    () => (resource === null ? [] : all(hostsOf(resource), registry.ownersOfHost)),
    () => (place.project === null ? [] : registry.ownersOfArgoProject(place.project)),
    () => (place.cluster === null ? [] : registry.ownersOfCluster(place.cluster)),
    () => all(place.accounts, registry.ownersOfAccount),
  ];
  for (const candidate of candidates) {
    const owners = candidate();
    if (owners.length > 0) return owners;
  }
  return [];
}

function all(names: readonly string[], owners: (name: string) => readonly string[]): readonly string[] {
  return [...new Set(names.flatMap(owners))].sort();
}

function createRootLookup(rules: readonly TerraformRootRule[]): (root: Root) => TerraformRootRule | null {
  const compiled = rules.map((rule) => ({ rule, matches: compileGlob(rule.path.replace(/\/+$/, "")) }));
  return (root) => {
    if (!isTerraform(root)) return null;
    const candidates = compiled.filter(({ matches }) => matches(root.path)).map(({ rule }) => rule);
    return candidates.find((rule) => variantNames(rule).includes(root.variant)) ?? candidates[0] ?? null;
  };
}

/** One folder may be listed once for each workspace or values file. */
function variantNames(rule: TerraformRootRule): readonly (string | null)[] {
  return [
    rule.workspace,
    ...rule.varFiles,
    ...rule.varFiles.map((file) => file.replace(/\.tfvars(?:\.json)?$/, "")),
  ];
}
