import { expect, test } from "vitest";
import { appForAll } from "./app-for-all.ts";
import { settings, settingsPath, stageIn } from "./estate.ts";

/** Tenants that only the repository names, in the whole App: who is asked, and when open pull requests are looked at again. */
const app = appForAll();

const more = `tenantSources:
  - directory: "ns/{namespace}"
    files: ["rbac.yaml"]
    teams: { kind: RoleBinding, pattern: "github:{team}" }
`;
const bound = (team: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: admins, namespace: web-prod }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: "github:${team}" }]
`;
const words = (word: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: web-prod }\ndata: { word: ${word} }\n`;
const rbacPath = "ns/web-prod/rbac.yaml";
const mapPath = "ns/web-prod/map.yaml";
const files = (team: string) => ({
  [settingsPath]: settings({ more }),
  [rbacPath]: bound(team),
  [mapPath]: words("one"),
});

test("a stranger's change asks the team that a file of the repository names, and a push that names another asks that one", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "sourced", files("search"));
  const number = await stage.open("dev", { [mapPath]: words("two") });
  const asked = await stage.see(number);
  expect([asked.check?.conclusion, asked.requestedTeams]).toEqual(["action_required", ["acme/search"]]);
  expect(asked.ours[0]?.body).toContain("TEN-001");
  await acts.push({
    repository: stage.repository,
    branch: "main",
    by: "pia",
    commits: [{ files: { [rbacPath]: bound("oncall") } }],
  });
  const again = await stage.see(number);
  expect(again.check?.conclusion).toBe("action_required");
  expect(again.requestedTeams).toContain("acme/oncall");
});

test("the owner's own team changes its things without anybody", async () => {
  const stage = await stageIn(app(), "sourced-own", files("payments"));
  const pull = await stage.see(await stage.open("dev", { [mapPath]: words("two") }));
  expect([pull.check?.conclusion, pull.requestedTeams]).toEqual(["success", []]);
});

test("whoever binds the own team in another's namespace is judged by the owner of now, who learns what is lost", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "sourced-taken", files("search"));
  const number = await stage.open("dev", { [rbacPath]: bound("payments"), [mapPath]: words("two") });
  const pull = await stage.see(number);
  expect([pull.check?.conclusion, pull.requestedTeams]).toEqual(["action_required", ["acme/search"]]);
  expect(pull.ours[0]?.body).toContain(
    "acme/payments becomes the owner of Namespace web-prod, ns/web-prod/; so far it belongs to acme/search (TEN-030)",
  );
  // Another member of the team that takes it has no word in what the owner loses.
  await acts.approve({ ...stage, number, by: "pat" });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
  await acts.approve({ ...stage, number, by: "sia" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
});

const renamed = (reviewers: string) => `version: 1
mode: enforce
policyOwners: [acme/platform]
tenants:
  search: { teams: [acme/search], formerly: [acme/find] }
routing: { reviewers: [${reviewers}] }
${more}`;

test("whoever founds a team under a tenant's old name is a stranger to its things, even where that team reviews others", async () => {
  const { acts } = app().standIn;
  await acts.createTeam({ team: "acme/find", members: ["mal", "max"] });
  const stage = await stageIn(app(), "sourced-renamed", {
    ...files("find"),
    [settingsPath]: renamed("acme/find"),
  });
  await acts.giveTeamAccess({ team: "acme/find", repository: stage.repository, permission: "push" });
  const number = await stage.open("mal", { [mapPath]: words("two") });
  const asked = await stage.see(number);
  expect([asked.check?.conclusion, asked.requestedTeams]).toEqual(["action_required", ["acme/search"]]);
  await acts.approve({ ...stage, number, by: "max" });
  expect((await stage.see(number)).check?.conclusion).toBe("action_required");
  await acts.approve({ ...stage, number, by: "sia" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
});

test("of a team that is not on GitHub the comment says so, instead of waiting for nobody in silence", async () => {
  const stage = await stageIn(app(), "sourced-missing", files("gone"));
  const pull = await stage.see(await stage.open("dev", { [mapPath]: words("two") }));
  expect([pull.check?.conclusion, pull.requestedTeams]).toEqual(["action_required", []]);
  expect(pull.ours[0]?.body).toContain("`acme/gone` is not on GitHub, or cannot be seen by this App");
});
