import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { type StandIn, startStandIn } from "../github/stand-in.ts";
import { pulls, type Ran, sekisho, start } from "./command.ts";

const repository = "acme/infra";
const fixture = "traffic-shift-and-wrong-limit";
/** Mirrors of GitHubs that are gone are of no use to whoever runs the tests. */
const cache = temporaryFolder();
let gitHub: StandIn;
let tokens: Readonly<Record<"sam" | "outsider", string>>;

function filesOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

beforeAll(async () => {
  gitHub = await startStandIn();
  const { acts } = gitHub;
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam"] });
  await acts.createTeam({ team: "acme/payments", members: ["mei"] });
  const files = filesOf(join(pulls, fixture, "base"));
  await acts.createRepository({ name: repository, files, teams: { sre: "push", payments: "push" } });
  await acts.createUser({ login: "outsider" });
  const head = filesOf(join(pulls, fixture, "head"));
  await acts.openPull({ repository, by: "mei", head: "topic", files: head });
  // Base and pull request go on by themselves: what is compared is the merge base.
  await acts.push({ repository, branch: "main", by: "sam", commits: [{ files: { "docs/a.md": "a" } }] });
  const token = async (login: string) => (await acts.createUserToken({ login })).token;
  tokens = { sam: await token("sam"), outsider: await token("outsider") };
});
afterAll(() => gitHub.close());

/** Not to its end in one go: the GitHub that it asks is in this process. */
async function review(
  arguments_: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = start(["review", ...arguments_], {
    variables: {
      GITHUB_API_URL: gitHub.url,
      GITHUB_SERVER_URL: gitHub.gitUrl,
      GITHUB_TOKEN: tokens.sam,
      SEKISHO_CACHE_DIR: cache,
      ...variables,
    },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on("close", resolve);
  return { exitCode: await promise, signal: null, stdout, stderr };
}

describe("review --pull", () => {
  it("gives what the same change gives as two folders, and writes nothing to GitHub", async () => {
    const folders = ["--base", join(pulls, fixture, "base"), "--head", join(pulls, fixture, "head")];
    const local = JSON.parse(sekisho(["review", ...folders, "--format", "json"]).stdout);
    const ran = await review(["--pull", `${repository}#1`, "--format", "json"]);
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    const found = JSON.parse(ran.stdout);
    expect(found.decision).toEqual(local.decision);
    expect(found.findings.map((one: { fingerprint: string }) => one.fingerprint)).toEqual(
      local.findings.map((one: { fingerprint: string }) => one.fingerprint),
    );
    const requests = await gitHub.look.requests();
    const asked = requests.map(({ method, path }) => `${method} ${path.replace(/\?.*|[0-9a-f]{40}.*/g, "")}`);
    expect(new Set(asked)).toEqual(
      new Set([
        "GET /repos/acme/infra",
        "POST /graphql",
        "GET /repos/acme/infra/compare/",
        "GET /acme/infra.git/info/refs",
        "POST /acme/infra.git/git-upload-pack",
      ]),
    );
    expect(await gitHub.look.violations()).toEqual([]);
  });

  it("takes the address of the page, and shows lines of the head", async () => {
    const ran = await review(["--pull", `${gitHub.gitUrl}/acme/infra/pull/1/files`]);
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ran.stdout).toMatch(/^⛔ Sekisho: fix 1 thing/);
    expect(ran.stdout).toContain("memory: 16Gi");
  });

  it("heeds the organisation's file", async () => {
    const text = "version: 1\npolicies: { CHG-010: { enforcement: block } }\n";
    await gitHub.acts.createRepository({ name: "acme/.github", files: { "sekisho.yml": text } });
    const ran = await review(["--pull", `${repository}#1`, "--format", "json"]);
    const reasons = JSON.parse(ran.stdout).decision.reasons as { ruleId: string; enforcement: string }[];
    expect(reasons.filter(({ enforcement }) => enforcement === "block").map(({ ruleId }) => ruleId)).toEqual([
      "CHG-010",
      "RES-004",
    ]);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    ["without a token", ["--pull", "acme/infra#1"], { GITHUB_TOKEN: "" }, /GITHUB_TOKEN is missing/],
    ["of a pull request that there is none of", ["--pull", "acme/infra#99"], {}, /has no pull request 99/],
    ["of a repository that there is none of", ["--pull", "acme/none#1"], {}, /There is no acme\/none/],
    ["written otherwise", ["--pull", "acme/infra/1"], {}, /write it as owner\/name#12/],
    [
      "on another GitHub, which never gets the token",
      ["--pull", "https://github.com/acme/infra/pull/1"],
      {},
      /--pull is on https:\/\/github.com, and GitHub is http/,
    ],
    ["with a base of its own", ["--pull", "acme/infra#1", "--base", "main"], {}, /Leave one of them out/],
    ["with a token that is none", ["--pull", "acme/infra#1"], { GITHUB_TOKEN: "ghp_none" }, /401/],
  ])("is refused %s", async (_, arguments_, variables, message) => {
    const ran = await review(arguments_, variables);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/^ {4}at |ghp_/m);
  });

  it("is refused to somebody who does not see the repository", async () => {
    const ran = await review(["--pull", "acme/infra#1"], { GITHUB_TOKEN: tokens.outsider });
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("the token does not see it") });
  });

  it("says of a merged pull request that there is nothing to compare", async () => {
    await gitHub.acts.openPull({ repository, by: "mei", head: "other", files: { "docs/b.md": "b" } });
    await gitHub.acts.mergePull({ repository, number: 2, by: "sam" });
    expect((await review(["--pull", "acme/infra#2"])).stderr).toContain("acme/infra#2 is merged");
  });
});
