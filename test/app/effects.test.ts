import { afterAll, beforeAll, expect, test } from "vitest";
import { peopleOf, type Stage, settings, settingsPath, stageIn, traffic, trafficPath } from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

/** A pull request that edits the settings shows which past decisions would have been different. */
let harness: Harness;
let stage: Stage;

beforeAll(async () => {
  harness = await startHarness();
  await peopleOf(harness);
  stage = await stageIn(harness, "infra");
  await stage.open("dev", { [trafficPath]: traffic(90) });
  await stage.open("dev", { "docs/plan.md": "At one.\n" });
  await harness.settled();
});
afterAll(() => harness.close());

test("of its own repository", async () => {
  const more = "policies: { CHG-010: { enforcement: advise } }\n";
  const number = await stage.open("dev", { [settingsPath]: settings({ more }) });
  const [comment] = (await stage.see(number)).ours;
  expect(comment?.body).toContain("- `#1`: is reviewed by `acme/sre` → passes (`CHG-010` review → off)\n");
  expect(comment?.body).not.toContain("`#2`");
});

test("that cannot be read says so, and is not in force", async () => {
  const number = await stage.open("dev", { [settingsPath]: "rutting: {}\n" });
  const [comment] = (await stage.see(number)).ours;
  expect(comment?.body).toContain("rutting");
});

test("of every repository, where the organisation's file is edited", async () => {
  const { acts, look } = harness.standIn;
  const repository = "acme/.github";
  const enforced = "version: 1\nmode: enforce\npolicyOwners: [acme/platform]\n";
  await acts.push({
    repository,
    branch: "main",
    by: "pia",
    commits: [{ files: { "sekisho.yml": enforced } }],
  });
  await harness.settled();
  const text = `${enforced}policies: { CHG-010: { enforcement: block } }\n`;
  const { number } = await acts.openPull({ repository, by: "pia", files: { "sekisho.yml": text } });
  await harness.settled();
  const [comment] = (await look.pull({ repository, number })).ours;
  expect(comment?.body).toContain("`acme/infra#1`: is reviewed by `acme/sre` → is to be fixed");
});
