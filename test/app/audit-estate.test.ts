import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditRecord } from "../../src/model/audit-record.ts";
import { addDays } from "../../src/model/local-date.ts";
import { estateFiles, traffic, trafficPath, workload, workloadPath } from "./estate.ts";
import { type SweptApp, startSweptApp } from "./swept-app.ts";

const repository = "acme/infra";
const dayMs = 86_400_000;
const today = new Date().toISOString().slice(0, "YYYY-MM-DD".length);
/** Of the exceptions: not over yet where midnight comes while the tests run. */
const lastDay = addDays(today, 2);
let app: SweptApp;
let repositoryId: number;

const organisationFile = `version: 1
breakGlass: { who: [acme/oncall] }
audit: { custodians: { signingKey: [pia], databaseAdministration: [olu], deployment: [acme/platform] } }
`;

const waiverPath = ".github/sekisho/waivers/memory.yml";
const waiver = `id: memory-of-the-batch
rules: [RES-004]
scope: { resources: ["apps/Deployment/nothing/*"] }
reason: The batch needs it until it is split.
requester: dev
approver: sam
granted: ${today}
expires: ${lastDay}
`;

beforeAll(async () => {
  app = await startSweptApp();
  const { acts } = app.standIn;
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam", "sue"] });
  await acts.createTeam({ team: "acme/platform", members: ["pia"] });
  await acts.createTeam({ team: "acme/oncall", members: ["olu"] });
  await acts.createTeam({ team: "acme/payments", members: ["dev"] });
  await acts.createTeam({ team: "acme/search", members: ["sia"] });
  const teams = { sre: "push", payments: "push" } as const;
  const files = { ...estateFiles(), [waiverPath]: waiver };
  repositoryId = (await acts.createRepository({ name: repository, files, teams })).id;
  await acts.createRepository({ name: "acme/.github", files: { "sekisho.yml": organisationFile } });
  await acts.createRepository({ name: "acme/site", private: false });
  await acts.install({ account: "acme", repositories: [repository, "acme/.github"] });
  await acts.openPull({ repository, by: "dev", files: { "docs/plan.md": "At one.\n" } });
  for (const which of ["deliveries", "branches", "estate"] as const) await app.sweep(which);
});

afterAll(async () => {
  const violations = await app.standIn.look.violations();
  await app.close();
  expect(violations).toEqual([]);
});

type Kind = AuditRecord["kind"];

async function recorded<Wanted extends Kind>(kind: Wanted, of: number | null = null) {
  const kept = await app.store.records.ofRepository(of, kind);
  return kept.flatMap(({ body }) =>
    body.kind === kind ? [body as Extract<AuditRecord, { kind: Wanted }>] : [],
  );
}

async function alerts(of: number | null): Promise<readonly unknown[]> {
  const kept = await app.store.records.ofRepository(of, "alert");
  return kept.flatMap(({ body }) => (body.kind === "alert" ? [body.alert] : []));
}

const pictures = async () => (await recorded("access-snapshot")).map(({ access }) => access);

test("who may do what is kept once, with what GitHub does not tell", async () => {
  const before = await pictures();
  await app.sweep("estate");
  expect(await pictures()).toEqual(before);
  const first = before.at(-1);
  expect(first?.rights).toEqual({
    administer: ["acme-owner"],
    approve: ["acme/payments", "acme/search", "acme/sre"],
    "break-glass": ["acme/oncall"],
    bypass: [],
    "edit-policies": ["acme/platform"],
    waive: ["acme/sre"],
  });
  expect(first?.teams["acme/sre"]?.map(({ login }) => login)).toEqual(["sam", "sue"]);
  expect(first?.custodians).toEqual({
    deployment: ["acme/platform"],
    signingKey: ["pia"],
    databaseAdministration: ["olu"],
  });
  expect(first?.unread).toEqual([]);
});

test("who joins or leaves a team is in a picture at once, and who did it beside it", async () => {
  const { acts } = app.standIn;
  await acts.removeFromTeam({ team: "acme/sre", login: "sue" });
  await app.sweep("deliveries");
  const [before, after] = (await pictures()).slice(-2);
  const { "acme/sre": then = [], ...others } = before?.teams ?? {};
  const { "acme/sre": now = [], ...same } = after?.teams ?? {};
  expect([then, now].map((people) => people.map(({ login }) => login))).toEqual([["sam", "sue"], ["sam"]]);
  expect({ ...after, teams: same }).toEqual({ ...before, teams: others });
  const [said] = (await app.store.records.ofRepository(null, "installation")).slice(-1);
  expect(said?.body).toMatchObject({
    change: "teams-changed: membership.removed",
    detail: { team: "sre", member: { login: "sue" }, by: { login: "acme-owner" } },
  });
});

test("a team that was renamed keeps its place in the picture, and whoever founds one under its name gets none", async () => {
  const { acts } = app.standIn;
  const { id } = await acts.createTeam({ team: "acme/late", members: ["mal"] });
  await acts.renameTeam({ team: "acme/oncall", to: "on-call" });
  await acts.createTeam({ team: "acme/oncall", members: ["mal"] });
  await app.sweep("deliveries");
  await app.sweep("estate");
  const picture = (await pictures()).at(-1);
  expect(picture?.teams["acme/oncall"]?.map(({ login }) => login)).toEqual(["olu"]);
  expect(picture?.unread).toEqual([]);
  const bound = await recorded("team-bound");
  expect(bound.map(({ team }) => team).toSorted()).toEqual(
    ["oncall", "payments", "platform", "search", "sre"].map((team) => `acme/${team}`),
  );
  expect(bound.every((one) => one.id < id)).toBe(true);
});

test("who administers a repository, and who owns the organisation, is looked at daily", async () => {
  const { acts } = app.standIn;
  await acts.addCollaborator({ repository, login: "sam", permission: "admin" });
  await acts.addMember({ organisation: "acme", login: "boss", role: "admin" });
  await app.sweep("deliveries");
  await app.sweep("estate");
  const [before, after] = (await pictures()).slice(-2);
  expect(before?.rights["administer"]).toEqual(["acme-owner"]);
  const administer = (after?.places ?? []).map(({ repositories, rights }) => [
    repositories,
    rights["administer"],
  ]);
  expect(administer).toEqual([
    [["acme/.github"], ["acme-owner", "boss"]],
    [[repository], ["acme-owner", "boss", "sam"]],
  ]);
});

test("coverage tells what is in scope, and a repository that nobody reviews raises an alert once", async () => {
  const { acts } = app.standIn;
  const shown = async () =>
    (await recorded("coverage")).at(-1)?.repositories.map(({ name, inScope, covered, state }) => {
      return [name, inScope, covered, state];
    });
  const before = await recorded("coverage");
  expect(before.at(-1)).toMatchObject({ organisation: "acme", installed: "selected" });
  expect(await shown()).toEqual([
    [repository, true, true, "active"],
    ["acme/.github", true, true, "active"],
    ["acme/site", false, false, "active"],
  ]);
  await acts.createRepository({ name: "acme/new", private: false, files: { "main.tf": "" } });
  await app.sweep("estate");
  await app.sweep("estate");
  const [latest, ...more] = (await recorded("coverage")).slice(before.length);
  expect(more).toEqual([]);
  const added = latest?.repositories.find(({ name }) => name === "acme/new");
  const since = added?.since ?? "";
  const alert = { kind: "not-covered", repository: "acme/new", why: "not-installed", since };
  expect(await alerts(added?.id ?? null)).toEqual([alert]);
  await acts.removeRepository({ repository: "acme/.github" });
  await app.sweep("deliveries");
  expect((await shown())?.[1]).toEqual(["acme/.github", true, false, "gone"]);
});

test("an approval that a larger risk outgrew is dropped, once", async () => {
  const { acts } = app.standIn;
  const { number } = await acts.openPull({ repository, by: "dev", files: { [trafficPath]: traffic(60) } });
  await app.sweep("deliveries");
  await acts.approve({ repository, number, by: "sam" });
  await app.sweep("deliveries");
  await acts.push({
    repository,
    branch: `change-${number}`,
    by: "dev",
    commits: [{ files: { [trafficPath]: traffic(95) } }],
  });
  await app.sweep("deliveries");
  const dropped = (await app.store.records.ofPull(repositoryId, number)).filter(
    ({ body }) => body.kind === "approval-dropped",
  );
  expect(dropped.map(({ body }) => body)).toEqual([
    expect.objectContaining({
      by: expect.objectContaining({ login: "sam" }),
      uncovered: [expect.anything()],
    }),
  ]);
});

test("exceptions of files and of comments end on a day that is kept", async () => {
  const { acts } = app.standIn;
  const { number } = await acts.openPull({
    repository,
    by: "dev",
    files: { [workloadPath]: workload("16Gi") },
  });
  await app.sweep("deliveries");
  const body = `/sekisho waive RES-004 until ${lastDay} because the batch needs it`;
  await acts.comment({ repository, number, by: "dev", body });
  await app.sweep("deliveries");
  await acts.comment({ repository, number, by: "sam", body: "/sekisho approve W-1" });
  await app.sweep("deliveries");
  await app.sweep("estate");
  expect(await recorded("waiver-expired", repositoryId)).toEqual([]);
  app.advance(4 * dayMs);
  await app.sweep("estate");
  await app.sweep("estate");
  const ended = await recorded("waiver-expired", repositoryId);
  expect(ended).toEqual([
    { kind: "waiver-expired", waiverId: "W-1", number, until: lastDay },
    { kind: "waiver-expired", waiverId: "memory-of-the-batch", number: null, until: lastDay },
  ]);
});

test("clocks that are more than a minute apart are an incident, once a day", async () => {
  expect(await recorded("clock-skew")).toEqual([]);
  await app.standIn.control.advance({ ms: 120_000 });
  await app.sweep("deliveries");
  await app.sweep("deliveries");
  const [skew, ...more] = await recorded("clock-skew");
  expect(more).toEqual([]);
  const apart = Date.parse(skew?.theirs ?? "") - Date.parse(skew?.ours ?? "");
  expect(Math.round(apart / 60_000)).toBe(2);
});
