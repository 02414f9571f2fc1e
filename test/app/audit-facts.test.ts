import { afterAll, beforeAll, expect, test } from "vitest";
import { shippedManifest } from "../../src/app/doctor/manifest.ts";
import type { AuditRecord } from "../../src/model/audit-record.ts";
import { requiredCheck, requiredPull } from "../github/acts/rules.ts";
import { estateFiles, traffic, trafficPath } from "./estate.ts";
import { type SweptApp, startSweptApp } from "./swept-app.ts";

const repository = "acme/infra";
let app: SweptApp;
let repositoryId: number;
let sre: number;

beforeAll(async () => {
  app = await startSweptApp();
  const { acts } = app.standIn;
  await acts.createOrganisation({ login: "acme" });
  sre = (await acts.createTeam({ team: "acme/sre", members: ["sam"] })).id;
  await acts.createTeam({ team: "acme/payments", members: ["dev"] });
  const teams = { sre: "push", payments: "push" } as const;
  const made = await acts.createRepository({ name: repository, files: estateFiles(), teams });
  repositoryId = made.id;
  const permissions = { ...shippedManifest().permissions, administration: "read" };
  await acts.install({ account: "acme", permissions });
  await app.sweep("branches");
});

afterAll(async () => {
  const violations = await app.standIn.look.violations();
  await app.close();
  expect(violations).toEqual([]);
});

type Kind = AuditRecord["kind"];

async function recorded<Wanted extends Kind>(
  kind: Wanted,
  of: number | null = repositoryId,
): Promise<readonly Extract<AuditRecord, { kind: Wanted }>[]> {
  const kept = await app.store.records.ofRepository(of, kind);
  return kept.flatMap(({ body }) =>
    body.kind === kind ? [body as Extract<AuditRecord, { kind: Wanted }>] : [],
  );
}

const tip = async () => (await app.standIn.look.tip({ repository, branch: "main" })) ?? "";

const nothing = {
  check: "not-required",
  upToDate: false,
  mergeQueue: false,
  approvals: 0,
  pullRequired: false,
};

test("what protects a branch is kept at first sight, and each time that it is another", async () => {
  const { acts } = app.standIn;
  const main = { kind: "branch-control", branch: "main" };
  expect(await recorded("branch-control")).toEqual([{ ...main, control: { ...nothing, bypass: [] } }]);
  await app.sweep("branches");
  expect(await recorded("branch-control")).toHaveLength(1);
  const rules = [requiredCheck("sekisho", app.standIn.app.id, true), requiredPull(1)];
  const bypass = [
    { actor_id: sre, actor_type: "Team", bypass_mode: "always" },
    { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "pull_request" },
  ] as const;
  const { id } = await acts.createRuleset({ of: repository, name: "main", rules, bypass });
  await app.sweep("branches");
  const control = {
    check: "required-of-us",
    upToDate: true,
    mergeQueue: false,
    approvals: 1,
    pullRequired: true,
    bypass: [
      { kind: "role", name: "admin", when: "pull_request" },
      { kind: "team", name: "acme/sre", when: "always" },
    ],
  };
  expect((await recorded("branch-control")).slice(1)).toEqual([{ ...main, control }]);
  await acts.editRuleset({ of: repository, id, enforcement: "disabled" });
  await app.sweep("branches");
  await acts.editRuleset({ of: repository, id, enforcement: "active" });
  await app.sweep("branches");
  const checks = (await recorded("branch-control")).map((each) => each.control.check);
  expect(checks).toEqual(["not-required", "required-of-us", "not-required", "required-of-us"]);
});

test("a merge tells who approved, whose change it was, and what stood in its way", async () => {
  const { acts } = app.standIn;
  const { number, head } = await acts.openPull({
    repository,
    by: "dev",
    files: { [trafficPath]: traffic(90) },
  });
  await app.sweep("deliveries");
  const before = await tip();
  await acts.approve({ repository, number, by: "sam" });
  await app.sweep("deliveries");
  const { commit } = await acts.mergePull({ repository, number, by: "dev" });
  await app.sweep("deliveries");
  await app.sweep("deliveries");
  const [seen, ...more] = await recorded("merge-seen");
  expect(more).toEqual([]);
  expect(seen).toMatchObject({
    number,
    branch: "main",
    commit,
    head,
    how: "told",
    mergedBy: { login: "dev" },
    mergedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    control: { check: "required-of-us" },
    contributors: [{ account: { login: "dev" }, as: ["author", "committer", "opener", "pusher"] }],
    unattributed: [],
    approvals: [{ by: { login: "sam" }, commit: head, canPush: true, contributed: false }],
    approvedByOther: true,
  });
  expect(await recorded("bypass-seen")).toEqual([]);
  expect((await recorded("branch-head")).at(-1)).toMatchObject({ before, after: commit, how: "forward" });
});

test("a merge past the check is a bypass, inferred, and its author's word is no approval of another", async () => {
  const { acts } = app.standIn;
  const { number } = await acts.openPull({ repository, by: "dev", files: { [trafficPath]: traffic(20) } });
  await app.sweep("deliveries");
  const { commit } = await acts.mergePull({ repository, number, by: "sam" });
  await app.sweep("deliveries");
  const seen = (await recorded("merge-seen")).at(-1);
  expect(seen).toMatchObject({ number, approvals: [], approvedByOther: false });
  expect(await recorded("bypass-seen")).toEqual([
    {
      kind: "bypass-seen",
      branch: "main",
      commit,
      number,
      by: expect.objectContaining({ login: "sam" }),
      how: "inferred",
      detail: "The check sekisho is required there, and said action_required of the merged head.",
    },
  ]);
});

test("a direct push past the rules is inferred, and what GitHub reports of it is kept beside it", async () => {
  const { acts } = app.standIn;
  const before = await tip();
  const commits = [{ files: { "docs/plan.md": "Now.\n" } }];
  await acts.push({ repository, branch: "main", by: "sam", commits });
  await acts.reportBypass({ repository, branch: "main", by: "sam", before });
  const commit = await tip();
  await app.sweep("deliveries");
  await app.sweep("branches");
  await app.sweep("branches");
  const seen = (await recorded("bypass-seen")).filter((each) => each.commit === commit);
  expect(seen.map(({ how, by }) => [how, by?.login])).toEqual([
    ["inferred", "sam"],
    ["reported", "sam"],
  ]);
  expect(seen[1]?.detail).toMatch(/^GitHub reports it as rule suite \d+ of /);
});

test("heads of a branch are one chain, with a rewrite in it, whoever told of them", async () => {
  const { acts, control } = app.standIn;
  const [first, at] = (await recorded("branch-head")).slice(-2).map(({ after }) => after);
  await control.setFaults({ faults: { seed: 1, hooks: { vanished: 1 } } });
  for (const text of ["One.\n", "Two.\n"])
    await acts.push({
      repository,
      branch: "main",
      by: "sam",
      commits: [{ files: { "docs/plan.md": text } }],
    });
  await control.setFaults({ faults: null });
  await app.sweep("branches");
  const lost = await tip();
  const commits = [{ files: { "docs/plan.md": "Otherwise.\n" } }];
  await acts.push({ repository, branch: "main", by: "sam", from: first ?? "", force: true, commits });
  await app.sweep("deliveries");
  const heads = await recorded("branch-head");
  const main = { kind: "branch-head", branch: "main" };
  expect(heads.slice(-2)).toEqual([
    { ...main, before: at, after: lost, how: "forward", commits: 2 },
    { ...main, before: lost, after: await tip(), how: "rewritten", commits: null },
  ]);
  expect(heads[0]).toMatchObject({ before: null, how: "first" });
  heads.slice(1).forEach(({ before }, index) => {
    expect(before).toBe(heads[index]?.after);
  });
});
