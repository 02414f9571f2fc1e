import { expect, test } from "vitest";
import { appForAll } from "./app-for-all.ts";
import { type Stage, settings, settingsPath, stageIn, traffic, trafficPath } from "./estate.ts";

/** Changes that go back to what was in force, through the whole App. The first commit of a repository is months old. */
const app = appForAll();

const dayS = 24 * 3600;
const back = { [trafficPath]: traffic(10) };
const away = { [trafficPath]: traffic(90) };

/** What comes to the base branch so many days ago. */
async function onMain(stage: Stage, daysAgo: number, files: Readonly<Record<string, string>>): Promise<void> {
  const at = Math.floor(Date.now() / 1000 - daysAgo * dayS);
  await app().standIn.acts.push({
    repository: stage.repository,
    branch: "main",
    by: "pia",
    commits: [{ files, at }],
  });
}

test("a weight that goes back after two days passes at once, and says to what", async () => {
  const stage = await stageIn(app(), "cut-back");
  await onMain(stage, 2, away);
  const pull = await stage.see(await stage.open("dev", back));
  expect([pull.check?.conclusion, pull.requestedTeams]).toEqual(["success", []]);
  expect(pull.check?.title).toMatch(/^Passed; returns to the state of [0-9a-f]{7}$/);
  expect(pull.ours[0]?.body).toContain("returns to the state of `");
});

test("the same weight asks where it never was, and where that is too long ago", async () => {
  const stage = await stageIn(app(), "never-was");
  await onMain(stage, 20, away);
  const late = await stage.see(await stage.open("dev", back));
  expect([late.check?.conclusion, late.requestedTeams]).toEqual(["action_required", ["acme/sre"]]);
  await onMain(stage, 1, { [trafficPath]: traffic(100) });
  const never = await stage.see(await stage.open("dev", { [trafficPath]: traffic(30) }));
  expect(never.requestedTeams).toEqual(["acme/sre"]);
});

test("a repository may make the window smaller", async () => {
  const stage = await stageIn(app(), "shorter");
  await onMain(stage, 3, away);
  await onMain(stage, 2.5, { [settingsPath]: settings({ more: "rollback: { windowDays: 2 }\n" }) });
  const pull = await stage.see(await stage.open("dev", back));
  expect(pull.requestedTeams).toEqual(["acme/sre"]);
});

test("what the pull request was before is no state of the branch", async () => {
  const stage = await stageIn(app(), "own-history");
  await onMain(stage, 40, away);
  const number = await stage.open("dev", back);
  await stage.push(number, "dev", away);
  await stage.push(number, "dev", back);
  expect((await stage.see(number)).requestedTeams).toEqual(["acme/sre"]);
});

test("a merge group that goes back needs nobody either", async () => {
  const { acts, look } = app().standIn;
  const stage = await stageIn(app(), "queued");
  await onMain(stage, 2, away);
  const number = await stage.open("dev", back);
  await stage.see(number);
  const group = await acts.enqueue({ ...stage, number, by: "dev" });
  await app().settled();
  const checks = await look.checksOn({ ...stage, commit: group.head });
  expect(checks.at(-1)?.conclusion).toBe("success");
});
