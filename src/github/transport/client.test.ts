import nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { GitHubError } from "../ports.ts";
import { type Fixture, fixture, installationToken, repository } from "../testing/fixture-app.ts";
import { useNock } from "../testing/no-network.ts";

useNock();

const comparePath = "/repos/acme/shop/branches/main";
const commentPath = "/repos/acme/shop/issues/12/comments";
const content = { body: "Hello", digest: "d1" };

function read({ installation }: Fixture): Promise<unknown> {
  return installation.survey.branchHead(repository, "main");
}

function write({ installation }: Fixture): Promise<unknown> {
  return installation.write.comment(repository, 12, content, null);
}

function tokensFetched({ logged }: Fixture): number {
  return logged.filter(({ fields }) => String(fields["route"]).includes("access_tokens")).length;
}

async function failureOf(answer: Promise<unknown>): Promise<GitHubError> {
  const error = await answer.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GitHubError)) throw new Error(`no GitHubError, but ${String(error)}`);
  return error;
}

describe("an answer of GitHub that is none", () => {
  test.each([
    [403, {}, "Resource not accessible by integration", "forbidden", null],
    [403, { "retry-after": "90" }, "Forbidden", "rate-limited", 90_000],
    [403, {}, "You have exceeded a secondary rate limit", "rate-limited", 60_000],
    [
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1777626600" },
      "API rate limit exceeded",
      "rate-limited",
      600_000,
    ],
    [429, {}, "Too many requests", "rate-limited", 60_000],
    [429, { "retry-after": "7" }, "Too many requests", "rate-limited", 7_000],
    [404, {}, "Not Found", "not-found", null],
    [410, {}, "Gone", "not-found", null],
    [409, {}, "Conflict", "invalid", null],
    [422, {}, "Validation Failed", "invalid", null],
    [451, {}, "Blocked", "forbidden", null],
    [500, {}, "Oops", "unavailable", 10_000],
    [503, { "retry-after": "120" }, "Busy", "unavailable", 120_000],
  ] as const)("%d %j (%s) is %s", async (status, headers, message, code, retryAfterMs) => {
    const all = fixture();
    all.scope.post(commentPath).reply(status, { message }, headers);
    const error = await failureOf(write(all));
    expect({ code: error.code, retryAfterMs: error.retryAfterMs }).toEqual({ code, retryAfterMs });
    expect(error.message).toContain(`POST ${commentPath} was answered with ${status}: ${message}`);
  });

  test("says which permission is missing, where GitHub says it", async () => {
    const all = fixture();
    const headers = { "x-accepted-github-permissions": "issues=write; pull_requests=write" };
    all.scope.post(commentPath).reply(403, { message: "Resource not accessible by integration" }, headers);
    const { message } = await failureOf(write(all));
    expect(message).toMatch(/It needs issues=write; pull_requests=write: grant it to the App/);
  });
});

describe("a read", () => {
  test("is repeated three times after a failure of GitHub or the network, later each time", async () => {
    const all = fixture();
    all.scope.get(comparePath).reply(502, "<html>Bad gateway</html>");
    all.scope.get(comparePath).replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    all.scope.get(comparePath).reply(500, {});
    all.scope.get(comparePath).reply(200, { commit: { sha: "abc" } });
    expect(await read(all)).toBe("abc");
    expect(all.time.slept).toEqual([200, 400, 800]);
    expect(all.installation.calls).toEqual({ rest: 4, graphql: 0 });
  });

  test("fails after the fourth time", async () => {
    const all = fixture();
    all.scope.get(comparePath).times(4).reply(502, { message: "Bad gateway" });
    expect((await failureOf(read(all))).code).toBe("unavailable");
  });

  test.each([
    [403, "forbidden"],
    [422, "invalid"],
  ])("is not repeated after %d", async (status, code) => {
    const all = fixture();
    all.scope.get(comparePath).reply(status, { message: "no" });
    expect((await failureOf(read(all))).code).toBe(code);
    expect(all.time.slept).toEqual([]);
  });

  test("is repeated where the answer says that it is JSON and is none", async () => {
    const all = fixture();
    const json = { "content-type": "application/json" };
    all.scope.get(comparePath).reply(200, '{"commit": {"sha": "a', json);
    all.scope.get(comparePath).reply(200, { commit: { sha: "abc" } });
    expect(await read(all)).toBe("abc");
  });
});

describe("a write", () => {
  test.each([
    ["500", 500],
    ["502", 502],
    ["504", 504],
  ])("is never repeated after %s: it may have taken place", async (_, status) => {
    const all = fixture();
    all.scope.post(commentPath).reply(status, { message: "no" });
    expect((await failureOf(write(all))).code).toBe("unavailable");
    expect(all.installation.calls.rest).toBe(1);
  });

  test("is never repeated after a broken connection", async () => {
    const all = fixture();
    all.scope.post(commentPath).replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    const error = await failureOf(write(all));
    expect(error).toMatchObject({ code: "unavailable", retryAfterMs: 10_000 });
    expect(error.message).toBe(
      `POST ${commentPath} got nothing from GitHub: the connection failed (ECONNRESET).`,
    );
  });

  test("is repeated once where GitHub's limit kept it back for a moment", async () => {
    const all = fixture();
    all.scope.post(commentPath).reply(429, { message: "slow down" }, { "retry-after": "2" });
    all.scope.post(commentPath).reply(201, { id: 5 });
    expect(await write(all)).toBe(5);
    expect(all.time.slept).toEqual([2_000]);
  });
});

describe("a limit of GitHub", () => {
  test("keeps the installation from asking until it is over, and is told to whoever asks", async () => {
    const all = fixture();
    all.scope.post(commentPath).reply(403, { message: "secondary rate limit" }, { "retry-after": "60" });
    expect((await failureOf(write(all))).retryAfterMs).toBe(60_000);
    all.time.advance(20_000);
    expect(await failureOf(read(all))).toMatchObject({ code: "rate-limited", retryAfterMs: 40_000 });
    all.time.advance(40_000);
    all.scope.get(comparePath).reply(200, { commit: { sha: "abc" } });
    expect(await read(all)).toBe("abc");
  });

  test("of another installation is none of ours", async () => {
    const all = fixture();
    all.scope.post(commentPath).reply(429, { message: "no" }, { "retry-after": "60" });
    await failureOf(write(all));
    nock("https://api.github.com")
      .post("/app/installations/2/access_tokens")
      .reply(201, { token: "ghs_other", expires_at: "2026-05-01T10:00:00Z", permissions: {} })
      .get(comparePath)
      .reply(200, { commit: { sha: "abc" } });
    expect(await all.app.installation(2).survey.branchHead(repository, "main")).toBe("abc");
  });

  test.each([
    ["by its type", { type: "RATE_LIMITED", message: "API rate limit exceeded" }],
    ["by its message", { message: "You have exceeded a secondary rate limit." }],
  ])("of GraphQL comes with status 200, known %s, and is heeded like any other", async (_, error) => {
    const all = fixture();
    const headers = { "retry-after": "30" };
    all.scope.post("/graphql").reply(200, { data: null, errors: [error] }, headers);
    const teams = all.installation.read.teamsOf("acme", "octocat");
    expect(await failureOf(teams)).toMatchObject({ code: "rate-limited", retryAfterMs: 30_000 });
    expect(await failureOf(read(all))).toMatchObject({ code: "rate-limited", retryAfterMs: 30_000 });
  });

  test("that the last request of the hour used up is heeded before GitHub refuses", async () => {
    const all = fixture();
    const headers = {
      date: "Fri, 01 May 2026 08:59:00 GMT",
      "x-ratelimit-remaining": "0",
      // Ten minutes later, by GitHub's clock, which is a minute behind ours.
      "x-ratelimit-reset": String(Date.parse("2026-05-01T09:09:00Z") / 1000),
    };
    all.scope.get(comparePath).reply(200, { commit: { sha: "abc" } }, headers);
    await read(all);
    expect(await failureOf(read(all))).toMatchObject({ code: "rate-limited", retryAfterMs: 600_000 });
  });
});

describe("tokens", () => {
  test("are fetched once for many requests at the same time", async () => {
    const all = fixture();
    all.scope
      .get(comparePath)
      .times(40)
      .reply(200, { commit: { sha: "abc" } });
    await Promise.all(Array.from({ length: 40 }, () => read(all)));
    expect(all.logged.filter(({ fields }) => String(fields["route"]).includes("access_tokens"))).toHaveLength(
      1,
    );
    expect(all.installation.calls).toEqual({ rest: 40, graphql: 0 });
  });

  test("that cannot be fetched now are asked for four times, not four times for each try of the read", async () => {
    const all = fixture();
    nock("https://api.github.com")
      .post("/app/installations/2/access_tokens")
      .times(4)
      .reply(502, { message: "Bad gateway" });
    const branch = all.app.installation(2).survey.branchHead(repository, "main");
    expect((await failureOf(branch)).message).toBe(
      "POST /app/installations/2/access_tokens was answered with 502: Bad gateway.",
    );
  });

  describe("that are refused", () => {
    /** Octokit itself waits, and asks again, while a token is some seconds old. */
    const later = () => vi.setSystemTime(Date.now() + 60_000);
    beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
    afterEach(() => vi.useRealTimers());

    test("are fetched anew, and the request is made again: it did not take place", async () => {
      const all = fixture();
      all.scope.post(commentPath).reply(201, { id: 1 });
      await write(all);
      later();
      all.scope.post(commentPath).reply(401, { message: "Bad credentials" });
      all.scope.post(commentPath).reply(201, { id: 2 });
      expect(await write(all)).toBe(2);
      expect(tokensFetched(all)).toBe(2);
    });

    test("as the App itself is refused are an error that says what to look at", async () => {
      const all = fixture({ appId: 99 });
      nock.cleanAll();
      all.scope
        .persist()
        .post("/app/installations/1/access_tokens")
        .reply(401, { message: "A JSON web token could not be decoded" });
      const error = await failureOf(write(all));
      all.scope.persist(false);
      expect(error).toMatchObject({ code: "unauthorised", retryAfterMs: null });
      expect(error.message).toMatch(
        /could not be decoded. Check the App's id, its private key and this machine/,
      );
    });
  });

  test.each([
    [
      "an error of GitHub",
      (all: Fixture) => all.scope.post(commentPath).reply(500, { message: `no: ${installationToken}` }),
    ],
    [
      "an error of a proxy",
      (all: Fixture) => all.scope.post(commentPath).reply(502, `authorization: token ${installationToken}`),
    ],
    [
      "a broken connection",
      (all: Fixture) => all.scope.post(commentPath).replyWithError(`sent ${installationToken}`),
    ],
    [
      "a refusal",
      (all: Fixture) => all.scope.post(commentPath).reply(403, { message: `Bearer ${installationToken}` }),
    ],
  ])("are in no message and no log after %s", async (_, answer) => {
    const all = fixture();
    answer(all);
    const error = await failureOf(write(all));
    const everything = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join("\n");
    expect(everything).not.toContain(installationToken.slice(0, 12));
    expect(JSON.stringify(all.logged)).not.toContain(installationToken.slice(0, 12));
    expect(JSON.stringify(all.logged)).not.toContain("eyJ");
  });
});

test("the log names routes, not repositories, and its messages are always the same", async () => {
  const all = fixture();
  all.scope.get(comparePath).reply(200, { commit: { sha: "abc" } });
  await read(all);
  expect(all.logged.map(({ message }) => message)).toEqual(["GitHub answered", "GitHub answered"]);
  expect(all.logged[1]?.fields).toEqual({
    route: "GET /repos/{owner}/{repo}/branches/{branch}",
    status: 200,
    durationMs: 0,
  });
});
