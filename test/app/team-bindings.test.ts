import { beforeAll, expect, test } from "vitest";
import { appForAll } from "./app-for-all.ts";
import { settingsPath, stageIn } from "./estate.ts";

/** A name in the settings means one team, whatever becomes of it and of the name on GitHub. */
const app = appForAll();

const settings = (owner: string, more = "") => `version: 1
mode: enforce
tenants:
  web: { teams: [${owner}], owns: { namespaces: [web-prod] } }
${more}`;
const path = "ns/web-prod/map.yaml";
const words = (word: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: web-prod }\ndata: { word: ${word} }\n`;
const files = (owner: string) => ({ [settingsPath]: settings(owner), [path]: words("one") });

beforeAll(async () => {
  const { acts } = app().standIn;
  await acts.createTeam({ team: "acme/web", members: ["wes"] });
  await acts.createTeam({ team: "acme/ops", members: ["ola", "odo"] });
});

test("a team that was renamed is asked by its new name, and its word still counts", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "renamed", files("acme/web"));
  await acts.giveTeamAccess({ team: "acme/web", repository: stage.repository, permission: "push" });
  const before = await stage.open("dev", { [path]: words("two") });
  expect((await stage.see(before)).requestedTeams).toEqual(["acme/web"]);
  await acts.renameTeam({ team: "acme/web", to: "web-platform" });
  await acts.approve({ ...stage, number: before, by: "wes" });
  expect((await stage.see(before)).check?.conclusion).toBe("success");
  const after = await stage.open("dev", { [path]: words("three") });
  const asked = await stage.see(after);
  expect([asked.check?.conclusion, asked.requestedTeams]).toEqual(["action_required", ["acme/web-platform"]]);
  expect(asked.ours[0]?.body).not.toContain("not on GitHub");
});

test("whoever founds a team under the name that became free gets nothing with it", async () => {
  const { acts } = app().standIn;
  await acts.createTeam({ team: "acme/web", members: ["mal", "max"] });
  const stage = await stageIn(app(), "founded-anew", files("Acme/Web"));
  for (const team of ["acme/web", "acme/web-platform"])
    await acts.giveTeamAccess({ team, repository: stage.repository, permission: "push" });
  const number = await stage.open("mal", { [path]: words("two") });
  const asked = await stage.see(number);
  expect([asked.check?.conclusion, asked.requestedTeams]).toEqual(["action_required", ["acme/web-platform"]]);
  await acts.approve({ ...stage, number, by: "max" });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
  await acts.approve({ ...stage, number, by: "wes" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
});

test("of a team that was deleted the comment says so, and another one with its name counts once the organisation says it", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "deleted", files("acme/ops"));
  await acts.giveTeamAccess({ team: "acme/ops", repository: stage.repository, permission: "push" });
  const own = await stage.see(await stage.open("ola", { [path]: words("two") }));
  expect(own.check?.conclusion).toBe("success");
  await acts.deleteTeam({ team: "acme/ops" });
  const number = await stage.open("dev", { [path]: words("three") });
  expect((await stage.see(number)).ours[0]?.body).toContain("`acme/ops` is not on GitHub");
  const { id } = await acts.createTeam({ team: "acme/ops", members: ["mal", "odo"] });
  await acts.giveTeamAccess({ team: "acme/ops", repository: stage.repository, permission: "push" });
  await acts.approve({ ...stage, number, by: "mal" });
  const another = await stage.see(number);
  expect([another.check?.conclusion, another.requestedTeams]).toEqual(["action_required", []]);
  expect(another.ours[0]?.body).toContain("`acme/ops` is another team on GitHub now");
  await acts.push({
    repository: "acme/.github",
    branch: "main",
    by: "pia",
    commits: [{ files: { "sekisho.yml": `version: 1\nteamIds: { acme/ops: ${id} }\n` } }],
  });
  await acts.approve({ ...stage, number, by: "odo" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
});

test("teams of two organisations with one name are two teams", async () => {
  const { acts, look } = app().standIn;
  await acts.createOrganisation({ login: "globex" });
  await acts.createTeam({ team: "globex/web", members: ["gil"] });
  await acts.createTeam({ team: "globex/others", members: ["gus"] });
  await acts.install({ account: "globex" });
  const repository = "globex/infra";
  await acts.createRepository({ name: repository, files: files("globex/web"), teams: { web: "push" } });
  const { number } = await acts.openPull({
    repository,
    by: "gus",
    title: "Change",
    files: { [path]: words("two") },
  });
  await app().settled();
  await acts.approve({ repository, number, by: "wes" });
  await app().settled();
  const asked = await look.pull({ repository, number });
  expect([asked.check?.conclusion, asked.requestedTeams]).toEqual(["action_required", ["globex/web"]]);
  await acts.approve({ repository, number, by: "gil" });
  await app().settled();
  expect((await look.pull({ repository, number })).check?.conclusion).toBe("success");
});
