import { createPublicKey, verify } from "node:crypto";
import nock from "nock";
import { describe, expect, test } from "vitest";
import { createGitHubApp } from "./app.ts";
import { appToken, readPrivateKey } from "./app-key.ts";
import { appId, baseUrl, fixture, installationToken, privateKey, repository } from "./testing/fixture-app.ts";
import { useNock } from "./testing/no-network.ts";

useNock();

describe("the App's key", () => {
  test.each([
    ["nothing", ""],
    ["no key", "abc"],
    ["its first line alone", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a public key", createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString()],
  ])("is refused where it is %s, and never quoted", (_, key) => {
    const create = () => createGitHubApp({ appId, privateKey: key, baseUrl });
    expect(create).toThrow(
      "The App's private key is no RSA key in PEM form. Make one on the App's page, and pass the whole file, with its line breaks.",
    );
  });

  test("is taken with line breaks that were lost on the way", () => {
    expect(readPrivateKey(privateKey.replaceAll("\n", "\\n")).asymmetricKeyType).toBe("rsa");
  });

  test("signs tokens of nine and a half minutes that GitHub's clock may be behind of", () => {
    const now = Date.parse("2026-05-01T09:00:00.500Z");
    const { jwt, expiresAt } = appToken(appId, readPrivateKey(privateKey), now, 7);
    const [header = "", body = "", signature = ""] = jwt.split(".");
    const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    const seconds = Math.floor(now / 1000) + 7;
    expect(decoded(header)).toEqual({ alg: "RS256", typ: "JWT" });
    expect(decoded(body)).toEqual({ iat: seconds - 30, exp: seconds + 540, iss: appId });
    expect(expiresAt).toBe(new Date((seconds + 540) * 1000).toISOString());
    const key = createPublicKey(privateKey);
    const signed = Buffer.from(`${header}.${body}`);
    expect(verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))).toBe(true);
  });
});

describe("the App", () => {
  test("is told with what the doctor compares", async () => {
    const { app, scope } = fixture();
    const permissions = { checks: "write", contents: "read" };
    const answer = { id: appId, slug: "sekisho", name: "Sekisho", permissions, events: ["push"], owner: {} };
    scope
      .get("/app")
      .matchHeader("authorization", /^bearer eyJ/)
      .reply(200, answer);
    expect(await app.app()).toEqual({
      id: appId,
      slug: "sekisho",
      name: "Sekisho",
      permissions,
      events: ["push"],
    });
  });

  test.each([
    [
      "where webhooks go",
      { url: "https://sekisho.example.com/webhooks" },
      "https://sekisho.example.com/webhooks",
    ],
    ["that webhooks go nowhere", {}, null],
  ])("says %s", async (_, answer, expected) => {
    const { app, scope } = fixture();
    scope.get("/app/hook/config").reply(200, answer);
    expect(await app.webhookUrl()).toBe(expected);
  });

  test("names its installations, but for suspended ones", async () => {
    const { app, scope } = fixture();
    const installation = (id: number, more: object) => ({
      id,
      repository_selection: "all",
      permissions: { checks: "write" },
      events: ["push"],
      suspended_at: null,
      ...more,
    });
    scope
      .get("/app/installations")
      .query({ per_page: 100 })
      .reply(200, [
        installation(1, { account: { login: "acme" } }),
        installation(2, { account: { login: "late" }, suspended_at: "2026-01-01T00:00:00Z" }),
        installation(3, { account: { slug: "big-corp", name: "Big" }, repository_selection: "selected" }),
        installation(4, { account: null }),
      ]);
    const common = { permissions: { checks: "write" }, events: ["push"] };
    expect(await app.installations()).toEqual([
      { id: 1, account: "acme", repositories: "all", ...common },
      { id: 3, account: "big-corp", repositories: "selected", ...common },
      { id: 4, account: "", repositories: "all", ...common },
    ]);
  });

  test("asks for a delivery by an id that no number can hold", async () => {
    const { app, scope } = fixture();
    const raw =
      '[{"id":3804004623172239366,"guid":"g","delivered_at":"2026-05-01T08:59:00Z","event":"push"}]';
    const headers = { "content-type": "application/json" };
    scope.get("/app/hook/deliveries").query({ per_page: 100 }).reply(200, raw, headers);
    const { attempts } = await app.deliveries("2026-05-01T08:00:00Z", 10);
    expect(attempts).toMatchObject([{ id: "3804004623172239366" }]);
    const sent = '{"guid":"g","event":"push","action":null,"request":{"payload":{"n":12345678901234567168}}}';
    scope.get("/app/hook/deliveries/3804004623172239366").reply(200, sent, headers);
    const delivered = await app.deliveredPayload("3804004623172239366");
    expect(JSON.parse(Buffer.from(delivered?.payload ?? []).toString("utf8"))).toEqual({
      n: Number("12345678901234567168"),
    });
  });

  test("gives the same installation each time: its cache and its pace are one", () => {
    const { app } = fixture();
    expect(app.installation(1)).toBe(app.installation(1));
    expect(app.installation(1)).not.toBe(app.installation(2));
  });
});

describe("a token for git", () => {
  const tokenPath = "/app/installations/2/access_tokens";

  function handingOut(expires: readonly string[]) {
    const all = fixture();
    const asked: unknown[] = [];
    for (const [index, expires_at] of expires.entries())
      all.scope
        .post(tokenPath, (body) => asked.push(body) > 0)
        .reply(201, { token: `ghs_git${index}`, expires_at, permissions: { contents: "read" } });
    return { ...all, asked, git: all.app.installation(2) };
  }

  test("may read contents and nothing else, and serves until it ends", async () => {
    const { git, asked } = handingOut(["2026-05-01T10:00:00Z"]);
    expect([await git.token(), await git.token()]).toEqual(["ghs_git0", "ghs_git0"]);
    expect(asked).toEqual([{ permissions: { contents: "read" } }]);
    expect(git.calls).toEqual({ rest: 0, graphql: 0 });
  });

  test("is made anew where it would end while git works", async () => {
    const { git, time } = handingOut(["2026-05-01T10:00:00Z", "2026-05-01T10:51:00Z"]);
    await git.token();
    time.advance(51 * 60_000);
    expect(await git.token()).toBe("ghs_git1");
  });

  test("that is refused is an error that says so", async () => {
    const { app, scope } = fixture();
    scope.post(tokenPath).reply(403, { message: "This installation has been suspended" });
    await expect(app.installation(2).token()).rejects.toMatchObject({
      code: "forbidden",
      message: `POST ${tokenPath} was answered with 403: This installation has been suspended.`,
    });
  });
});

describe("GitHub Enterprise Server", () => {
  const server = "https://github.example.com";

  test("is asked below /api/v3, and for GraphQL beside it", async () => {
    const { installation, scope } = fixture({ baseUrl: `${server}/api/v3/` });
    nock.cleanAll();
    nock(server)
      .post("/api/v3/app/installations/1/access_tokens")
      .reply(201, { token: installationToken, expires_at: "2026-05-01T10:00:00Z", permissions: {} });
    nock(server).get("/api/v3/repositories/7").reply(404, { message: "Not Found" });
    const answer = { data: { organization: { teams: { pageInfo: { hasNextPage: false }, nodes: [] } } } };
    nock(server)
      .post("/api/graphql")
      .matchHeader("authorization", `token ${installationToken}`)
      .reply(200, answer);
    expect(await installation.read.repository(7)).toBeNull();
    expect(await installation.read.teamsOf("acme", "octocat")).toEqual([]);
    expect(installation.calls).toEqual({ rest: 1, graphql: 1 });
    expect(scope.pendingMocks()).toEqual([]);
  });

  test("is asked where it says that its GraphQL is", async () => {
    const { installation } = fixture({ graphqlUrl: `${server}/elsewhere` });
    const answer = {
      data: { organization: null },
      errors: [{ type: "NOT_FOUND", path: ["organization"], message: "x" }],
    };
    nock(server).post("/elsewhere").reply(200, answer);
    expect(await installation.read.teamsOf("acme", "octocat")).toEqual([]);
    expect(installation.calls).toEqual({ rest: 0, graphql: 1 });
  });
});

test("each request names us, the version of the API, and what sends it", async () => {
  const { installation } = fixture();
  nock(baseUrl, {
    reqheaders: {
      authorization: `token ${installationToken}`,
      "x-github-api-version": "2022-11-28",
      "user-agent": /^sekisho /,
    },
  })
    .get("/repos/acme/shop/branches/main")
    .reply(200, { commit: { sha: "abc" } });
  expect(await installation.survey.branchHead(repository, "main")).toBe("abc");
});

describe("checks of our name that are not ours", () => {
  const head = "a".repeat(40);

  test("are check runs of other Apps, and statuses of anybody", async () => {
    const { installation, scope } = fixture();
    const run = (id: number | null, name = "sekisho") => ({
      name,
      app: id === null ? null : { id, slug: `app-${id}` },
    });
    scope
      .get(`/repos/acme/shop/commits/${head}/check-runs`)
      .query({ check_name: "sekisho", filter: "all", per_page: 100 })
      .reply(200, { total_count: 4, check_runs: [run(appId), run(1), run(null), run(2, "build")] });
    scope
      .get(`/repos/acme/shop/commits/${head}/status`)
      .query(true)
      .reply(200, { statuses: [{ context: "sekisho" }, { context: "ci/build" }] });
    expect(await installation.survey.foreignChecks(repository, head)).toEqual([
      { kind: "check-run", name: "sekisho", appId: 1, appSlug: "app-1" },
      { kind: "check-run", name: "sekisho", appId: null, appSlug: null },
      { kind: "status", name: "sekisho", appId: null, appSlug: null },
    ]);
  });

  test("a branch that is not there has no head", async () => {
    const { installation, scope } = fixture();
    scope.get("/repos/acme/shop/branches/gone").reply(404, { message: "Branch not found" });
    expect(await installation.survey.branchHead(repository, "gone")).toBeNull();
  });
});
