import nock from "nock";
import { describe, expect, test } from "vitest";
import { fakeTime } from "./testing/fake-time.ts";
import { useNock } from "./testing/no-network.ts";
import { organisationNode, pullNode, repositoryNode } from "./testing/pull-answer.ts";
import { createTokenGitHub } from "./token-github.ts";

useNock();

const token = `ghp_${"Zz9".repeat(12)}`;
const baseUrl = "https://api.github.com";

function reading() {
  return createTokenGitHub({ token, baseUrl, time: fakeTime() });
}

describe("GitHub with somebody's token", () => {
  test("finds a repository by its name", async () => {
    const gitHub = reading();
    nock(baseUrl)
      .get("/repos/acme/shop")
      .matchHeader("authorization", `token ${token}`)
      .reply(200, { id: 7, name: "shop", owner: { login: "acme" }, default_branch: "main" });
    const found = { id: 7, owner: "acme", name: "shop", defaultBranch: "main" };
    expect(await gitHub.find("acme", "shop")).toEqual(found);
    nock(baseUrl).get("/repos/acme/none").reply(404, { message: "Not Found" });
    expect(await gitHub.find("acme", "none")).toBeNull();
  });

  test("reads a pull request without asking for teams, which few tokens may see", async () => {
    const gitHub = reading();
    const asked: string[] = [];
    const pull = pullNode({ reviewRequests: undefined });
    nock(baseUrl)
      .post("/graphql", (body) => asked.push(body.query) > 0)
      .reply(200, { data: { repository: repositoryNode(pull), organisation: organisationNode(null) } });
    const read = await gitHub.read.pull({ id: 7, owner: "acme", name: "shop" }, 12);
    expect(read?.pull).toMatchObject({ number: 12, requestedTeams: [] });
    expect(asked[0]).not.toContain("reviewRequests");
    expect(gitHub.calls).toEqual({ rest: 0, graphql: 1 });
  });

  test("gives the token to git, and to nobody else", async () => {
    const gitHub = reading();
    expect(await gitHub.token()).toBe(token);
    nock(baseUrl)
      .get("/repos/acme/shop")
      .reply(401, { message: `Bad credentials: ${token}` });
    const error: unknown = await gitHub.find("acme", "shop").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "unauthorised" });
    expect(String(error)).toBe(
      "GitHubError: GET /repos/acme/shop was answered with 401: Bad credentials: [removed]. Check the App's id, its private key and this machine's clock, or the token.",
    );
  });

  test("has no way to write", () => {
    expect(Object.keys(reading()).sort()).toEqual(["calls", "find", "read", "token"]);
  });
});
