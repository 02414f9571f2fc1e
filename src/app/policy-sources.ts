import type { ConfigurationProblem } from "../config/index.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import { digestOf } from "../model/digest.ts";
import type { JsonValue } from "../model/json.ts";
import type { PolicySource } from "../model/policy-source.ts";
import type { LoadedSources, PolicySources, SourceFiles, SourceProblem } from "../model/policy-sources.ts";
import { isFile, type Tree } from "../model/tree.ts";
import { capabilitiesPath } from "../policy/source.ts";
import type { PolicySourcesTask } from "./evaluation/task.ts";
import { installation } from "./installation.ts";
import { maskedPolicyFile } from "./masked-settings.ts";
import { type PolicySet, readPolicyFolder } from "./policy-set.ts";

/** The trees of other repositories that hold policies, by `owner/name`; `null`: it cannot be read. */
export type PolicyRepositories = (repository: string) => Promise<Tree | null>;

/** What compiles sources: in a worker, because Rego can loop. */
export interface PolicyLoader {
  loadPolicies(task: PolicySourcesTask): Promise<LoadedSources>;
}

export interface PolicySourcesRequest {
  readonly configuration: Pick<Configuration, "policySources">;
  /** The tree that is trusted. Never a head. */
  readonly tree: Tree;
  readonly repositories: PolicyRepositories;
  /** Files that were in force before, which stand in for those of the trees. */
  readonly kept: readonly SourceFiles[] | null;
  readonly locale: Locale;
}

export type ReadPolicySources =
  | { readonly kind: "none" }
  | { readonly kind: "ok"; readonly policies: PolicySources; readonly files: readonly SourceFiles[] }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] };

export interface PolicySourcesPorts {
  /** Stands beside them: their rules may not be called as its own are. */
  readonly policySet: Pick<PolicySet, "digest" | "rules">;
  readonly runner: PolicyLoader;
}

/** All sources of a configuration, read where they are trusted, and compiled. */
export async function readPolicySources(
  request: PolicySourcesRequest,
  { policySet, runner }: PolicySourcesPorts,
): Promise<ReadPolicySources> {
  const { configuration, kept, locale } = request;
  if (configuration.policySources.length === 0) return { kind: "none" };
  const read = await Promise.all(
    configuration.policySources.map((source) => keptFiles(source, kept) ?? readSource(source, request)),
  );
  const missing = read.flatMap((one) => (one.kind === "problem" ? [one.problem] : []));
  if (missing.length > 0)
    return { kind: "invalid", problems: missing.map((problem) => told(problem, locale)) };
  const files = read.flatMap((one) => (one.kind === "files" ? [one.files] : []));
  return compiledSources(files, locale, { policySet, runner });
}

/** Sources that were read, compiled. */
export async function compiledSources(
  files: readonly SourceFiles[],
  locale: Locale,
  { policySet, runner }: PolicySourcesPorts,
): Promise<Exclude<ReadPolicySources, { readonly kind: "none" }>> {
  const digest = sourcesDigest(files, policySet.digest);
  const loaded = await loadOnce(digest, files, policySet, runner);
  if (loaded.kind === "rejected")
    return { kind: "invalid", problems: loaded.problems.map((problem) => told(problem, locale)) };
  return { kind: "ok", files, policies: { digest, rules: loaded.rules, units: loaded.units } };
}

/** Over where each comes from, its settings and its files; not over commits that change none of them. */
function sourcesDigest(sources: readonly SourceFiles[], policySet: string): string {
  const content: JsonValue = JSON.parse(JSON.stringify(sources.map(({ source, files }) => [source, files])));
  return digestOf([content, policySet]);
}

/** Compiling costs up to seconds, and one server judges many changes under the same sources. */
const loadedByDigest = new WeakMap<PolicyLoader, Map<string, Promise<LoadedSources>>>();
const loadedMax = 50;

async function loadOnce(
  digest: string,
  sources: readonly SourceFiles[],
  { rules }: Pick<PolicySet, "rules">,
  runner: PolicyLoader,
): Promise<LoadedSources> {
  const known = loadedByDigest.get(runner) ?? new Map<string, Promise<LoadedSources>>();
  loadedByDigest.set(runner, known);
  const found = known.get(digest);
  if (found !== undefined) return found;
  if (known.size >= loadedMax) known.clear();
  const ids = rules.map(({ id }) => id);
  const loading = runner.loadPolicies({
    kind: "policy-sources",
    sources,
    shipped: { files: shippedLibrary(sources), ruleIds: ids },
  });
  known.set(digest, loading);
  loading.catch(() => known.delete(digest));
  return loading;
}

/** Only rule units rest on it. */
function shippedLibrary(sources: readonly SourceFiles[]): ReadonlyMap<string, string> {
  if (sources.every(({ source }) => source.kind !== "sekisho")) return new Map();
  const all = readPolicyFolder(installation.policies);
  return new Map([...all].filter(([path]) => path === capabilitiesPath || path.startsWith("lib/")));
}

type SourceReading =
  | { readonly kind: "files"; readonly files: SourceFiles }
  | { readonly kind: "problem"; readonly problem: SourceProblem };

function keptFiles(source: PolicySource, kept: readonly SourceFiles[] | null): SourceReading | null {
  const found = kept?.find(({ source: { name } }) => name === source.name);
  return found === undefined ? null : { kind: "files", files: { ...found, source } };
}

/** Files that decide, tell or test. */
const wanted = /(?:\.rego|\.ya?ml|\.json|(?:^|\/)README(?:\.ja)?\.md)$/;

/** Whether a source may hold such a file: others are not read. */
export function isPolicyFile(path: string): boolean {
  return wanted.test(path);
}

/** The largest public collections of policies stay below 2,000 files and 4 MB. */
export const sourceFilesMax = 5_000;
export const sourceBytesMax = 8 * 1024 * 1024;

async function readSource(source: PolicySource, request: PolicySourcesRequest): Promise<SourceReading> {
  const { repository, path } = source;
  const tree = repository === null ? request.tree : await request.repositories(repository);
  if (tree === null) return problemOf(source, unreadable(repository ?? ""));
  const roots = [path, ...(source.data ?? [])];
  const paths = [...tree.entries.values()]
    .filter(
      (entry) => isFile(entry) && isPolicyFile(entry.path) && roots.some((root) => isBelow(entry.path, root)),
    )
    .map((entry) => entry.path)
    .toSorted();
  if (paths.length === 0) return problemOf(source, empty(path));
  if (paths.length > sourceFilesMax) return problemOf(source, tooMuch(`${sourceFilesMax} files`));
  const bytes = await tree.read(paths);
  const size = [...bytes.values()].reduce((sum, content) => sum + content.byteLength, 0);
  if (size > sourceBytesMax || bytes.size < paths.length)
    return problemOf(source, tooMuch(`${sourceBytesMax} bytes`));
  const files = Object.fromEntries(
    [...bytes].map(([file, content]) => {
      const text = Buffer.from(content).toString("utf8");
      return [file, maskedPolicyFile(file, text, tree.entries.get(file)?.blob)];
    }),
  );
  return { kind: "files", files: { source, commit: tree.commit, files } };
}

/** Whether a file of the repository itself belongs to one of its sources. */
export function isOfSources(sources: readonly PolicySource[], path: string): boolean {
  return sources.some((source) => source.repository === null && isOfSource(source, path));
}

/** Whether a file of the repository that holds a source belongs to it. */
export function isOfSource({ path, data }: PolicySource, file: string): boolean {
  return [path, ...(data ?? [])].some((root) => isBelow(file, root));
}

function isBelow(path: string, root: string): boolean {
  return root === "." || path === root || path.startsWith(`${root}/`);
}

function problemOf(source: PolicySource, message: SourceProblem["message"]): SourceReading {
  return { kind: "problem", problem: problemAt(source, message) };
}

function problemAt(
  { path, repository }: Pick<PolicySource, "path" | "repository">,
  message: SourceProblem["message"],
): SourceProblem {
  const place = repository === null ? path : `${repository}/${path}`;
  return { path: place, line: 1, column: 1, message };
}

/** What is told of a source that holds nothing to be read, or more than is read. */
export function problemOfSource(
  source: PolicySource,
  problem: "empty" | "files" | "bytes",
  locale: Locale,
): ConfigurationProblem {
  const limits = { files: `${sourceFilesMax} files`, bytes: `${sourceBytesMax} bytes` };
  const message = problem === "empty" ? empty(source.path) : tooMuch(limits[problem]);
  return told(problemAt(source, message), locale);
}

const unreadable = (repository: string) => ({
  en: `policySources names the repository ${repository}, which cannot be read. Install the App there; on a command line, say where it is with --policy-source ${repository}=FOLDER.`,
  ja: `policySources が指定しているリポジトリ ${repository} を読み取れません。App をインストールしてください。コマンドラインでは --policy-source ${repository}=FOLDER で場所を指定してください。`,
});
const empty = (path: string) => ({
  en: `policySources names the folder ${path}, and there is no Rego or YAML below it. Correct the path, or take the source out.`,
  ja: `policySources が指定しているフォルダー ${path} に Rego も YAML もありません。path を直すか、この指定を外してください。`,
});
const tooMuch = (limit: string) => ({
  en: `this source of policies is larger than ${limit}. Name the folder that holds the policies, and nothing else.`,
  ja: `このポリシーのソースは上限（${limit}）を超えています。ポリシーだけを含むフォルダーを指定してください。`,
});

function told({ path, line, column, message }: SourceProblem, locale: Locale): ConfigurationProblem {
  return { path, line, column, key: "policySources", message: message[locale], hint: null };
}
