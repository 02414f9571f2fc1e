import type { Configuration } from "../model/configuration.ts";
import { plainClassOf } from "../model/environment-words.ts";
import type { Environment } from "../model/resource.ts";
import { createEnvironmentFinder, type EnvironmentPlace } from "./environment.ts";

/** What something else that is only named is known to be; `null` where nothing says so. */
export interface KnownEnvironments {
  readonly ofAccount: (account: string) => Environment | null;
  readonly ofNamespace: (place: NamespacePlace) => Environment | null;
  /** Of a root as a whole: here its folder is known, and may tell. */
  readonly ofRoot: (
    place: Pick<EnvironmentPlace, "path" | "workspace" | "cluster" | "accounts">,
  ) => Environment | null;
  /** Of a bucket, a queue, a snapshot, a state: by the words of its name alone. */
  readonly ofName: (name: string) => Environment | null;
}

export interface NamespacePlace {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly cluster: string | null;
}

/**
 * Where the thing itself stands is not known, so the patterns over paths say nothing about it, and what matches nothing
 * is not taken for production.
 */
export function createKnownEnvironments(rules: Configuration["environments"]): KnownEnvironments {
  const find = createEnvironmentFinder(rules.map((rule) => ({ ...rule, paths: [] })));
  const findWithPaths = createEnvironmentFinder(rules);
  const known = (place: Partial<EnvironmentPlace>): Environment | null =>
    ifMatched(find({ ...nowhere, ...place }));
  return {
    ofAccount: (account) => known({ accounts: [account] }),
    ofNamespace: ({ namespace, labels, cluster }) => known({ namespace, labels, cluster }),
    ofRoot: (place) => ifMatched(findWithPaths({ ...nowhere, ...place })),
    ofName: (name) => {
      const word = plainClassOf(name.replaceAll(":", "/"));
      return word === null
        ? null
        : { name: word, production: word === "production", ephemeral: false, source: "word" };
    },
  };
}

function ifMatched(found: Environment): Environment | null {
  return found.source === "unmatched" ? null : found;
}

const nowhere: EnvironmentPlace = {
  path: "",
  fileNameCounts: false,
  namespace: null,
  labels: {},
  cluster: null,
  accounts: [],
  branch: null,
  workspace: null,
  valuesFiles: [],
  target: null,
  definedAt: null,
  named: null,
};
