import { expect, test } from "vitest";
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

test("policies of another repository are read at the tip of its default branch; broken ones keep the last good", async () => {
  const { acts, control } = app().standIn;
  await acts.createRepository({ name: "acme/policies", files: { "rules/maps.rego": denying("not here") } });
  const more =
    "policySources: [{ repository: acme/policies, path: rules, kind: conftest, enforcement: block }]\n";
  const files = { ...estateFiles(), [settingsPath]: settings({ more }) };
  const stage = await stageIn(app(), "shared-policies", files);
  const number = await stage.open("dev", { [mapPath]: map });
  const blocked = await stage.see(number);
  expect([blocked.check?.conclusion, blocked.ours[0]?.body.includes("not here")]).toEqual(["failure", true]);
  await acts.push({
    repository: "acme/policies",
    branch: "main",
    by: "pia",
    commits: [{ files: { "rules/maps.rego": "package main\ndeny contains msg if { msg = }\n" } }],
  });
  await control.advance({ ms: 120_000 });
  await stage.push(number, "dev", { "docs/plan.md": "At midnight.\n" });
  const kept = await stage.see(number);
  expect([kept.check?.conclusion, kept.ours[0]?.body.includes("not here")]).toEqual(["failure", true]);
  expect(JSON.stringify(kept.check)).toContain("rules/maps.rego");
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
