import { beforeAll, expect, it } from "vitest";
import type { EvaluationPorts } from "../../src/app/evaluation/ports.ts";
import { DecodedEntries } from "../../src/app/evaluation/rest/decoded-entries.ts";
import { surveyRest } from "../../src/app/evaluation/rest/survey.ts";
import { taskOf } from "../../src/app/task-of.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Tree } from "../../src/model/tree.ts";
import { KnownContents, SurveyedFolders } from "../../src/roots/index.ts";
import { fc } from "../fast-check.ts";
import { memoryTree } from "../policies/memory-tree.ts";
import { exampleConfiguration, openWorkbench, type Workbench } from "../policies/workbench.ts";
import type { Files } from "./repository.ts";

let workbench: Workbench;
let configuration: Configuration;
beforeAll(async () => {
  workbench = await openWorkbench();
  configuration = await exampleConfiguration(null);
});

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
const application =
  "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\nspec: {source: {path: web}}\n";
/** By what a folder may hold: each text may stand in any of them, and be there twice. */
const texts: Readonly<Record<string, readonly string[]>> = {
  "a.yaml": [pod, application, "just: values\n", "{broken"],
  "plan.json": ['{"format_version":"1.2","planned_values":{}}', pod, "{}"],
  "main.tf": [
    'terraform {\n  backend "s3" {}\n}\n',
    'module "b" {\n  source = "../web"\n}\n',
    'provider "aws" {}\n',
    'locals {\n  text = file("notes.txt")\n}\n',
  ],
  "notes.txt": ["a", "b"],
  "Chart.yaml": ["name: web\nversion: 1.0.0\n"],
  "templates/a.yaml": [pod, application],
  "kustomization.yaml": ["resources: [a.yaml]\n", "resources: [../web]\n"],
};
const folders = ["web", "api", "api/deep", "live/x"];
const folder = fc.constantFrom(...folders);
const written = fc.constantFrom(
  ...Object.entries(texts).flatMap(([name, each]) => each.map((text) => [name, text] as const)),
);

type Commit = (files: Files) => Files;
const adds = fc.tuple(folder, written).map(
  ([to, [name, text]]): Commit =>
    (files) => ({ ...files, [`${to}/${name}`]: text }),
);
const deletes = fc.nat(20).map(
  (which): Commit =>
    (files) =>
      Object.fromEntries(Object.entries(files).filter((_, index) => index !== which)),
);
/** A file alone, or a folder with everything in it: where it comes to may be taken. */
const moves = fc.tuple(folder, folder, fc.option(fc.constantFrom(...Object.keys(texts)))).map(
  ([from, to, name]): Commit =>
    (files) =>
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => {
          const moved = path.startsWith(`${from}/`) && (name === null || path === `${from}/${name}`);
          return [moved ? `${to}${path.slice(from.length)}` : path, text];
        }),
      ),
);
const commits = fc.array(fc.oneof(adds, adds, adds, deletes, moves), { minLength: 4, maxLength: 16 });

type Kept = Map<string, Uint8Array>;

/** As a process begins: it knows what is kept on disk, and nothing else. */
function processWith(kept: Kept): Omit<EvaluationPorts, "read"> {
  return {
    ...workbench.ports,
    decodedEntries: new DecodedEntries(),
    knownContents: new KnownContents(),
    surveyedFolders: new SurveyedFolders(),
    kept: async (keys) => new Map([...kept].filter(([key]) => keys.includes(key))),
  };
}

/** What looking for roots finds, and how many files it reads. */
async function surveyed(files: Files, process: Omit<EvaluationPorts, "read">) {
  const tree: Tree = memoryTree("main", files);
  let read = 0;
  const ports: EvaluationPorts = {
    ...process,
    read: (_, paths) => {
      read += paths.length;
      return tree.read(paths);
    },
  };
  const asked = { targetBranch: "main", author: null, kubernetesVersion: null };
  const task = taskOf(
    { ...asked, trees: { base: null, head: tree, tip: null } },
    { configuration, waivers: [], today: "2027-01-01" },
    { rules: [], policySet: "" },
  );
  const { entry, foundOut } = await surveyRest(task, ports);
  return { found: Buffer.from(entry ?? []).toString("utf8"), foundOut, read };
}

it("finds the same roots after each commit, whatever was found out about the states before", async () => {
  await fc.assert(
    fc.asyncProperty(commits, async (history) => {
      const kept: Kept = new Map();
      const staying = processWith(new Map());
      let files: Files = { "web/a.yaml": pod };
      for (const commit of history) {
        files = commit(files);
        const whole = await surveyed(files, processWith(new Map()));
        const later = await surveyed(files, processWith(kept));
        const same = await surveyed(files, staying);
        expect(later.found).toBe(whole.found);
        expect(same.found).toBe(whole.found);
        for (const [key, bytes] of later.foundOut) kept.set(key, bytes);
      }
    }),
    { numRuns: 40 },
  );
});

it("reads of the next state only what is new in it", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 50 }, (_, index): [string, string][] => [
      [`live/${index}/a.yaml`, `${pod}# ${index}\n`],
      [`live/${index}/main.tf`, `provider "aws" {\n  region = "${index}"\n}\n`],
    ]).flat(),
  );
  const first = await surveyed(files, processWith(new Map()));
  expect(first.read).toBeGreaterThanOrEqual(100);
  const next = { ...files, "live/7/a.yaml": `${pod}# new\n`, "live/60/a.yaml": `${pod}# 7\n` };
  const { read } = await surveyed(next, processWith(new Map(first.foundOut)));
  expect(read).toBe(1);
});
