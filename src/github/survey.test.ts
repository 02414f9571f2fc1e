import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { openPullsQuery } from "./pull/query.ts";
import { fixture, repository } from "./testing/fixture-app.ts";
import { useNock } from "./testing/no-network.ts";

useNock();

const head = "a".repeat(40);

function repositoryAnswer(id: number, numbers: readonly number[], next: string | null = null) {
  return {
    databaseId: id,
    pullRequests: {
      pageInfo: { hasNextPage: next !== null, endCursor: next },
      nodes: numbers.map((number) => ({ number, headRefOid: head, baseRefName: "main" })),
    },
  };
}

const gone = { type: "NOT_FOUND", path: ["r1"], message: "Could not resolve to a Repository" };

describe("open pull requests", () => {
  test("of several repositories come in one call, and further pages in the next", async () => {
    const { installation, scope } = fixture();
    const other = { id: 8, owner: "acme", name: "gone" };
    const renamed = { id: 9, owner: "acme", name: "taken" };
    const asked: unknown[] = [];
    scope
      .post("/graphql", (body) => asked.push(body.variables) > 0)
      .reply(200, {
        data: { r0: repositoryAnswer(7, [3, 2], "c1"), r1: null, r2: repositoryAnswer(10, [99]) },
        errors: [gone],
      });
    scope
      .post("/graphql", (body) => asked.push(body.variables) > 0)
      .reply(200, { data: { r0: repositoryAnswer(7, [1]) } });
    const open = await installation.survey.openPulls([repository, other, renamed]);
    expect([...open]).toEqual([
      [7, [3, 2, 1].map((number) => ({ number, head, baseRef: "main" }))],
      [8, []],
      [9, []],
    ]);
    expect(asked[1]).toEqual({ owner0: "acme", name0: "shop", cursor0: "c1" });
    expect(installation.calls.graphql).toBe(2);
  });

  test("of many repositories take a call for each fifty", async () => {
    const { installation, scope } = fixture();
    const sizes: number[] = [];
    scope
      .post("/graphql", (body) => sizes.push(Object.keys(body.variables).length / 3) > 0)
      .times(3)
      .reply(200, () => ({ data: {} }));
    const many = Array.from({ length: 101 }, (_, index) => ({
      id: index + 1,
      owner: "acme",
      name: `r${index}`,
    }));
    expect((await installation.survey.openPulls(many)).size).toBe(101);
    expect(sizes).toEqual([50, 50, 1]);
  });

  test("that GitHub fails to tell are no empty list", async () => {
    const { installation, scope } = fixture();
    const error = { type: null, path: ["r0", "pullRequests"], message: "Something went wrong" };
    scope.post("/graphql").reply(200, { data: { r0: null }, errors: [error] });
    await expect(installation.survey.openPulls([repository])).rejects.toMatchObject({ code: "unavailable" });
  });

  test("are asked for as GitHub's schema has them", () => {
    const path = join(import.meta.dirname, "../../test/github/openapi/schema.graphql");
    const schema = buildSchema(readFileSync(path, "utf8"));
    expect(validate(schema, parse(openPullsQuery(2)))).toEqual([]);
  });
});

describe("what a branch demands", () => {
  const path = "/repos/acme/shop";
  const branch = (protection: object) => ({
    name: "main",
    commit: { sha: head },
    protected: true,
    protection,
  });

  test("is what rulesets and branch protection demand together", async () => {
    const { installation, scope } = fixture();
    scope.get(`${path}/rules/branches/main?per_page=100`).reply(200, [
      {
        type: "required_status_checks",
        parameters: {
          strict_required_status_checks_policy: true,
          required_status_checks: [{ context: "sekisho", integration_id: 4711 }, { context: "ci" }],
        },
      },
      { type: "merge_queue", parameters: {} },
    ]);
    const checks = [{ context: "sekisho", app_id: -1 }];
    scope
      .get(`${path}/branches/main`)
      .reply(200, branch({ required_status_checks: { strict: false, checks } }));
    expect(await installation.survey.branchDemands(repository, "main")).toEqual({
      requiredChecks: [
        { name: "sekisho", appId: 4711 },
        { name: "ci", appId: null },
        { name: "sekisho", appId: null },
      ],
      upToDate: true,
      mergeQueue: true,
    });
  });

  test("is nothing where nothing protects it", async () => {
    const { installation, scope } = fixture();
    scope.get(`${path}/rules/branches/main?per_page=100`).reply(200, []);
    scope.get(`${path}/branches/main`).reply(200, branch({ enabled: false }));
    expect(await installation.survey.branchDemands(repository, "main")).toEqual({
      requiredChecks: [],
      upToDate: false,
      mergeQueue: false,
    });
  });
});

describe("repositories and branches", () => {
  test("leave out what cannot change", async () => {
    const { installation, scope } = fixture();
    const of = (id: number, over: object) => {
      return { id, owner: { login: "acme" }, name: `r${id}`, default_branch: "main", ...over };
    };
    const repositories = [
      of(1, { archived: false, disabled: false }),
      of(2, { archived: true, disabled: false }),
      of(3, { archived: false, disabled: true }),
    ];
    scope.get("/installation/repositories?per_page=100").reply(200, { total_count: 3, repositories });
    expect(await installation.survey.repositories()).toEqual([
      { id: 1, owner: "acme", name: "r1", defaultBranch: "main" },
    ]);
  });

  test("hold the default branch among the protected ones", async () => {
    const { installation, scope } = fixture();
    const branches = ["release", "main"].map((name) => ({ name, commit: { sha: head } }));
    scope.get("/repos/acme/shop/branches?protected=true&per_page=100").reply(200, branches);
    const swept = { ...repository, defaultBranch: "trunk" };
    expect(await installation.survey.protectedBranches(swept)).toEqual(["main", "release", "trunk"]);
  });

  test("know of a commit the merged pull requests alone", async () => {
    const { installation, scope } = fixture();
    const pull = (number: number, merged_at: string | null) => {
      return { number, merged_at, merge_commit_sha: "m", base: { ref: "main" }, head: { sha: head } };
    };
    scope
      .get("/repos/acme/shop/commits/c/pulls?per_page=100")
      .reply(200, [pull(1, "2026-05-01T00:00:00Z"), pull(2, null)]);
    expect(await installation.survey.mergedPullsOf(repository, "c")).toEqual([
      { number: 1, baseRef: "main", head, mergeCommit: "m" },
    ]);
  });
});

describe("deliveries", () => {
  const attempt = (id: number, guid: string, delivered_at: string) => {
    return { id, guid, delivered_at, event: "push", action: null, status_code: 502, redelivery: false };
  };

  test("are listed back to a moment, and no more than asked for", async () => {
    const { app, scope } = fixture();
    const page = [
      attempt(3, "c", "2026-05-01T08:30:00Z"),
      attempt(2, "b", "2026-05-01T08:20:00Z"),
      attempt(1, "a", "2026-05-01T08:10:00Z"),
    ];
    scope.get("/app/hook/deliveries?per_page=100").twice().reply(200, page);
    const listed = await app.deliveries("2026-05-01T08:20:00Z", 10);
    expect(listed).toEqual({
      attempts: [
        { id: "3", guid: "c", deliveredAt: "2026-05-01T08:30:00Z", event: "push", statusCode: 502 },
        { id: "2", guid: "b", deliveredAt: "2026-05-01T08:20:00Z", event: "push", statusCode: 502 },
      ],
      complete: true,
    });
    expect(await app.deliveries("2026-05-01T08:00:00Z", 2)).toMatchObject({ complete: false });
  });

  test("come with their payload, or not where GitHub has forgotten them", async () => {
    const { app, scope } = fixture();
    const payload = { ref: "refs/heads/main", 名前: "関所" };
    scope
      .get("/app/hook/deliveries/3")
      .reply(200, { guid: "c", event: "push", action: null, request: { headers: {}, payload } });
    scope.get("/app/hook/deliveries/4").reply(404, { message: "Not Found" });
    const found = await app.deliveredPayload("3");
    expect(found).toMatchObject({ guid: "c", event: "push", action: null });
    expect(JSON.parse(Buffer.from(found?.payload ?? []).toString("utf8"))).toEqual(payload);
    expect(await app.deliveredPayload("4")).toBeNull();
  });
});
