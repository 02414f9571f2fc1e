import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
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

/** Every attack of docs/guides/attacks.md, carried out against the running App. */
const app = appForAll();

const tooMuch = { [workloadPath]: workload("16Gi") };
const risky = { [trafficPath]: traffic(90) };

test("a pull request that loosens the rules is judged by those of its base, and asks who owns them", async () => {
  const stage = await stageIn(app(), "loosens");
  const number = await stage.open("dev", {
    ...tooMuch,
    [settingsPath]: settings({ mode: "observe", more: 'policies: { RES-004: { enforcement: "off" } }\n' }),
  });
  const blocked = await stage.see(number);
  expect(blocked.check?.conclusion).toBe("failure");
  await stage.push(number, "dev", { [workloadPath]: workload("4Gi") });
  const asked = await stage.see(number);
  expect([asked.check?.conclusion, asked.requestedTeams]).toEqual(["action_required", ["acme/platform"]]);
});

test("a waiver that comes with the change that it waives does not count", async () => {
  const stage = await stageIn(app(), "own-waiver");
  const waiver = `- id: mine
  rules: [RES-004]
  scope: { resources: ["**"] }
  reason: Because
  requester: dev
  approver: sam
  granted: 2026-11-01
  expires: 2026-12-31
`;
  const number = await stage.open("dev", { ...tooMuch, ".github/sekisho/waivers/mine.yml": waiver });
  expect((await stage.see(number)).check?.conclusion).toBe("failure");
});

test("approve, then push: what is new is not approved, and what is unrelated drops nothing", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "approve-then-push");
  const number = await stage.open("dev", risky);
  await stage.see(number);
  await acts.approve({ ...stage, number, by: "sam" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
  await stage.push(number, "dev", { "docs/plan.md": "At midnight.\n" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
  await stage.push(number, "dev", { [trafficPath]: traffic(100) });
  const dropped = await stage.see(number);
  expect([dropped.check?.conclusion, dropped.requestedTeams]).toEqual(["action_required", ["acme/sre"]]);
  expect(dropped.ours[0]?.body).toContain("Approval by `@sam` no longer covers this change");
});

test("after a force-push an old approval, which GitHub gives the new commit, is still bound to what was seen", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "force-push");
  const number = await stage.open("dev", risky);
  await stage.see(number);
  await acts.approve({ ...stage, number, by: "sam" });
  await stage.see(number);
  await acts.push({
    ...stage,
    branch: `change-${number}`,
    by: "dev",
    force: true,
    commits: [{ files: { [trafficPath]: traffic(100) } }],
  });
  const pull = await stage.see(number);
  expect(pull.reviews.map(({ commit }) => commit)).toEqual([pull.head]);
  expect(pull.check?.conclusion).toBe("action_required");
});

test("a head that moves while it is judged gets no verdict of another", async () => {
  const stage = await stageIn(app(), "moving-head");
  const number = await stage.open("dev", tooMuch);
  for (const memory of ["5Gi", "32Gi", "6Gi"])
    await stage.push(number, "dev", { [workloadPath]: workload(memory) });
  const pull = await stage.see(number);
  expect(pull.check?.conclusion).toBe("success");
  const wrong = pull.checks.filter(({ head, conclusion }) => head === pull.head && conclusion !== "success");
  expect(wrong).toEqual([]);
});

test("a pull request that is retargeted is judged by the rules of its new base", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "retarget");
  await acts.push({
    ...stage,
    branch: "relaxed",
    by: "pia",
    commits: [{ files: { [settingsPath]: settings().replace("memory: 8Gi", "memory: 64Gi") } }],
  });
  const number = await stage.open("dev", tooMuch, { base: "relaxed" });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
  await acts.retarget({ ...stage, number, by: "dev", base: "main" });
  expect((await stage.see(number)).check?.conclusion).toBe("failure");
});

test("settings that change on the base are applied to what is open", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "base-moves");
  const number = await stage.open("dev", { [workloadPath]: workload("6Gi") });
  expect((await stage.see(number)).check?.conclusion).toBe("success");
  const stricter = settings().replace("memory: 8Gi", "memory: 5Gi");
  await acts.push({
    ...stage,
    branch: "main",
    by: "pia",
    commits: [{ files: { [settingsPath]: stricter } }],
  });
  expect((await stage.see(number)).check?.conclusion).toBe("failure");
});

test("a merge group is judged as a whole, and what nobody approved fails it", async () => {
  const { acts, look } = app().standIn;
  const stage = await stageIn(app(), "merge-race");
  const first = await stage.open("dev", risky);
  await stage.see(first);
  const unapproved = await acts.enqueue({ ...stage, number: first, by: "dev" });
  await app().settled();
  const before = await look.checksOn({ ...stage, commit: unapproved.head });
  expect(before.map(({ conclusion }) => conclusion)).toEqual(["failure"]);
  await acts.approve({ ...stage, number: first, by: "sam" });
  await stage.see(first);
  const approved = await acts.enqueue({ ...stage, number: first, by: "dev" });
  await app().settled();
  const after = await look.checksOn({ ...stage, commit: approved.head });
  expect(after.at(-1)?.conclusion).toBe("success");
});

test("who wrote part of it cannot approve it, whatever name the commit carries", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "spoofed-author");
  const number = await stage.open("dev", risky);
  await stage.see(number);
  await acts.push({
    ...stage,
    branch: `change-${number}`,
    by: "sam",
    commits: [{ files: { [trafficPath]: traffic(91) }, author: "dev", committer: "dev" }],
  });
  await stage.see(number);
  await acts.push({
    ...stage,
    branch: `change-${number}`,
    by: "dev",
    commits: [{ files: { [trafficPath]: traffic(92) }, coAuthors: ["sue"] }],
  });
  await stage.see(number);
  await acts.approve({ ...stage, number, by: "sue" });
  const coAuthor = await stage.see(number);
  expect(coAuthor.check?.conclusion).toBe("action_required");
  expect(coAuthor.ours[0]?.body).toContain("`@sue`");
});

test("a check of our name by somebody else passes nothing", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "forged-check");
  const number = await stage.open("dev", tooMuch);
  const { head } = await stage.see(number);
  await acts.createForeignCheck({
    ...stage,
    commit: head,
    app: "mallory",
    name: "sekisho",
    conclusion: "success",
  });
  const pull = await stage.see(number);
  expect(pull.check?.conclusion).toBe("failure");
});

test("a forged delivery is refused, and a replayed one changes nothing", async () => {
  const { control, look } = app().standIn;
  const stage = await stageIn(app(), "forgery");
  const number = await stage.open("dev", risky);
  const before = await stage.see(number);
  const body = JSON.stringify({ action: "opened", number });
  const post = (signature: string) =>
    fetch(`${app().address()}${app().environment.webhook.path}`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-github-event": "pull_request",
        "x-github-delivery": randomUUID(),
        "x-hub-signature-256": signature,
      },
    });
  const forged = `sha256=${createHmac("sha256", "guessed").update(body).digest("hex")}`;
  expect((await post(forged)).status).toBe(401);
  expect((await post("")).status).toBe(401);
  const deliveries = await look.deliveries();
  const opened = deliveries.findLast(({ event, action }) => event === "pull_request" && action === "opened");
  await control.redeliver({ guid: opened?.guid ?? "" });
  expect(await stage.see(number)).toEqual(before);
});

test("a pull request from a fork is read, and nothing of it runs", async () => {
  const { acts, look } = app().standIn;
  await acts.createUser({ login: "stranger" });
  const stage = await stageIn(app(), "forked");
  const fork = await acts.fork({ ...stage, by: "stranger" });
  const { number } = await acts.openPull({
    ...stage,
    by: "stranger",
    headRepository: fork.repository,
    head: "patch",
    files: {
      ...tooMuch,
      "terraform/payments/prod/run/main.tf":
        'data "external" "run" { program = ["touch", "/tmp/sekisho-was-here"] }\n',
    },
  });
  const pull = await stage.see(number);
  expect(pull.check?.conclusion).toBe("failure");
  const requests = await look.requests();
  expect(requests.filter(({ kind, repository }) => kind === "git" && repository === fork.repository)).toEqual(
    [],
  );
});

test("what cannot be read is said, and asks somebody: a link out of the tree, and bytes that are no text", async () => {
  const stage = await stageIn(app(), "unreadable");
  const number = await stage.open("dev", {
    "k8s/payments/prod/link.yaml": { text: "/etc/passwd", mode: "120000" },
    "k8s/payments/prod/latin.yaml": {
      base64: Buffer.from("kind: Pod\nmetadata: { name: caf\xe9 }\n", "latin1").toString("base64"),
    },
  });
  const pull = await stage.see(number);
  expect(pull.check?.conclusion).toBe("action_required");
  expect(pull.ours[0]?.body).toContain("CHG-025");
});

test("a YAML bomb ends as a finding, and the pull request beside it is judged all the same", async () => {
  const stage = await stageIn(app(), "bomb");
  const levels = Array.from({ length: 30 }, (_, level) =>
    level === 0
      ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
      : `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
  );
  const number = await stage.open("dev", {
    "k8s/payments/prod/bomb.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: bomb, namespace: payments-prod }\n${levels.join("\n")}\n`,
  });
  const other = await stage.open("dev", tooMuch);
  expect((await stage.see(number)).check?.conclusion).not.toBe("success");
  expect((await stage.see(other)).check?.conclusion).toBe("failure");
});

test("text of a pull request mentions nobody, opens no fence, and hides nothing", async () => {
  const stage = await stageIn(app(), "markdown");
  const name = "api-@acme/sre-```-<img src=x>-\u202Egpj";
  const number = await stage.open("dev", {
    [workloadPath]: workload("16Gi").replace(
      "name: api, namespace",
      `name: ${JSON.stringify(name)}, namespace`,
    ),
  });
  const body = (await stage.see(number)).ours[0]?.body ?? "";
  expect(body).toContain("fix");
  expect(body).not.toContain("\u202E");
  expect(body).not.toContain("<img");
  expect(body.replace(/`[^`\n]*`/g, "")).not.toMatch(/(?:^|[^\w`])@acme\/sre/m);
});

test("a comment that looks like ours is not taken for ours", async () => {
  const { acts } = app().standIn;
  const stage = await stageIn(app(), "marker");
  const number = await stage.open("dev", tooMuch);
  const ours = (await stage.see(number)).ours[0]?.body ?? "";
  await acts.comment({ ...stage, number, by: "dev", body: ours });
  await stage.push(number, "dev", { [workloadPath]: workload("20Gi") });
  const pull = await stage.see(number);
  const theirs = pull.comments.find(({ by }) => by === "dev");
  expect([pull.ours.length, theirs?.body, theirs?.edits]).toEqual([1, ours, 0]);
  expect(pull.ours[0]?.body).toContain("20Gi");
});

test("a secret stands neither in the check nor in the comment", async () => {
  const stage = await stageIn(app(), "secret");
  const secret = `AKIA${"ABCDEFGHIJKLMNOP"}`;
  const password = "Quohnge3-ahTh7";
  const number = await stage.open("dev", {
    "k8s/payments/prod/secret.yaml": `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: payments-prod }\nstringData:\n  key: ${secret}\n  password: ${password}\n`,
  });
  const text = JSON.stringify(await stage.see(number));
  expect([text.includes(secret), text.includes(password)]).toEqual([false, false]);
});

test("our own comments and other bots start nothing", async () => {
  const { acts, look } = app().standIn;
  const stage = await stageIn(app(), "loops");
  const number = await stage.open("dev", tooMuch);
  await stage.see(number);
  await acts.createUser({ login: "chatty[bot]", bot: true });
  const before = (await look.callsOf({ ...stage, number })).length;
  await acts.comment({ ...stage, number, by: "chatty[bot]", body: "/sekisho recheck" });
  await app().settled();
  expect((await look.callsOf({ ...stage, number })).length).toBe(before);
});

test("a file that is moved out of its environment and its tenant is judged by both sides", async () => {
  const stage = await stageIn(app(), "moved");
  const number = await stage.open("dev", {
    [workloadPath]: null,
    "k8s/search/dev/api.yaml": workload("16Gi"),
  });
  const pull = await stage.see(number);
  expect(pull.check?.conclusion).not.toBe("success");
});

test("a repository cannot hide files by an ignore pattern", async () => {
  const hiding = settings({ more: 'ignore: ["k8s/**"]\n' });
  const stage = await stageIn(app(), "hides", { ...estateFiles(), [settingsPath]: hiding });
  const number = await stage.open("dev", tooMuch);
  const pull = await stage.see(number);
  // Only the organisation may ignore: such a file is broken, nothing of it is in force, and the check says so.
  expect(pull.check?.title).toContain("The configuration has 1 error");
});

test("a lost webhook is found by the sweep", async () => {
  const { control } = app().standIn;
  const stage = await stageIn(app(), "lost");
  await app().settled();
  await control.listenAt({ url: null });
  const number = await stage.open("dev", tooMuch);
  await app().restart();
  expect((await stage.see(number)).check?.conclusion).toBe("failure");
});
