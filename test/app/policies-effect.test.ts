import { afterAll, beforeAll, expect, test } from "vitest";
import { estateFiles, peopleOf, type Stage, settings, settingsPath, stageIn } from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

/** What an edit of an organisation's own Rego would have made of earlier changes, through the whole App. */
let app: Harness;
beforeAll(async () => {
  app = await startHarness();
  await peopleOf(app);
}, 120_000);
afterAll(() => app.close());

const mapPath = "k8s/payments/prod/map.yaml";
const map = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: payments-prod }\n";
const denying = (kind: string, message: string) =>
  `package main\ndeny contains "${message}" if input.kind == "${kind}"\n`;
const folder = "policySources: [{ path: policy, kind: conftest, enforcement: block }]\n";

function estate(more: string, rego: string): Record<string, string> {
  return { ...estateFiles(), [settingsPath]: settings({ more }), "policy/kinds.rego": rego };
}

async function summaryOf(stage: Stage, files: Readonly<Record<string, string>>): Promise<string> {
  const number = await stage.open("pia", files);
  const { check } = await stage.see(number);
  return `${check?.summary}\n${check?.text}`;
}

test("earlier changes are judged again by the policies of the head, and the head itself by those of its base", async () => {
  const stage = await stageIn(app, "rego-tuned", estate(folder, denying("ConfigMap", "no maps")));
  const blocked = await stage.open("dev", { [mapPath]: map });
  expect((await stage.see(blocked)).check?.conclusion).toBe("failure");
  await stage.see(await stage.open("dev", { "docs/plan.md": "At one.\n" }));

  const edit = { "policy/kinds.rego": denying("Secret", "no secrets"), [mapPath]: map };
  const number = await stage.open("pia", edit);
  const { check, ours } = await stage.see(number);
  expect(check?.conclusion).toBe("failure");
  expect(ours[0]?.body).toContain("no maps");
  expect(check?.summary).toContain(
    "This edit of the policies would have changed 1 of the last 2 decisions (1 would have passed):",
  );
  expect(check?.summary).toContain(
    `\`#${blocked}\`: is to be fixed → passes (\`conftest.policy.main.deny\` block → off)`,
  );
});

test("policies that do not compile are told with file and line, in the language of the repository", async () => {
  const more = `${folder}locale: { default: ja }\n`;
  const stage = await stageIn(app, "rego-broken", estate(more, denying("ConfigMap", "no maps")));
  const broken = "package main\ndeny contains msg if {\n\tmsg := nothing\n}\n";
  const said = await summaryOf(stage, { "policy/kinds.rego": broken });
  expect(said).toContain("この変更のままではポリシーに誤りが 1 件あるため、マージしても反映されません:");
  expect(said).toContain("var nothing is unsafe");
});

test("policies that other repositories are judged by are tried on their decisions", async () => {
  const { acts } = app.standIn;
  const shared = { "rules/kinds.rego": denying("ConfigMap", "not here") };
  await acts.createRepository({ name: "acme/policies", files: shared, teams: { platform: "push" } });
  const organisation =
    "version: 1\npolicySources: [{ repository: acme/policies, path: rules, kind: conftest, enforcement: block }]\n";
  const pushed = { repository: "acme/.github", branch: "main", by: "pia" };
  await acts.push({ ...pushed, commits: [{ files: { "sekisho.yml": organisation } }] });
  await app.settled();
  const stage = await stageIn(app, "rego-shared");
  const blocked = await stage.open("dev", { [mapPath]: map });
  expect((await stage.see(blocked)).check?.conclusion).toBe("failure");

  const files = { "rules/kinds.rego": denying("Secret", "not here") };
  const repository = "acme/policies";
  const { number } = await acts.openPull({ repository, by: "pia", files, title: "Allow maps" });
  await app.settled();
  const { check } = await app.standIn.look.pull({ repository, number });
  expect(check?.summary).toContain(
    `\`acme/rego-shared#${blocked}\`: is to be fixed → passes (\`conftest.policies.main.deny\` block → off)`,
  );
});
