import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Contract } from "./contract/contract.ts";
import { loadDescription } from "./contract/description.ts";
import { routesOf } from "./contract/routes.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asInstallation, smallWorld } from "./testing-client.ts";

const description = loadDescription();

describe("the contract", () => {
  it("finds a webhook that is not as GitHub describes it", () => {
    const contract = new Contract(description);
    contract.webhook("pull-request-opened", { action: "opened", number: "1" });
    expect(contract.violations).toMatchObject([{ where: "webhook", what: "pull-request-opened" }]);
    contract.webhook("pull-request-eaten", {});
    expect(contract.violations).toHaveLength(2);
  });

  it("finds an answer that is not", () => {
    const contract = new Contract(description);
    const operation = description.operations.get("checks/get");
    if (operation === undefined) throw new Error("checks/get is not described");
    contract.response(operation, 200, { id: 1 });
    expect(contract.violations).toMatchObject([{ where: "response", what: "checks/get 200" }]);
  });
});

describe("paths", () => {
  const match = routesOf(description.operations);
  it.each([
    [
      "/repos/acme/infra/compare/main...dev/topic",
      "repos/compare-commits-with-basehead",
      { basehead: "main...dev/topic" },
    ],
    ["/repos/acme/infra/contents/k8s/a%20b.yaml", "repos/get-content", { path: "k8s/a b.yaml" }],
    ["/repos/acme/infra/branches/dev%2Ftopic", "repos/get-branch", { branch: "dev/topic" }],
    ["/repos/acme/infra/branches/main/protection", "repos/get-branch-protection", { branch: "main" }],
    ["/repos/acme/infra/commits/main/check-runs", "checks/list-for-ref", { ref: "main" }],
    ["/repos/acme/infra/issues/comments/7", "issues/get-comment", { comment_id: "7" }],
    ["/repos/acme/infra/issues/7/comments", "issues/list-comments", { issue_number: "7" }],
    ["/repositories/7", "repos/get-by-id", { repository_id: "7" }],
  ])("%s is %s", (path, id, parameters) => {
    const found = match("GET", path);
    expect(found?.operation.id).toBe(id);
    expect(found?.parameters).toMatchObject(parameters);
  });
});

describe("requests", () => {
  let standIn: StandIn;
  let installation: number;

  beforeEach(async () => {
    standIn = await startStandIn();
    installation = (await smallWorld(standIn)).installation;
  });

  afterEach(() => standIn.close());

  const at = { owner: "acme", repo: "infra" };

  async function problems(): Promise<readonly string[]> {
    return (await standIn.look.violations()).flatMap((violation) => violation.problems);
  }

  it("of what the stand-in does not know are refused and told", async () => {
    const octokit = asInstallation(standIn, installation);
    await expect(octokit.request("GET /repos/{owner}/{repo}/stargazers", at)).rejects.toMatchObject({
      status: 501,
    });
    expect(await standIn.look.violations()).toMatchObject([{ what: "GET /repos/acme/infra/stargazers" }]);
  });

  it("with a property or parameter that GitHub would pass over are told", async () => {
    const octokit = asInstallation(standIn, installation);
    const { number, head } = await standIn.acts.openPull({
      repository: "acme/infra",
      by: "dev",
      files: { a: "a" },
    });
    const run = { ...at, name: "sekisho", head_sha: head, output: { title: "t", summary: "s", sumary: "s" } };
    await expect(octokit.rest.checks.create(run)).rejects.toMatchObject({ status: 422 });
    const list = { ...at, issue_number: number, perpage: 3 };
    await expect(
      octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", list),
    ).rejects.toMatchObject({ status: 422 });
    expect(await problems()).toEqual([
      "there is no property /output/sumary",
      "there is no parameter perpage",
    ]);
  });

  it("with a wrong type, a missing or a forbidden value are told", async () => {
    const octokit = asInstallation(standIn, installation);
    const path = "POST /repos/{owner}/{repo}/check-runs";
    await expect(octokit.request(path, { ...at, name: "x" } as never)).rejects.toMatchObject({ status: 422 });
    const wrong = { ...at, name: "x", head_sha: "0".repeat(40), status: "completed", conclusion: "great" };
    await expect(octokit.request(path, wrong as never)).rejects.toMatchObject({ status: 422 });
    expect((await problems()).length).toBeGreaterThan(1);
  });

  it("over GraphQL for a field that GitHub does not have are told", async () => {
    const octokit = asInstallation(standIn, installation);
    const query = `query odd { repository(owner: "acme", name: "infra") { colour } }`;
    await expect(octokit.graphql(query)).rejects.toThrow('Cannot query field "colour"');
    expect(await standIn.look.violations()).toMatchObject([{ where: "graphql" }]);
  });

  it("that GitHub refuses by its limits are refused", async () => {
    const octokit = asInstallation(standIn, installation);
    const { number, head } = await standIn.acts.openPull({
      repository: "acme/infra",
      by: "dev",
      files: { a: "a" },
    });
    const annotation = {
      path: "a",
      start_line: 1,
      end_line: 1,
      annotation_level: "notice" as const,
      message: "m",
    };
    const output = { title: "t", summary: "s", annotations: Array.from({ length: 51 }, () => annotation) };
    const refused = { status: 422 };
    await expect(
      octokit.rest.checks.create({ ...at, name: "n", head_sha: head, output }),
    ).rejects.toMatchObject(refused);
    const long = { ...at, issue_number: number, body: "x".repeat(65_537) };
    await expect(octokit.rest.issues.createComment(long)).rejects.toMatchObject(refused);
    const team = { ...at, pull_number: number, team_reviewers: ["nobody"] };
    await expect(octokit.rest.pulls.requestReviewers(team)).rejects.toMatchObject(refused);
    const outside = { path: "k8s/api.yaml", line: 1, body: "```suggestion\nx\n```" };
    const review = { ...at, pull_number: number, event: "COMMENT" as const, comments: [outside] };
    await expect(octokit.rest.pulls.createReview(review)).rejects.toMatchObject(refused);
  });
});
