import { EvaluationRunner } from "../../src/app/evaluation/runner.ts";
import { review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { Report } from "../../src/model/report.ts";
import type { Tree, TreeEntry } from "../../src/model/tree.ts";
import { estatePolicies } from "./estate-configuration.ts";

export interface CorporaSession {
  /** Judges a change between two folders, either of which may be empty, or scans one. */
  judge(asked: {
    readonly base: string | "nothing" | "scan";
    readonly head: string | "nothing" | Tree;
    readonly rules?: string;
    readonly kubernetesVersion?: string;
    readonly configuration?: string;
    /** Where a file is to stand, `null` where it is to be left out. Without it, everything stays where it is. */
    readonly place?: Placing;
  }): Promise<Report>;
  close(): Promise<void>;
}

const emptyTree: Tree = { label: "nothing", commit: null, entries: new Map(), read: async () => new Map() };

export type Placing = (path: string) => string | null;

function placed(tree: Tree, place: Placing | undefined): Tree {
  if (place === undefined) return tree;
  const entries: [string, TreeEntry][] = [];
  const original = new Map<string, string>();
  for (const [path, entry] of tree.entries) {
    const at = place(path);
    if (at === null) continue;
    entries.push([at, { ...entry, path: at }]);
    original.set(at, path);
  }
  const read: Tree["read"] = async (paths) => {
    const files = await tree.read(paths.flatMap((path) => original.get(path) ?? []));
    const found = paths.map((path) => [path, files.get(original.get(path) ?? "")] as const);
    return new Map(found.flatMap(([path, bytes]) => (bytes === undefined ? [] : [[path, bytes] as const])));
  };
  return { label: tree.label, commit: tree.commit, entries: new Map(entries), read };
}

/** One warm process, as the App is: policies compiled, workers running. */
export async function openCorporaSession(workersMax?: number): Promise<CorporaSession> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheDirectory);
  const runner = new EvaluationRunner({
    policySet,
    cacheFolder: cacheDirectory,
    ...(workersMax && { workersMax }),
  });
  return {
    judge: async ({ base, head, rules = null, kubernetesVersion = null, configuration, place }) => {
      const open = async (folder: string | Tree) =>
        typeof folder !== "string"
          ? folder
          : folder === "nothing"
            ? emptyTree
            : placed(await directoryTree(folder), place);
      const outcome = await review(
        {
          trees: { base: base === "scan" ? null : await open(base), head: await open(head), tip: null },
          repositoryFile: configuration === undefined ? null : { path: "sekisho.yml", text: configuration },
          organisationFile: null,
          targetBranch: null,
          author: null,
          locale: "en",
          mode: "enforce",
          ruleSelection: rules,
          kubernetesVersion,
          policyRepositories: async () => directoryTree(estatePolicies),
        },
        { runner, policySet, now: () => new Date(), versions: {} },
      );
      if (outcome.kind !== "reviewed")
        throw new Error(`${typeof head === "string" ? head : head.label}: ${JSON.stringify(outcome)}`);
      return outcome.report;
    },
    close: () => runner.close(),
  };
}
