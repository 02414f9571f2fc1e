import { EvaluationRunner } from "../../src/app/evaluation/runner.ts";
import { review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { Report } from "../../src/model/report.ts";
import type { Tree } from "../../src/model/tree.ts";

export interface CorporaSession {
  /** Judges a change between two folders, either of which may be empty, or scans one. */
  judge(asked: {
    readonly base: string | "nothing" | "scan";
    readonly head: string | "nothing" | Tree;
    readonly rules?: string;
    readonly kubernetesVersion?: string;
    readonly configuration?: string;
    /** The paths that are there at all; everything unless given. */
    readonly only?: (path: string) => boolean;
  }): Promise<Report>;
  close(): Promise<void>;
}

const emptyTree: Tree = { label: "nothing", commit: null, entries: new Map(), read: async () => new Map() };

function restricted(tree: Tree, only: ((path: string) => boolean) | undefined): Tree {
  if (only === undefined) return tree;
  const entries = new Map([...tree.entries].filter(([path]) => only(path)));
  return { label: tree.label, commit: tree.commit, entries, read: (paths) => tree.read(paths) };
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
    judge: async ({ base, head, rules = null, kubernetesVersion = null, configuration, only }) => {
      const open = async (folder: string | Tree) =>
        typeof folder !== "string"
          ? folder
          : folder === "nothing"
            ? emptyTree
            : restricted(await directoryTree(folder), only);
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
