import { expect, test } from "vitest";
import { addDays } from "../../src/model/local-date.ts";
import { appForAll } from "./app-for-all.ts";
import {
  estateFiles,
  settings,
  settingsPath,
  stageIn,
  traffic,
  trafficPath,
  workload,
  workloadPath,
} from "./estate.ts";

/** What people do at the gate, and what they are told, through the whole App. */
// A waiver that is taken back brings back what the first check said, on the same commit.
const app = appForAll(({ repository, what }) => repository === "acme/waiver" && what === "check");

/** An exception may last ninety days. */
const inTime = addDays(new Date().toISOString().slice(0, "YYYY-MM-DD".length), 60);
const tooMuch = { [workloadPath]: workload("16Gi") };
const risky = { [trafficPath]: traffic(90) };

test("a harmless change passes with four calls, a risky one asks with six", async () => {
  const { look } = app().standIn;
  const stage = await stageIn(app(), "calls");
  const harmless = await stage.open("dev", { [workloadPath]: workload("5Gi") });
  await stage.see(harmless);
  const asked = await stage.open("dev", risky);
  await stage.see(asked);
  expect((await look.callsOf({ ...stage, number: harmless })).length).toBe(4);
  expect((await look.callsOf({ ...stage, number: asked })).length).toBe(6);
});

test("observing says nothing in public, and the check is green", async () => {
  const stage = await stageIn(app(), "observing", estateFiles({ mode: "observe" }));
  const pull = await stage.see(await stage.open("dev", { ...risky, ...tooMuch }));
  expect([pull.check?.conclusion, pull.ours.length, pull.requestedTeams]).toEqual(["success", 0, []]);
  expect(pull.check?.title).toContain("Observing");
});

test("a rule that is only observed does not gate, beside one that does", async () => {
  const stage = await stageIn(app(), "mixed");
  const organisation = "acme/.github";
  const { acts } = app().standIn;
  const rollout = `version: 1
breakGlass: { who: [acme/oncall], notBypass: [SEC-029], expiresHours: 4 }
rollout: [{ repositories: [acme/mixed], rules: ["CHG-*"], mode: observe }]
`;
  await acts.push({
    repository: organisation,
    branch: "main",
    by: "pia",
    commits: [{ files: { "sekisho.yml": rollout } }],
  });
  const both = await stage.see(await stage.open("dev", { ...risky, ...tooMuch }));
  expect([both.check?.conclusion, both.ours[0]?.body.includes("CHG-010")]).toEqual(["failure", false]);
  const observed = await stage.see(await stage.open("dev", risky));
  expect([observed.check?.conclusion, observed.requestedTeams]).toEqual(["success", []]);
});

test("a draft is judged and asks nobody until it is ready", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "draft");
  const number = await stage.open("dev", risky, { draft: true });
  const draft = await stage.see(number);
  expect([draft.requestedTeams, draft.ours.length]).toEqual([[], 0]);
  expect(draft.check?.conclusion).not.toBe("success");
  await acts.setDraft({ ...stage, number, by: "dev", draft: false });
  expect((await stage.see(number)).requestedTeams).toEqual(["acme/sre"]);
});

test("a waiver is asked for by anyone, granted by an approver who did not ask, and taken back", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "waiver");
  const number = await stage.open("dev", tooMuch);
  await stage.see(number);
  const say = async (by: string, body: string) => {
    await acts.comment({ ...stage, number, by, body });
    return stage.see(number);
  };
  const asked = await say("sam", `/sekisho waive RES-004 until ${inTime} because the batch needs it`);
  expect(asked.ours[0]?.body).toContain("W-1");
  expect((await say("sam", "/sekisho approve W-1")).check?.conclusion).toBe("failure");
  const granted = await say("sue", "/sekisho approve W-1");
  expect([granted.check?.conclusion, granted.ours[0]?.body.includes("waived by W-1")]).toEqual([
    "success",
    true,
  ]);
  expect((await say("sue", "/sekisho revoke W-1")).check?.conclusion).toBe("failure");
  const reactions = (await stage.see(number)).comments
    .filter(({ by }) => by === "sue")
    .map(({ reactions: list }) => list.map(({ content }) => content));
  expect(reactions).toEqual([
    ["eyes", "+1"],
    ["eyes", "+1"],
  ]);
});

test("a command in Japanese is understood, and one that is not is answered in a line", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "japanese", estateFiles({ more: "locale: { default: ja }\n" }));
  const number = await stage.open("dev", tooMuch);
  await stage.see(number);
  await acts.comment({
    ...stage,
    number,
    by: "dev",
    body: `／sekisho　waive　RES-004　${inTime.replaceAll(/-0?/g, "/")}　理由：年末バッチのため\n/sekisho aprove W-1`,
  });
  const body = (await stage.see(number)).ours[0]?.body ?? "";
  expect(body).toContain("年末バッチのため");
  expect(body).toContain("aprove");
});

test("an emergency passes the gate for those on call, and is kept until somebody looks at it", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "emergency");
  const number = await stage.open("dev", risky);
  await stage.see(number);
  await acts.comment({
    ...stage,
    number,
    by: "dev",
    body: "/sekisho break-glass because production is down",
  });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
  await acts.comment({
    ...stage,
    number,
    by: "olu",
    body: "/sekisho break-glass because production is down",
  });
  const passed = await stage.see(number);
  expect(passed.check?.conclusion).toBe("success");
  expect(passed.ours[0]?.body).toContain("production is down");
  await stage.push(number, "dev", { [trafficPath]: traffic(100) });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
});

test("approvals are dismissed, taken back and given again", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "dismissed");
  const number = await stage.open("dev", risky);
  await stage.see(number);
  const conclusion = async () => (await stage.see(number)).check?.conclusion;
  const { id } = await acts.approve({ ...stage, number, by: "sam" });
  expect(await conclusion()).toBe("success");
  await acts.dismiss({ ...stage, number, by: "pia", review: id });
  expect(await conclusion()).toBe("action_required");
  await acts.approve({ ...stage, number, by: "sue" });
  expect(await conclusion()).toBe("success");
  await acts.requestChanges({ ...stage, number, by: "sue" });
  expect(await conclusion()).toBe("action_required");
});

test("whoever leaves the team takes the approval along", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "leaves");
  await acts.addToTeam({ team: "acme/sre", login: "sal" }).catch(async () => {
    await acts.createUser({ login: "sal" });
    await acts.addToTeam({ team: "acme/sre", login: "sal" });
  });
  const number = await stage.open("dev", risky);
  await stage.see(number);
  await acts.approve({ ...stage, number, by: "sal" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
  await acts.removeFromTeam({ team: "acme/sre", login: "sal" });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
});

test("settings that are broken on the base lose nothing: the last good ones stay in force, and the check says so", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "broken");
  const before = await stage.open("dev", tooMuch);
  expect((await stage.see(before)).check?.conclusion).toBe("failure");
  const broken = settings().replace("tenants:", "tenant:");
  await acts.push({ ...stage, branch: "main", by: "pia", commits: [{ files: { [settingsPath]: broken } }] });
  const after = await stage.see(await stage.open("dev", tooMuch));
  expect(after.check?.conclusion).toBe("failure");
  expect(after.check?.summary).toContain("Did you mean `tenants`?");
});

test("a check that is run again is written again, and its buttons do what they say", async () => {
  const { acts, look } = app().standIn;
  const stage = await stageIn(app(), "buttons");
  const number = await stage.open("dev", tooMuch);
  await stage.see(number);
  const writes = async () =>
    (await look.callsOf({ ...stage, number })).filter(({ operation }) => operation?.startsWith("checks/"))
      .length;
  const before = await writes();
  await acts.rerunCheck({ ...stage, number, by: "dev" });
  await stage.see(number);
  expect(await writes()).toBeGreaterThan(before);
  await acts.clickAction({ ...stage, number, by: "dev", identifier: "explain" });
  expect((await stage.see(number)).ours.length).toBe(1);
});

test("what only the owners can regret is confirmed by one of them, and no SRE is asked", async () => {
  const { acts } = app().standIn;
  const database = `resource "aws_db_instance" "main" {
  identifier     = "payments-dev"
  instance_class = "db.t4g.small"
  engine         = "postgres"
}
`;
  const path = "terraform/payments/dev/db/main.tf";
  const more = "";
  const files = {
    ...estateFiles({ more }),
    [path]: database,
    "terraform/payments/dev/db/versions.tf": "terraform {}\n",
  };
  const stage = await stageIn(app(), "confirm", {
    ...files,
    [settingsPath]: settings().replace(
      "environments:\n",
      'environments:\n  development: { paths: ["**/dev/**"] }\n',
    ),
  });
  const number = await stage.open("dev", { [path]: "# gone\n" });
  const waiting = await stage.see(number);
  expect([waiting.check?.conclusion, waiting.requestedTeams]).toEqual(["action_required", []]);
  await acts.clickAction({ ...stage, number, by: "sia", identifier: "confirm" });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
  await acts.clickAction({ ...stage, number, by: "dev", identifier: "confirm" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
});

test("below a closed pull request feedback still counts, and for everything else it is too late", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "late");
  const number = await stage.open("dev", tooMuch);
  await stage.see(number);
  await acts.closePull({ ...stage, number, by: "dev" });
  await acts.comment({
    ...stage,
    number,
    by: "dev",
    body: "/sekisho feedback RES-004 because the limit is old",
  });
  await acts.comment({ ...stage, number, by: "dev", body: "/sekisho recheck" });
  const reactions = (await stage.see(number)).comments
    .filter(({ by }) => by === "dev")
    .map((comment) => comment.reactions.map(({ content }) => content));
  expect(reactions).toEqual([["+1"], ["-1"]]);
});

test("a repository that is called something else now is found by its number", async () => {
  const { acts, look } = app().standIn;
  const stage = await stageIn(app(), "old-name");
  const number = await stage.open("dev", risky);
  await stage.see(number);
  await acts.renameRepository({ repository: stage.repository, to: "new-name" });
  const repository = "acme/new-name";
  await acts.createRepository({ name: stage.repository, files: estateFiles() });
  await acts.approve({ repository, number, by: "sam" });
  await app().settled();
  expect((await look.pull({ repository, number })).check?.conclusion).toBe("success");
});
