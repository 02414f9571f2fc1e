import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EvaluationRunner } from "../../src/app/evaluation/runner.ts";
import { askGate } from "../../src/app/gate-question.ts";
import { createServerAttendant } from "../../src/app/serve.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { Findings } from "../../src/app/sweep/result.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { createMirrors, type Mirrors } from "../../src/git/index.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { createGitHubApp } from "../../src/github/index.ts";
import type { Sweep } from "../../src/model/pull.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type StandIn, startStandIn } from "../github/stand-in.ts";
import { estateFiles, settings, settingsPath, traffic, trafficPath } from "./estate.ts";
import { artifactOf, network, planOf, sourcePath } from "./plan-stage.ts";

/** An App that GitHub cannot reach: nothing but the sweeps ever tells it anything. */
const repository = "acme/infra";
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const metrics = { evaluated: () => {}, reviewed: () => {}, published: () => {} };

let standIn: StandIn;
let store: Store;
let mirrors: Mirrors;
let runner: EvaluationRunner;
let attendant: ReturnType<typeof createServerAttendant>;
let repositoryId: number;

beforeAll(async () => {
  standIn = await startStandIn();
  const { acts } = standIn;
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam"] });
  await acts.createTeam({ team: "acme/payments", members: ["dev"] });
  const teams = { sre: "push", payments: "push" } as const;
  const made = await acts.createRepository({ name: repository, files: estateFiles(), teams });
  repositoryId = made.id;
  await acts.install({ account: "acme" });
  const folder = temporaryFolder();
  const now = () => new Date();
  store = await openStore({ kind: "embedded", folder: join(folder, "store"), now, log: quiet });
  const git = { searchPath: process.env["PATH"] ?? "" };
  mirrors = await createMirrors({ folder: join(folder, "mirrors"), bytesMax: 1024 ** 3, git, now });
  const { cacheDirectory: cacheFolder } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheFolder);
  runner = new EvaluationRunner({ policySet, cacheFolder, workersMax: 1 });
  const { id, privateKey } = standIn.app;
  attendant = createServerAttendant({
    store,
    mirrors,
    log: quiet,
    metrics,
    now,
    review: { runner, policySet, now, versions: { sekisho: "0.0.0" } },
    gitHub: createGitHubApp({ appId: id, privateKey, baseUrl: standIn.url, log: quiet }),
    environment: { app: { id }, gitHub: { webUrl: standIn.gitUrl }, dataFolder: folder },
    anchors: async () => new Findings().result(),
  });
  await store.work.start((job) => attendant.handle(job), { concurrency: 2 });
  // The branch is followed from here on.
  await sweep("branches");
});

afterAll(async () => {
  const violations = await standIn.look.violations();
  await store.work.stop(5_000);
  await attendant.end();
  await runner.close();
  await mirrors.close();
  await store.close();
  await standIn.close();
  expect(violations).toEqual([]);
});

/** Runs a sweep, and waits until the work that it asked for is done. */
async function sweep(which: Sweep): Promise<void> {
  const signal = new AbortController().signal;
  await attendant.handle({ subject: { kind: "sweep", sweep: which }, signal, attempt: 0 });
  for (let idle = 0; idle < 3; idle += 1) {
    await wait(50);
    const { waiting, active, failing } = await store.work.backlog();
    if (waiting + active + failing > 0) idle = -1;
  }
}

async function lastSweep(which: Sweep) {
  const kept = await store.records.ofRepository(null, "sweep");
  return kept.findLast(({ body }) => body.kind === "sweep" && body.sweep === which)?.body;
}

async function explained(commit: string): Promise<unknown> {
  const kept = await store.records.ofRepository(repositoryId, "branch-commit");
  const body = kept.find(
    (record) => record.body.kind === "branch-commit" && record.body.commit === commit,
  )?.body;
  return body?.kind === "branch-commit" ? [body.explained, body.number] : null;
}

async function alerts(): Promise<readonly unknown[]> {
  const kept = await store.records.ofRepository(repositoryId, "alert");
  return kept.flatMap(({ body }) => (body.kind === "alert" ? [body.alert] : []));
}

const mayBeApplied = async (commit: string) =>
  (await askGate({ repositoryId, commit, now: new Date() }, store.records)).answer;

const seen = (number: number) => standIn.look.pull({ repository, number });

test("deliveries that never got through are fetched from GitHub, approvals among them", async () => {
  const { acts } = standIn;
  const { number, head } = await acts.openPull({
    repository,
    by: "dev",
    files: { [trafficPath]: traffic(90) },
  });
  expect((await seen(number)).check).toBeNull();
  await sweep("deliveries");
  expect((await seen(number)).check?.conclusion).toBe("action_required");
  expect(await mayBeApplied(head)).toBe("waiting");
  await acts.approve({ repository, number, by: "sam" });
  await sweep("deliveries");
  // An approval that is only found on GitHub later would not count: this one was bound by its own delivery.
  expect((await seen(number)).check?.conclusion).toBe("success");
  expect(await mayBeApplied(head)).toBe("yes");
  // What the App did itself is told to it too.
  await sweep("deliveries");
  await sweep("deliveries");
  expect(await lastSweep("deliveries")).toMatchObject({ recovered: [], failed: [] });
});

test("a pull request whose deliveries GitHub has forgotten too is found among the open ones", async () => {
  const { acts, control } = standIn;
  await control.setFaults({ faults: { seed: 1, hooks: { vanished: 1 } } });
  const { number } = await acts.openPull({ repository, by: "dev", files: { "docs/plan.md": "At one.\n" } });
  await control.setFaults({ faults: null });
  await sweep("deliveries");
  expect((await seen(number)).check).toBeNull();
  await sweep("pulls");
  expect((await seen(number)).check?.conclusion).toBe("success");
  expect(await lastSweep("pulls")).toMatchObject({ recovered: [`${repository}#${number}`] });
  await sweep("pulls");
  expect(await lastSweep("pulls")).toMatchObject({ recovered: [], failed: [] });
});

test("a plan of a fork, of which GitHub names no pull request, is found, and once alone", async () => {
  const { acts } = standIn;
  const name = "acme/planned";
  const files = {
    [settingsPath]: settings({ more: 'plans: { artifact: "sekisho-plan-*" }\n' }),
    [sourcePath]: "",
  };
  await acts.createRepository({ name, files });
  await acts.createUser({ login: "mallory" });
  const { repository: headRepository } = await acts.fork({ repository: name, by: "mallory" });
  const fork = { repository: name, by: "mallory", headRepository };
  const { number } = await acts.openPull({
    ...fork,
    head: "patch",
    files: { [sourcePath]: network("ssh") },
  });
  await sweep("deliveries");
  const artifacts = { "sekisho-plan-network": artifactOf({ "plan.json": planOf("0.0.0.0/0") }) };
  await acts.completeWorkflowRun({ ...fork, branch: "patch", artifacts });
  await sweep("deliveries");
  const planned = async () => (await standIn.look.pull({ repository: name, number })).check;
  expect((await planned())?.summary).not.toContain("sekisho-plan-network");
  await sweep("pulls");
  expect((await planned())?.summary).toContain("`sekisho-plan-network` ([run of a fork](");
  expect(await lastSweep("pulls")).toMatchObject({ recovered: [`${name}#${number}`] });
  await sweep("pulls");
  expect(await lastSweep("pulls")).toMatchObject({ recovered: [], failed: [] });
});

test("commits of a branch are matched with what they were merged under, by any method", async () => {
  const { acts, look } = standIn;
  const commits = ["two", "three"].map((text) => ({ files: { "docs/plan.md": `At ${text}.\n` } }));
  const opened = await acts.openPull({ repository, by: "dev", commits });
  await sweep("deliveries");
  const { commit } = await acts.mergePull({ repository, number: opened.number, by: "dev", method: "rebase" });
  await sweep("deliveries");
  await sweep("branches");
  expect(await explained(commit)).toEqual(["decision", opened.number]);
  const [before] = (await store.records.ofRepository(repositoryId, "branch-commit")).slice(-2);
  expect(before?.body).toMatchObject({ explained: "decision", number: opened.number });
  expect(await mayBeApplied(commit)).toBe("yes");
  expect(await look.tip({ repository, branch: "main" })).toBe(commit);
  expect(await alerts()).toEqual([expect.objectContaining({ kind: "ruleset", problem: "not-required" })]);
});

test("a merge that nobody told of is found by its commit, and one against the gate raises an alert", async () => {
  const { acts, control } = standIn;
  const { number } = await acts.openPull({ repository, by: "dev", files: { [trafficPath]: traffic(60) } });
  await sweep("deliveries");
  await control.setFaults({ faults: { seed: 1, hooks: { vanished: 1 } } });
  const { commit } = await acts.mergePull({ repository, number, by: "dev" });
  await control.setFaults({ faults: null });
  expect(await mayBeApplied(commit)).toBe("no");
  await sweep("branches");
  expect(await explained(commit)).toBeNull();
  await sweep("branches");
  expect(await explained(commit)).toEqual(["decision", number]);
  expect(await alerts()).toContainEqual({ kind: "merged-against-gate", commit, number });
  expect(await mayBeApplied(commit)).toBe("no");
});

test("a direct push is told from a merge, and what comes from nowhere is unexplained", async () => {
  const { acts, control, look } = standIn;
  const push = async (files: Readonly<Record<string, string>>) => {
    await acts.push({ repository, branch: "main", by: "sam", commits: [{ files }] });
    return await look.tip({ repository, branch: "main" });
  };
  const plan = await push({ "docs/plan.md": "Now.\n" });
  const pushed = await push({ [trafficPath]: traffic(12) });
  await sweep("deliveries");
  await sweep("branches");
  expect(await explained(plan ?? "")).toEqual(["out-of-scope", null]);
  expect(await explained(pushed ?? "")).toEqual(["direct-push", null]);
  await control.setFaults({ faults: { seed: 1, hooks: { vanished: 1 } } });
  const lostPlan = await push({ "docs/plan.md": "Later.\n" });
  const lost = await push({ [trafficPath]: traffic(14) });
  await control.setFaults({ faults: null });
  await sweep("branches");
  await sweep("branches");
  expect(await explained(lostPlan ?? "")).toEqual(["out-of-scope", null]);
  expect(await explained(lost ?? "")).toEqual(["unexplained", null]);
  expect(await alerts()).toContainEqual({ kind: "merged-without-decision", commit: lost, number: null });
  expect(await mayBeApplied(lost ?? "")).toBe("no");
});

test("what a listed automation pushes is told from what anybody pushes, and from what it may not change", async () => {
  const { acts, look } = standIn;
  const image = (tag: string, name = "api") => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: payments-prod }
spec: { containers: [{ name: a, image: "registry.example.com/api:${tag}" }] }
`;
  const path = "k8s/payments/prod/pod.yaml";
  const push = async (by: string, files: Record<string, string>) => {
    await acts.push({ repository, branch: "main", by, commits: [{ files }] });
    return (await look.tip({ repository, branch: "main" })) ?? "";
  };
  await acts.createUser({ login: "image-updater[bot]", bot: true });
  await push("sam", { [path]: image("1.0.0") });
  await sweep("deliveries");
  // The organisation's file says it, and is in force once a pull request has been judged by it.
  const line = "automation: [{ app: image-updater, push: true, mayChange: [image] }]";
  const files = { "sekisho.yml": `version: 1\n${line}\n` };
  await acts.createRepository({ name: "acme/.github", files });
  await acts.openPull({ repository, by: "dev", files: { "docs/plan.md": "At ten.\n" } });
  await sweep("deliveries");
  const allowed = await push("image-updater[bot]", { [path]: image("1.0.1") });
  const beyond = await push("image-updater[bot]", { [path]: image("1.0.2", "other") });
  const person = await push("sam", { [path]: image("1.0.3", "other") });
  await sweep("deliveries");
  await sweep("branches");
  expect(await explained(allowed)).toEqual(["automation", null]);
  expect(await explained(beyond)).toEqual(["direct-push", null]);
  expect(await explained(person)).toEqual(["direct-push", null]);
});

test("a rewritten branch raises an alert", async () => {
  const { acts, look } = standIn;
  const commits = await store.records.ofRepository(repositoryId, "branch-commit");
  const [from, was] = commits
    .flatMap(({ body }) => (body.kind === "branch-commit" ? [body.commit] : []))
    .slice(-2);
  const files = { [settingsPath]: settings({ mode: "observe" }) };
  const rewritten = { repository, branch: "main", by: "sam", from: from ?? "", force: true };
  await acts.push({ ...rewritten, commits: [{ files }] });
  const to = await look.tip({ repository, branch: "main" });
  await sweep("deliveries");
  await sweep("branches");
  expect(await alerts()).toContainEqual({
    kind: "branch-not-followed",
    branch: "main",
    from: was,
    to,
    why: "rewritten",
  });
});
