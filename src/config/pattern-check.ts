import type { Configuration } from "../model/configuration.ts";
import { compileGlob } from "../model/glob.ts";

/** What a repository holds, for a look at its configuration. */
export interface RepositoryContents {
  readonly paths: readonly string[];
  readonly namespaces: readonly string[];
}

export interface IdlePattern {
  /** The setting, as a dotted path without the place in its list. */
  readonly key: string;
  readonly pattern: string;
}

/**
 * Patterns that nothing in the repository matches: a typing error, or something that is gone. Only patterns over paths
 * and namespaces are looked at; accounts, hosts and branches are not in the files. An organisation's pattern may well
 * mean another repository.
 */
export function patternsThatMatchNothing(
  configuration: Configuration,
  contents: RepositoryContents,
): readonly IdlePattern[] {
  const folders = foldersOf(contents.paths);
  const overPaths = pathPatterns(configuration).filter(({ pattern }) => {
    const matches = compileGlob(pattern);
    return !contents.paths.some(matches) && !folders.some(matches);
  });
  const overNamespaces = namespacePatterns(configuration).filter(
    ({ pattern }) => !contents.namespaces.some(compileGlob(pattern)),
  );
  return [...overPaths, ...overNamespaces];
}

function pathPatterns(configuration: Configuration): readonly IdlePattern[] {
  const { ignore, environments, clusters, tenants, terraform } = configuration;
  return [
    ...named("ignore", ignore),
    ...environments.flatMap(({ name, paths }) => named(`environments.${name}.paths`, paths)),
    ...clusters.flatMap(({ name, paths }) => named(`clusters.${name}.paths`, paths)),
    ...tenants.flatMap(({ name, owns }) => named(`tenants.${name}.owns.paths`, owns.paths)),
    ...named(
      "terraform.roots",
      terraform.roots.map((root) => root.path),
    ),
  ];
}

function namespacePatterns({ environments, tenants }: Configuration): readonly IdlePattern[] {
  return [
    ...environments.flatMap(({ name, namespaces }) => named(`environments.${name}.namespaces`, namespaces)),
    ...tenants.flatMap(({ name, owns }) => named(`tenants.${name}.owns.namespaces`, owns.namespaces)),
  ];
}

function named(key: string, patterns: readonly string[]): readonly IdlePattern[] {
  return patterns.map((pattern) => ({ key, pattern }));
}

function foldersOf(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      folders.add(path.slice(0, end));
    }
  }
  return [...folders];
}
