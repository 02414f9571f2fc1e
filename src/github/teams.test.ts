import { describe, expect, test } from "vitest";
import { fixture } from "./testing/fixture-app.ts";
import { useNock } from "./testing/no-network.ts";

useNock();

const membersPath = "/orgs/acme/teams/sre/members";
const member = (id: number) => ({ id, login: `m${id}`, type: "User" });
const minuteMs = 60_000;

describe("the members of a team", () => {
  test("are read page by page, and kept for five minutes", async () => {
    const { installation, scope, time } = fixture();
    const link = `<https://api.github.com${membersPath}?per_page=100&page=2>; rel="next"`;
    scope
      .get(membersPath)
      .query({ per_page: 100 })
      .reply(200, [member(1)], { link });
    scope
      .get(membersPath)
      .query({ per_page: 100, page: 2 })
      .reply(200, [member(2)]);
    const expected = [1, 2].map((id) => ({ id, login: `m${id}`, bot: false }));
    expect(await installation.read.teamMembers("acme/sre")).toEqual(expected);
    time.advance(4 * minuteMs);
    expect(await installation.read.teamMembers("Acme/SRE")).toEqual(expected);
    time.advance(minuteMs);
    scope.get(membersPath).query(true).reply(200, []);
    expect(await installation.read.teamMembers("acme/sre")).toEqual([]);
  });

  test("are asked for once by many at the same time", async () => {
    const { installation, scope } = fixture();
    scope
      .get(membersPath)
      .query(true)
      .reply(200, [member(1)]);
    const answers = await Promise.all([1, 2, 3].map(() => installation.read.teamMembers("acme/sre")));
    expect(answers.map((answer) => answer?.length)).toEqual([1, 1, 1]);
  });

  test("are asked for anew once teams have changed, also where the old answer was on its way", async () => {
    const { installation, scope } = fixture();
    scope
      .get(membersPath)
      .query(true)
      .reply(200, [member(1)]);
    const old = installation.read.teamMembers("acme/sre");
    installation.forgetTeams();
    scope
      .get(membersPath)
      .query(true)
      .reply(200, [member(2)]);
    await old;
    expect(await installation.read.teamMembers("acme/sre")).toMatchObject([{ id: 2 }]);
  });

  test("of a team that is not there are none, for half a minute", async () => {
    const { installation, scope, time } = fixture();
    scope.get(membersPath).query(true).reply(404, { message: "Not Found" });
    expect(await installation.read.teamMembers("acme/sre")).toBeNull();
    time.advance(29_000);
    expect(await installation.read.teamMembers("acme/sre")).toBeNull();
    time.advance(1_000);
    scope
      .get(membersPath)
      .query(true)
      .reply(200, [member(1)]);
    expect(await installation.read.teamMembers("acme/sre")).toHaveLength(1);
  });

  test("that cannot be read now are an error, which is not kept", async () => {
    const { installation, scope } = fixture();
    scope.get(membersPath).query(true).reply(403, { message: "no" });
    await expect(installation.read.teamMembers("acme/sre")).rejects.toMatchObject({ code: "forbidden" });
    scope.get(membersPath).query(true).reply(200, []);
    expect(await installation.read.teamMembers("acme/sre")).toEqual([]);
  });

  test.each(["sre", "acme/", "/sre", "acme/sre/more", ""])(
    "of %j, which is no team, are none",
    async (name) => {
      expect(await fixture().installation.read.teamMembers(name)).toBeNull();
    },
  );

  test("of a team beyond all measure are an error that says so", async () => {
    const { installation, scope } = fixture();
    const many = Array.from({ length: 5_001 }, (_, index) => member(index + 1));
    scope.get(membersPath).query(true).reply(200, many);
    await expect(installation.read.teamMembers("acme/sre")).rejects.toMatchObject({
      code: "invalid",
      message: "The team acme/sre has more than 5000 members. Name a smaller team as reviewers.",
    });
  });
});

describe("the teams of a person", () => {
  /** The id of each is its place. */
  const ids = ["acme/all", "acme/dba", "acme/sre", "acme/sre-oncall"];
  const team = (name: string) => ({ name, id: ids.indexOf(name) });
  const page = (slugs: readonly (readonly string[])[], endCursor: string | null = null) => ({
    data: {
      organization: {
        teams: {
          pageInfo: { hasNextPage: endCursor !== null, endCursor },
          nodes: slugs.map(([combinedSlug = "", ...above]) => ({
            combinedSlug,
            databaseId: ids.indexOf(combinedSlug),
            ancestors: {
              nodes: above.map((slug) => ({ combinedSlug: slug, databaseId: ids.indexOf(slug) })),
            },
          })),
        },
      },
    },
  });

  test("are told with the teams above them, each once and sorted, from every page", async () => {
    const { installation, scope } = fixture();
    const asked: unknown[] = [];
    const keep = (body: { variables: unknown }) => asked.push(body.variables) > 0;
    scope.post("/graphql", keep).reply(200, page([["acme/sre-oncall", "acme/sre", "acme/all"]], "x"));
    scope.post("/graphql", keep).reply(200, page([["acme/dba", "acme/all"]]));
    const teams = await installation.read.teamsOf("acme", "octocat");
    expect(teams).toEqual(["acme/all", "acme/dba", "acme/sre", "acme/sre-oncall"].map(team));
    expect(asked).toEqual([
      { organisation: "acme", login: "octocat", cursor: null },
      { organisation: "acme", login: "octocat", cursor: "x" },
    ]);
  });

  test("are kept until teams change", async () => {
    const { installation, scope } = fixture();
    scope.post("/graphql").reply(200, page([["acme/sre"]]));
    await installation.read.teamsOf("acme", "octocat");
    expect(await installation.read.teamsOf("Acme", "OctoCat")).toEqual([team("acme/sre")]);
    installation.forgetTeams();
    scope.post("/graphql").reply(200, page([]));
    expect(await installation.read.teamsOf("acme", "octocat")).toEqual([]);
  });

  test("are none where the owner is a person, and for bots, which nobody is asked about", async () => {
    const { installation, scope } = fixture();
    const errors = [{ type: "NOT_FOUND", path: ["organization"], message: "x" }];
    scope.post("/graphql").reply(200, { data: { organization: null }, errors });
    expect(await installation.read.teamsOf("octocat", "octocat")).toEqual([]);
    expect(await installation.read.teamsOf("acme", "renovate[bot]")).toEqual([]);
    expect(installation.calls.graphql).toBe(1);
  });

  test("that may not be seen are an error", async () => {
    const { installation, scope } = fixture();
    const errors = [{ type: "FORBIDDEN", path: ["organization", "teams"], message: "x" }];
    scope.post("/graphql").reply(200, { data: { organization: null }, errors });
    await expect(installation.read.teamsOf("acme", "octocat")).rejects.toMatchObject({ code: "forbidden" });
  });
});
