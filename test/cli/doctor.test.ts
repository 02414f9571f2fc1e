import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { openStore } from "../../src/store/index.ts";
import { requiredCheck } from "../github/acts/rules.ts";
import { type StandIn, startStandIn } from "../github/stand-in.ts";
import { start } from "./command.ts";

const repository = "acme/infra";
const folder = temporaryFolder();
const secret = "5f9d1c0b7e3a48261f0c9b8d7e6a5f4c3b2a1908";
let gitHub: StandIn;

interface Check {
  readonly name: string;
  readonly result: { readonly kind: string; readonly text: string; readonly mend?: string };
}

beforeAll(async () => {
  gitHub = await startStandIn();
  const { acts } = gitHub;
  await acts.createOrganisation({ login: "acme" });
  const configuration = 'version: 1\nmode: enforce\nplans: { artifact: "sekisho-plan-*" }\n';
  const files = { ".github/sekisho.yml": configuration, "k8s/api.yaml": "a: 1\n" };
  await acts.createRepository({ name: repository, files });
  await acts.createRepository({ name: "acme/broken", files: { ".github/sekisho.yml": "rutting: {}\n" } });
  const organisation = { "sekisho.yml": "version: 1\nlocale: { default: ja }\n" };
  await acts.createRepository({ name: "acme/.github", files: organisation });
  await acts.install({ account: "acme" });
});
afterAll(() => gitHub.close());

function variables(): Readonly<Record<string, string>> {
  return {
    APP_ID: String(gitHub.app.id),
    PRIVATE_KEY: gitHub.app.privateKey,
    WEBHOOK_SECRET: secret,
    GITHUB_API_URL: gitHub.url,
    GITHUB_SERVER_URL: gitHub.gitUrl,
    SEKISHO_DATA: join(folder, "data"),
    SEKISHO_CACHE_DIR: join(folder, "cache"),
  };
}

/** Not to its end in one go: the GitHub that it asks is in this process. */
async function doctor(
  over: Readonly<Record<string, string>> = {},
  arguments_: readonly string[] = ["--embedded"],
): Promise<{ readonly exitCode: number | null; readonly stdout: string }> {
  const child = start(["doctor", ...arguments_], { variables: { ...variables(), ...over } });
  let stdout = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on("close", resolve);
  return { exitCode: await promise, stdout };
}

async function checks(
  over: Readonly<Record<string, string>> = {},
  arguments_: readonly string[] = [],
): Promise<(name: string) => Check["result"] | undefined> {
  const { stdout } = await doctor(over, ["--embedded", "--format", "json", ...arguments_]);
  const found: { readonly checks: readonly Check[] } = JSON.parse(stdout);
  return (name) => found.checks.find((check) => check.name === name)?.result;
}

describe("doctor", () => {
  it("says of everything how it is, and of what is wrong how to mend it", async () => {
    await gitHub.control.listenAt({ url: "https://sekisho.example.com/api/github/webhooks" });
    const result = await checks();
    await gitHub.control.listenAt({ url: null });
    expect(result("environment")?.kind).toBe("ok");
    expect(result("git")?.kind).toBe("ok");
    expect(result("data folder")?.kind).toBe("ok");
    expect(result("store")?.text).toContain("is empty: the first start makes its tables");
    expect(result("store promises")?.text).toContain("does not promise to survive a power cut");
    expect(result("app")?.text).toBe(`GitHub knows this key as the App sekisho (${gitHub.app.id}).`);
    expect(result("clock")?.kind).toBe("ok");
    expect(result("webhook address")?.kind).toBe("ok");
    expect(result(`plans ${repository}`)?.text).toContain('"sekisho-plan-*", and may.');
    expect(result("installation acme")?.text).toBe("It is installed for acme, on all repositories.");
    expect(result("configuration acme/infra")?.text).toBe(
      "It is read from sekisho.yml and .github/sekisho.yml; its mode is enforce.",
    );
    expect(result("configuration acme/broken")).toMatchObject({
      kind: "problem",
      text: expect.stringContaining(".github/sekisho.yml:1: "),
    });
    expect(result("ruleset acme/infra@main")).toMatchObject({
      kind: "problem",
      text: "Nothing requires the check `sekisho` on main: whoever may write can merge past it.",
      mend: expect.stringContaining("with this App as its source"),
    });
    expect(result("ruleset acme/.github@main")?.kind).toBe("note");
    expect(await gitHub.look.violations()).toEqual([]);
  });

  it("names the teams that are not on GitHub, where they are written, and which may be meant", async () => {
    const { acts } = gitHub;
    await acts.createTeam({ team: "acme/payments", members: [] });
    const configuration = [
      "version: 1",
      "policyOwners: [acme/payments]",
      "tenants:",
      "  pay: { teams: [acme/paymnets], owns: { namespaces: [pay] } }",
      "routing: { byRule: { CHG-010: [acme/gone, owners] }, reviewers: [acme/gone] }",
      "",
    ].join("\n");
    await acts.createRepository({ name: "acme/teams", files: { ".github/sekisho.yml": configuration } });
    const wrong = (await checks({}, ["--repository", "acme/teams"]))("teams acme/teams");
    expect(wrong?.kind).toBe("problem");
    expect(wrong?.text.split("\n")).toEqual([
      "acme/paymnets (tenants.pay.teams) is not on GitHub, or this App cannot see it: nobody is asked in its stead. Did you mean acme/payments?",
      "acme/gone (routing.reviewers, routing.byRule.CHG-010) is not on GitHub, or this App cannot see it: nobody is asked in its stead.",
    ]);
    expect(wrong?.mend).toContain("formerly");
  });

  it("asks for the check from our App alone", async () => {
    const rules = [requiredCheck("sekisho", null, true)];
    const { id } = await gitHub.acts.createRuleset({ of: repository, name: "main", rules });
    const only = ["--repository", "ACME/infra"];
    const anybody = await checks({}, only);
    expect(anybody("ruleset acme/infra@main")).toMatchObject({
      kind: "problem",
      text: expect.stringContaining("from any source"),
    });
    expect(anybody("configuration acme/broken")).toBeUndefined();
    const own = [requiredCheck("sekisho", gitHub.app.id, true)];
    await gitHub.acts.editRuleset({ of: repository, id, rules: own });
    const { exitCode, stdout } = await doctor({}, ["--embedded", ...only]);
    expect(stdout).toContain("✅ ruleset acme/infra@main: main requires the check of this App.");
    // What is left to mend: webhooks go nowhere here, so none arrived.
    expect(stdout).toMatch(/\n⛔ webhook address: GitHub sends webhooks nowhere\.\n {3}To mend it: .*\n/);
    expect(stdout).toMatch(/\n\n2 things are to be mended\.\n$/);
    expect(exitCode).toBe(1);
  });

  it("says so of a key that GitHub does not know, and of a GitHub that does not answer", async () => {
    expect((await checks({ APP_ID: "1" }))("app")).toMatchObject({
      kind: "problem",
      text: expect.stringContaining("does not know App 1 with this private key"),
    });
    const nowhere = { GITHUB_API_URL: "http://127.0.0.1:1/api/v3", GITHUB_SERVER_URL: "http://127.0.0.1:1" };
    const result = await checks(nowhere);
    expect(result("github")?.text).toContain("does not answer");
    expect(result("the App, its installations and repositories")?.kind).toBe("skipped");
  });

  it("tells weak secrets, and shows none", async () => {
    const weak = await doctor({ WEBHOOK_SECRET: "development" });
    expect(weak.exitCode).toBe(1);
    expect(weak.stdout).toContain(
      "WEBHOOK_SECRET: The webhook secret is, or contains, a well-known placeholder.",
    );
    const fine = await doctor({}, ["--embedded", "--format", "json"]);
    for (const text of [weak.stdout, fine.stdout]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain("PRIVATE KEY-----");
    }
  });

  it("leaves a store alone that a server has in use", async () => {
    const quiet = { info: () => {}, warn: () => {}, error: () => {} };
    const path = join(folder, "data", "store");
    const store = await openStore({ kind: "embedded", folder: path, now: () => new Date(), log: quiet });
    try {
      expect((await checks({}, ["--repository", repository]))("store")).toMatchObject({
        kind: "note",
        text: expect.stringContaining(`in use by process ${process.pid}`),
      });
    } finally {
      await store.close();
    }
  });

  it("is not taken in by a repository that nobody covers", async () => {
    expect((await checks({}, ["--repository", "acme/none"]))("repository acme/none")?.kind).toBe("problem");
    expect((await doctor({}, ["--repository", "infra"])).exitCode).toBe(2);
  });
});
