import { expect, test } from "vitest";
import type { Judgement } from "../../src/app/attend/decide.ts";
import { openStoreReader } from "../../src/store/index.ts";
import { silent } from "../store/backends.ts";
import { appForAll } from "./app-for-all.ts";
import { estateFiles, settings, settingsPath, stageIn } from "./estate.ts";

/** Policies of an organisation in the App: where they are read, what a change of them asks, what is kept when they break. */
const app = appForAll();

const mapPath = "k8s/payments/prod/map.yaml";
const map = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: payments-prod }\n";
const denying = (message: string) =>
  `package main\ndeny contains "${message}" if input.kind == "ConfigMap"\n`;
const folder = "policySources: [{ path: policy, kind: conftest, enforcement: block }]\n";

test("a policy of the base blocks; taking it out asks the owners of the rules, and judges nothing yet", async () => {
  const files = {
    ...estateFiles(),
    [settingsPath]: settings({ more: folder }),
    "policy/maps.rego": denying("no maps"),
  };
  const stage = await stageIn(app(), "own-policies", files);
  const number = await stage.open("dev", { [mapPath]: map, "policy/maps.rego": "package main\n" });
  const blocked = await stage.see(number);
  expect(blocked.check?.conclusion).toBe("failure");
  expect(blocked.ours[0]?.body).toContain("no maps");
  expect(blocked.ours[0]?.body).toContain("conftest.policy.main.deny");
  expect(blocked.ours[0]?.body).toContain("CHG-023");
});

test("policies of another repository are read at the tip of its default branch", async () => {
  const { acts } = app().standIn;
  await acts.createRepository({ name: "acme/policies", files: { "rules/maps.rego": denying("not here") } });
  const more =
    "policySources: [{ repository: acme/policies, path: rules, kind: conftest, enforcement: block }]\n";
  const files = { ...estateFiles(), [settingsPath]: settings({ more }) };
  const stage = await stageIn(app(), "shared-policies", files);
  const blocked = await stage.see(await stage.open("dev", { [mapPath]: map }));
  expect([blocked.check?.conclusion, blocked.ours[0]?.body.includes("not here")]).toEqual(["failure", true]);
});

test("a push that changes policies of the base has open pull requests judged anew", async () => {
  const { acts } = app().standIn;
  const files = {
    ...estateFiles(),
    [settingsPath]: settings({ more: folder }),
    "policy/maps.rego": denying("old"),
  };
  const stage = await stageIn(app(), "changed-policies", files);
  const number = await stage.open("dev", { [mapPath]: map });
  expect((await stage.see(number)).ours[0]?.body).toContain("old");
  await acts.push({
    repository: stage.repository,
    branch: "main",
    by: "pia",
    commits: [{ files: { "policy/maps.rego": denying("new words") } }],
  });
  expect((await stage.see(number)).ours[0]?.body).toContain("new words");
});

test("policies that do not compile any more stay as they were, and that is told with file and line", async () => {
  const { acts } = app().standIn;
  const files = {
    ...estateFiles(),
    [settingsPath]: settings({ more: folder }),
    "policy/maps.rego": denying("no maps"),
  };
  const stage = await stageIn(app(), "broken-policies", files);
  const number = await stage.open("dev", { [mapPath]: map });
  expect((await stage.see(number)).check?.conclusion).toBe("failure");
  const broken = "package main\ndeny contains msg if {\n\tmsg := nothing\n}\n";
  await acts.push({
    repository: stage.repository,
    branch: "main",
    by: "pia",
    commits: [{ files: { "policy/maps.rego": broken } }],
  });
  await stage.push(number, "dev", { "docs/plan.md": "At midnight.\n" });
  const kept = await stage.see(number);
  expect([kept.check?.conclusion, kept.ours[0]?.body.includes("no maps")]).toEqual(["failure", true]);
  expect(JSON.stringify(kept.check)).toContain("`policy/maps.rego` line 3: var nothing is unsafe");
});

test("a repository of policies that is not within reach is told, and nothing loosens", async () => {
  const more = "policySources: [{ repository: acme/nowhere, kind: conftest }]\n";
  const stage = await stageIn(app(), "policies-nowhere", {
    ...estateFiles(),
    [settingsPath]: settings({ more }),
  });
  const pull = await stage.see(await stage.open("dev", { "docs/plan.md": "At midnight.\n" }));
  expect(JSON.stringify(pull.check)).toContain("acme/nowhere");
});

test("what a comment at the base silences passes, and the record keeps the finding with the reason", async () => {
  const { acts } = app().standIn;
  const organisation = 'version: 1\ninlineSuppression: { rules: ["conftest.*"] }\n';
  const pushed = { repository: "acme/.github", branch: "main", by: "pia" };
  await acts.push({ ...pushed, commits: [{ files: { "sekisho.yml": organisation } }] });
  await app().settled();
  const because = "the vendor reads nothing else";
  const named = (word: string) =>
    `# sekisho:ignore conftest.policy.main.deny ${because}\n${map}data: { word: ${word} }\n`;
  const saying = `package main\ndeny contains msg if {\n\tmsg := sprintf("no %s", [input.data.word])\n}\n`;
  const files = {
    ...estateFiles(),
    [settingsPath]: settings({ more: folder }),
    "policy/maps.rego": saying,
    [mapPath]: named("one"),
  };
  const stage = await stageIn(app(), "silenced-policies", files);
  const number = await stage.open("dev", { [mapPath]: named("two") });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
  const recorded = await app().whileStopped(async () => {
    const options = { ...app().environment.store, now: () => new Date(), log: silent };
    const reader = await openStoreReader(options);
    const [last] = (await reader.records.ofPulls(null, "decision")).slice(-1);
    const kept = last?.body.kind === "decision" ? await reader.blobs.get(last.body.report) : null;
    await reader.close();
    const judgement: Judgement = JSON.parse(Buffer.from(kept ?? []).toString("utf8"));
    return { record: last?.body, findings: judgement.report.findings };
  });
  expect(recorded.record).toMatchObject({ kind: "decision", route: "pass", riskItems: [] });
  const silenced = recorded.findings.filter(({ status }) => status === "waived");
  expect(silenced).toMatchObject([
    {
      ruleId: "conftest.policy.main.deny",
      arguments: { message: "no two" },
      suppression: { effect: "counts", reason: because, path: mapPath, line: 1 },
    },
  ]);
});
