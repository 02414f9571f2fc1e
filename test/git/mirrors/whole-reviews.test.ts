import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectedFiles } from "../../../src/app/attend/expected.ts";
import { EvaluationRunner, type EvaluationTrees } from "../../../src/app/evaluation/runner.ts";
import { type ReviewPorts, review } from "../../../src/app/review.ts";
import { shippedPolicySet } from "../../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../../src/config/index.ts";
import { gitTree, type Mirrors, openRepository, type Want } from "../../../src/git/index.ts";
import { pullsFolder, readPull } from "../../pulls/review-pull.ts";
import { type Estate, newEstate } from "./estate.ts";

let estate: Estate;
let mirrors: Mirrors;
let ports: ReviewPorts & { readonly runner: EvaluationRunner };
beforeAll(async () => {
  estate = await newEstate();
  mirrors = await estate.mirrors();
  const { cacheDirectory: cacheFolder } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheFolder);
  const runner = new EvaluationRunner({ policySet, cacheFolder, workersMax: 1 });
  ports = { runner, policySet, now: () => new Date("2026-08-03T05:05:00.000Z"), versions: {} };
});
afterAll(async () => {
  await ports.runner.close();
  await estate.close();
});

const pulls = [
  "chart-and-kustomization",
  "database-open-to-the-world",
  "harmless-image-bump",
  "manifests-moved",
  "new-namespace",
  "remote-module-call",
  "waiver-in-the-same-pull",
];

/** What stands in a repository beside what changes, and is read for facts about it. */
function writeNeighbours(): void {
  const { write } = estate.made;
  for (let index = 0; index < 20; index += 1) {
    const folder = `elsewhere/${index}`;
    write(`${folder}/namespace.yaml`, `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team-${index}\n`);
    write(`${folder}/kustomization.yaml`, `resources:\n  - namespace.yaml\n# ${index}\n`);
    write(`${folder}/main.tf`, `module "m" {\n  source = "../modules/${index}"\n}\n`);
    write(`elsewhere/modules/${index}/main.tf`, `variable "v${index}" {}\n`);
  }
}

/** The fixture as a pull request; its base branch went on with a file of somebody else's. */
function pullOf(name: string): Want {
  const { made } = estate;
  made.git("checkout", "--quiet", "--orphan", `main-${name}`);
  const state = (side: "base" | "head"): string => {
    made.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".");
    const folder = path.join(pullsFolder, name, side);
    if (fs.existsSync(folder)) fs.cpSync(folder, made.path, { recursive: true });
    writeNeighbours();
    return made.commit(side);
  };
  const mergeBase = state("base");
  made.git("checkout", "--quiet", "-b", `pull-${name}`);
  const head = state("head");
  made.git("checkout", "--quiet", `main-${name}`);
  made.write("elsewhere/new.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: new\n");
  const tip = made.commit("tip");
  estate.publish();
  return { commits: { tip, mergeBase, head }, pullNumber: 1, expected: expectedFiles };
}

async function findingsOf(trees: EvaluationTrees, name: string) {
  const { author: login, teams } = readPull(name);
  const request = {
    trees,
    repositoryFile: null,
    organisationFile: null,
    targetBranch: "main",
    author: { login, teams },
    locale: null,
    mode: null,
    ruleSelection: null,
    kubernetesVersion: null,
  };
  const outcome = await review(request, ports);
  if (outcome.kind !== "reviewed") throw new Error(JSON.stringify(outcome));
  return { decision: outcome.report.decision, findings: outcome.report.findings };
}

describe("a review of a mirror", () => {
  test.each(pulls.map((name, index) => [name, index] as const))(
    "finds in %s what one of a clone finds, with few fetches",
    async (name, repositoryId) => {
      const want = pullOf(name);
      const snapshot = await mirrors.fetch({ ...estate.source, repositoryId }, want);
      const clone = await openRepository(estate.made.path);
      const { tip, mergeBase, head } = want.commits;
      const cloned = {
        base: await gitTree(clone, mergeBase),
        head: await gitTree(clone, head),
        tip: await gitTree(clone, tip),
      };
      expect(await findingsOf(snapshot, name)).toEqual(await findingsOf(cloned, name));
      clone.close();
      // Trees, what was expected, and what only reading tells: Applications, local modules, the rest of the repository.
      expect(snapshot.fetches()).toBeLessThanOrEqual(5);
      snapshot.close();

      const { made } = estate;
      made.git("checkout", "--quiet", `pull-${name}`);
      made.write("elsewhere/0/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: other\n");
      const next = { ...want, commits: { ...want.commits, head: made.commit("next") } };
      estate.publish();
      const again = await mirrors.fetch({ ...estate.source, repositoryId }, next);
      await findingsOf(again, name);
      expect(again.fetches()).toBeLessThanOrEqual(3);
      again.close();
    },
  );
});
