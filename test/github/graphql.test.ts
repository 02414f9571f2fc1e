import { afterEach, beforeEach, expect, it } from "vitest";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asInstallation, smallWorld } from "./testing-client.ts";

let standIn: StandIn;
let installation: number;

beforeEach(async () => {
  standIn = await startStandIn();
  installation = (await smallWorld(standIn)).installation;
});

afterEach(async () => {
  const violations = await standIn.look.violations();
  await standIn.close();
  expect(violations).toEqual([]);
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query, which stands beside them.
  readonly data: any;
  readonly errors?: readonly {
    readonly type?: string;
    readonly path?: readonly string[];
    readonly message: string;
  }[];
}

async function ask(query: string, permissions?: Readonly<Record<string, string>>): Promise<Answer> {
  const auth = { type: "installation", ...(permissions === undefined ? {} : { permissions }) };
  const { token } = (await asInstallation(standIn, installation).auth(auth)) as { token: string };
  const headers = { authorization: `bearer ${token}` };
  const response = await fetch(standIn.graphqlUrl, {
    method: "POST",
    headers,
    body: JSON.stringify({ query }),
  });
  const body: Omit<Answer, "status"> = JSON.parse(await response.text());
  return { ...body, status: response.status };
}

it("gives null and an error for what is not there, and the rest all the same", async () => {
  const answer = await ask(`{
    here: repository(owner: "acme", name: "infra") { name pullRequest(number: 7) { id } }
    missing: repository(owner: "acme", name: ".github") { name }
  }`);
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ here: { name: "infra", pullRequest: null }, missing: null });
  expect(answer.errors?.map(({ type, path }) => [type, path?.join(".")])).toEqual(
    expect.arrayContaining([
      ["NOT_FOUND", "here.pullRequest"],
      ["NOT_FOUND", "missing"],
    ]),
  );
});

it("keeps teams from a token that may not read members", async () => {
  const { acts } = standIn;
  const { number } = await acts.openPull({ repository: "acme/infra", by: "dev", files: { a: "a" } });
  await acts.requestReview({ repository: "acme/infra", number, by: "dev", team: "acme/sre" });
  const query = `{ repository(owner: "acme", name: "infra") { pullRequest(number: ${number}) {
    title reviewRequests(first: 5) { nodes { requestedReviewer { ... on Team { combinedSlug } } } } } } }`;
  const seen = await ask(query);
  expect(seen.data.repository.pullRequest.reviewRequests.nodes).toEqual([
    { requestedReviewer: { combinedSlug: "acme/sre" } },
  ]);
  const hidden = await ask(query, { pull_requests: "read" });
  expect(hidden.data.repository.pullRequest.reviewRequests.nodes).toEqual([{ requestedReviewer: null }]);
  expect(hidden.errors).toMatchObject([{ type: "FORBIDDEN" }]);
});

it("wants to be told how much of a list, and pages through it", async () => {
  const { acts } = standIn;
  const commits = Array.from({ length: 5 }, (_, index) => ({
    message: `Commit ${index}`,
    files: { a: `${index}` },
  }));
  const { number } = await acts.openPull({ repository: "acme/infra", by: "dev", commits });
  const page = (
    args: string,
  ): string => `{ repository(owner: "acme", name: "infra") { pullRequest(number: ${number}) {
    commits${args} { totalCount pageInfo { hasNextPage endCursor } nodes { commit { message } } } } } }`;
  expect((await ask(page(""))).errors).toMatchObject([{ type: "MISSING_PAGINATION_BOUNDARIES" }]);
  expect((await ask(page("(first: 101)"))).errors).toMatchObject([{ type: "EXCESSIVE_PAGINATION" }]);
  const first = (await ask(page("(first: 3)"))).data.repository.pullRequest.commits;
  expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
  const rest = (await ask(page(`(first: 3, after: "${first.pageInfo.endCursor}")`))).data.repository
    .pullRequest.commits;
  expect(rest.nodes.map((node: { commit: { message: string } }) => node.commit.message)).toEqual([
    "Commit 3",
    "Commit 4",
  ]);
  expect(rest.pageInfo.hasNextPage).toBe(false);
});

it("tells authors, co-authors and what GitHub committed itself", async () => {
  const { acts } = standIn;
  const commits = [
    { files: { a: "1" }, author: { name: "Nobody", email: "nobody@nowhere.example" }, coAuthors: ["pat"] },
    { files: { a: "2" }, onWeb: true },
  ];
  const { number } = await acts.openPull({ repository: "acme/infra", by: "dev", commits });
  const answer = await ask(`{ repository(owner: "acme", name: "infra") { pullRequest(number: ${number}) {
    author { __typename login } commits(first: 9) { nodes { commit {
      authors(first: 9) { nodes { name user { login } } } committer { name user { login } }
      signature { isValid wasSignedByGitHub } } } } } } }`);
  const [first, second] = answer.data.repository.pullRequest.commits.nodes;
  expect(first.commit.authors.nodes).toEqual([
    { name: "Nobody", user: null },
    { name: "pat", user: { login: "pat" } },
  ]);
  expect(first.commit.signature).toBeNull();
  expect(second.commit).toEqual({
    authors: { nodes: [{ name: "dev", user: { login: "dev" } }] },
    committer: { name: "GitHub", user: null },
    signature: { isValid: true, wasSignedByGitHub: true },
  });
});

it("knows nobody whose account is gone", async () => {
  const { acts } = standIn;
  const { number } = await acts.openPull({ repository: "acme/infra", by: "dev", files: { a: "a" } });
  await acts.deleteUser({ login: "dev" });
  const answer = await ask(`{ repository(owner: "acme", name: "infra") { pullRequest(number: ${number}) {
    author { login } } } }`);
  expect(answer).toMatchObject({ data: { repository: { pullRequest: { author: null } } } });
  const octokit = asInstallation(standIn, installation);
  const { data } = await octokit.rest.pulls.get({ owner: "acme", repo: "infra", pull_number: number });
  expect(data.user.login).toBe("ghost");
});

it("says in an answer with status 200 that the hour's points are used up", async () => {
  const small = await startStandIn({ limits: { graphqlPointsPerHour: 1 } });
  const { installation: id } = await smallWorld(small);
  const octokit = asInstallation(small, id);
  const query = `{ repository(owner: "acme", name: "infra") { name } }`;
  await octokit.graphql(query);
  const { data, headers } = await octokit.request("POST /graphql", {
    baseUrl: small.graphqlUrl.replace("/graphql", ""),
    query,
  });
  expect(data).toMatchObject({ errors: [{ type: "RATE_LIMITED" }] });
  expect(headers["x-ratelimit-remaining"]).toBe("0");
  await small.close();
});

it("reads a file at the tip of a branch, and says where it is too large", async () => {
  const { acts } = standIn;
  const files = {
    ".github/sekisho.yaml": "mode: observe\n",
    "large.txt": "x".repeat(600_000),
    bin: { base64: "AAEC" },
  };
  await acts.push({ repository: "acme/infra", branch: "main", by: "pat", commits: [{ files }] });
  const file = (path: string): string =>
    `{ repository(owner: "acme", name: "infra") { defaultBranchRef { target { ... on Commit { file(path: "${path}") {
      object { ... on Blob { byteSize isTruncated isBinary text } } } } } } } }`;
  const read = async (path: string) => (await ask(file(path))).data.repository.defaultBranchRef.target.file;
  expect((await read(".github/sekisho.yaml")).object).toMatchObject({
    text: "mode: observe\n",
    isTruncated: false,
  });
  expect((await read("large.txt")).object).toMatchObject({ byteSize: 600_000, isTruncated: true });
  expect((await read("bin")).object).toMatchObject({ isBinary: true, text: null });
  expect(await read("nothing")).toBeNull();
});
