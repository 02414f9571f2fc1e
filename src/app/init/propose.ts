import { type EnvironmentClass, plainClassOf } from "../../model/environment-words.ts";
import type {
  ClusterFolder,
  LabelledEnvironments,
  ProposedRelease,
  ProposedSource,
} from "../../model/proposal.ts";
import type { Root } from "../../model/root.ts";
import type { Survey, SurveyedNamespace } from "./survey.ts";

/** A label that fewer Namespaces carry says nothing about an estate. */
const labelledMin = 3;

/** The label of Namespaces that says most often which environment one is; `null` where none does. */
export function labelledEnvironments(namespaces: readonly SurveyedNamespace[]): LabelledEnvironments | null {
  const keys = [...new Set(namespaces.flatMap(({ labels }) => Object.keys(labels)))].toSorted();
  const candidates = keys.flatMap((label) => {
    const values = new Map<EnvironmentClass, Set<string>>();
    let count = 0;
    for (const { labels } of namespaces) {
      const value = Object.hasOwn(labels, label) ? (labels[label] ?? "") : "";
      const meaning = classOfValue(label, value);
      if (meaning === null) continue;
      count += 1;
      values.set(meaning, (values.get(meaning) ?? new Set()).add(value));
    }
    if (count < labelledMin || !values.has("production")) return [];
    const sorted = Object.fromEntries([...values].map(([name, all]) => [name, [...all].toSorted()]));
    return [{ label, values: sorted, share: { count, total: namespaces.length } }];
  });
  return candidates.toSorted((left, right) => right.share.count - left.share.count)[0] ?? null;
}

/** `is-production: "true"`, `environment: prod`. The values of other labels are not about environments. */
function classOfValue(label: string, value: string): EnvironmentClass | null {
  const name = label.slice(label.lastIndexOf("/") + 1).toLowerCase();
  if (/^(?:is-?)?prod(?:uction)?$/.test(name)) {
    if (value === "true") return "production";
    return value === "false" ? "development" : null;
  }
  return /^(?:env|environment|environment-name|stage|tier)$/.test(name) ? plainClassOf(value) : null;
}

/** Folders that are named after what holds one folder for each cluster. */
const clusterParents = /^(?:clusters|cluster|namespaces|environments)$/;
/** A cluster with fewer roots is a folder like any other. */
const clusterRootsMin = 5;

/** `clusters/live/…`, `namespaces/live.example.com/…`: folders below which most of what is applied stands. */
export function clusterFolders(roots: readonly Root[]): readonly ClusterFolder[] {
  const counts = new Map<string, number>();
  for (const { path } of roots) {
    const steps = path.split("/");
    const at = steps.findIndex((step, index) => clusterParents.test(step) && index + 2 < steps.length);
    if (at < 0) continue;
    const folder = steps.slice(0, at + 2).join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const found = [...counts].filter(([, count]) => count >= clusterRootsMin);
  const named = found.map(([path, count]) => ({
    name: path.slice(path.lastIndexOf("/") + 1).split(".")[0] ?? path,
    path,
    roots: count,
  }));
  const names = new Set(named.map(({ name }) => name));
  // Two folders of one name would be one cluster: then each is called as it is written.
  const unique = names.size === named.length;
  return named
    .map((one) => (unique ? one : { ...one, name: one.path.slice(one.path.lastIndexOf("/") + 1) }))
    .toSorted((left, right) => right.roots - left.roots || (left.path < right.path ? -1 : 1));
}

/** Where the repository says who owns what, the most telling first. */
export function proposedSources(survey: Survey): readonly ProposedSource[] {
  const { namespaces, paths } = survey;
  const files = (pattern: RegExp) => paths.filter((path) => pattern.test(path)).length;
  const owners = files(/^(?:\.github\/|docs\/)?CODEOWNERS$/);
  const catalogue = files(/(?:^|\/)catalog-info\.ya?ml$/);
  return [
    ...boundGroups(survey),
    ...teamKeys(namespaces),
    ...(catalogue > 0 ? [{ kind: "Backstage", files: catalogue } as const] : []),
    ...(owners > 0 ? [{ kind: "CODEOWNERS", files: owners } as const] : []),
  ];
}

/** Roles that make a group the owner of a namespace. */
const owningRoles = /^(?:admin|edit|cluster-admin)$/;

/** Folders that are called after their namespace, and bind a group whose name has one form. */
function boundGroups({ namespaces, bindings }: Survey): readonly ProposedSource[] {
  const own = namespaces.filter(({ folder, name }) => folder.slice(folder.lastIndexOf("/") + 1) === name);
  const folders = new Map(own.map(({ folder, name }) => [folder, name]));
  const owning = bindings.filter(
    ({ folder, namespace, role }) => folders.get(folder) === namespace && owningRoles.test(role),
  );
  const byPrefix = Map.groupBy(
    owning.flatMap(({ folder, groups }) => groups.map((group) => ({ folder, prefix: prefixOf(group) }))),
    ({ prefix }) => prefix,
  );
  const [best] = [...byPrefix]
    .map(([prefix, all]) => ({ prefix, folders: new Set(all.map(({ folder }) => folder)) }))
    .toSorted((left, right) => right.folders.size - left.folders.size);
  if (best === undefined) return [];
  return [
    {
      kind: "RoleBinding",
      directory: `${commonParent([...best.folders])}/{namespace}`.replace(/^\//, ""),
      pattern: `${best.prefix}{team}`,
      share: { count: best.folders.size, total: namespaces.length },
    },
  ];
}

/** `github:` of `github:payments`, `oidc:acme/` of `oidc:acme/payments`. */
function prefixOf(group: string): string {
  return /^.*[:/]/.exec(group)?.[0] ?? "";
}

/** The folder above all of these; where there are several, a wildcard for the steps that differ. */
function commonParent(folders: readonly string[]): string {
  const parents = [
    ...new Set(folders.map((folder) => folder.slice(0, Math.max(0, folder.lastIndexOf("/"))))),
  ];
  const [first = "", ...others] = parents;
  const steps = first.split("/");
  const alike = others.every((parent) => parent.split("/").length === steps.length);
  if (!alike) return "**";
  return steps
    .map((step, index) => (others.every((parent) => parent.split("/")[index] === step) ? step : "*"))
    .join("/");
}

/** A label or annotation of Namespaces that is called after teams. */
function teamKeys(namespaces: readonly SurveyedNamespace[]): readonly ProposedSource[] {
  const counts = new Map<string, number>();
  for (const { labels, annotations } of namespaces) {
    for (const key of new Set([...Object.keys(labels), ...Object.keys(annotations)])) {
      const name = key.slice(key.lastIndexOf("/") + 1).toLowerCase();
      if (/^(?:team|teams|team-name|owner-team|owning-team)$/.test(name))
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted(
    ([left, some], [right, more]) => more - some || (left < right ? -1 : 1),
  );
  if (best === undefined) return [];
  return [{ kind: "Namespace", key: best[0], share: { count: best[1], total: namespaces.length } }];
}

/** Charts whose values say an environment, and that nothing else in the repository installs. */
export function proposedReleases({ roots, paths }: Survey): readonly ProposedRelease[] {
  const installed = new Set(
    roots.filter(({ variant, kind }) => kind === "chart" && variant !== null).map(({ path }) => path),
  );
  const charts = paths.filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map(folderOf);
  return charts
    .filter((chart) => !installed.has(chart) && !/(?:^|\/)charts\/[^/]+\/charts\//.test(`${chart}/`))
    .toSorted()
    .flatMap((chart) =>
      paths.toSorted().flatMap((path): ProposedRelease[] => {
        const file = path.slice(chart === "." ? 0 : chart.length + 1);
        const word = folderOf(path) === chart ? /^values[-._](.+)\.ya?ml$/.exec(file)?.[1] : undefined;
        const environment = word === undefined ? null : plainClassOf(word);
        if (environment === null) return [];
        const name = chart.slice(chart.lastIndexOf("/") + 1);
        return [{ chart, name: name === "." ? "app" : name, values: ["values.yaml", file], environment }];
      }),
    );
}

function folderOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "." : path.slice(0, at);
}
