import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGitHubApp, type InstallationGitHub, type RepositoryRef } from "../../src/github/index.ts";
import type { CheckRunContent } from "../../src/model/publication.ts";
import { type StandIn, startStandIn } from "../github/stand-in.ts";
import { smallWorld } from "../github/testing-client.ts";

let standIn: StandIn;
let gitHub: InstallationGitHub;
let repository: RepositoryRef;
let installationId: number;

const name = "acme/infra";

beforeEach(async () => {
  standIn = await startStandIn();
  installationId = (await smallWorld(standIn)).installation;
  gitHub = app().installation(installationId);
  const found = (await gitHub.survey.repositories())[0];
  if (found === undefined) throw new Error("the installation sees no repository");
  repository = found;
});

afterEach(async () => {
  const violations = await standIn.look.violations();
  await standIn.close();
  expect(violations).toEqual([]);
});

/** Nobody has to wait before asking again. */
const time = { now: () => Date.now(), random: () => 0, sleep: async () => {} };

function app(timeoutMs = 10_000) {
  const { app: registration, url } = standIn;
  return createGitHubApp({
    appId: registration.id,
    privateKey: registration.privateKey,
    baseUrl: url,
    timeoutMs,
    time,
  });
}

function check(more: Partial<CheckRunContent> = {}): CheckRunContent {
  return {
    title: "1 finding",
    summary: "What is wrong",
    text: null,
    conclusion: "failure",
    annotations: [],
    actions: [{ identifier: "recheck", label: "Check again", description: "Evaluate it once more" }],
    externalId: "1:d:g",
    detailsUrl: null,
    ...more,
  };
}

async function opened(files: Readonly<Record<string, string>> = { "k8s/api.yaml": "replicas: 9\n" }) {
  return standIn.acts.openPull({ repository: name, by: "dev", title: "More", files });
}

describe("reading", () => {
  test("a pull request, its reviews and what the organisation says, with one call", async () => {
    const { number, head } = await opened();
    await standIn.acts.approve({ repository: name, number, by: "sam" });
    const reading = await gitHub.read.pull(repository, number);
    expect(reading).toMatchObject({
      pull: {
        number,
        state: "open",
        draft: false,
        author: { login: "dev", bot: false },
        head: { sha: head, fork: false },
        base: { ref: "main" },
        commitsOmitted: 0,
        requestedTeams: [],
        reviews: [{ state: "approved", by: { login: "sam" }, commit: head, canPush: true }],
      },
      organisationFile: null,
    });
    expect(reading?.pull.commits).toHaveLength(1);
    expect(await gitHub.read.pull(repository, 99)).toBeNull();
    expect(gitHub.calls.graphql).toBe(2);
  });

  test("the cheap look at the head, and the merge base", async () => {
    const { number, head } = await opened();
    const tip = await standIn.look.tip({ repository: name, branch: "main" });
    expect(await gitHub.read.head(repository, number)).toEqual({ sha: head, baseRef: "main", state: "open" });
    expect(await gitHub.read.mergeBase(repository, tip ?? "", head)).toBe(tip);
    expect(await gitHub.read.head(repository, 99)).toBeNull();
  });

  test("repositories by number, teams and their members", async () => {
    expect(await gitHub.read.repository(repository.id)).toMatchObject({ owner: "acme", name: "infra" });
    expect(await gitHub.read.repository(999_999_999)).toBeNull();
    expect(await gitHub.read.teamMembers("acme/payments")).toMatchObject([
      { login: "pat" },
      { login: "dev" },
    ]);
    expect(await gitHub.read.teamMembers("acme/none")).toBeNull();
    const [payments, ...more] = await gitHub.read.teamsOf("acme", "pat");
    expect([payments?.name, more]).toEqual(["acme/payments", []]);
    const all = await gitHub.read.teams("acme");
    expect(all?.map(({ name }) => name)).toEqual(["acme/payments", "acme/sre"]);
    expect(all?.[0]).toEqual(payments);
    expect(await gitHub.read.teamsOf("acme", "nobody")).toEqual([]);
  });

  test("the pull requests of a merge group, also of one that stands on another", async () => {
    const first = await opened();
    const second = await opened({ "k8s/web.yaml": "replicas: 2\n" });
    const enqueue = (number: number) => standIn.acts.enqueue({ repository: name, number, by: "dev" });
    const below = await enqueue(first.number);
    const above = await enqueue(second.number);
    const { headRef, head, base } = above;
    const group = { baseRef: "main", headRef: headRef.slice("refs/heads/".length), head, base };
    expect(await gitHub.read.mergeGroupPulls(repository, group)).toEqual([second.number]);
    const both = await gitHub.read.mergeGroupPulls(repository, { ...group, base: below.base });
    expect(both).toEqual([first.number, second.number]);
  });

  test("what sweeps and the doctor ask for", async () => {
    const { number, head } = await opened();
    const { survey } = gitHub;
    expect(await survey.openPulls([repository])).toEqual(
      new Map([[repository.id, [{ number, head, baseRef: "main" }]]]),
    );
    expect(await survey.branchHead(repository, "main")).toMatch(/^[0-9a-f]{40}$/);
    expect(await survey.branchHead(repository, "none")).toBeNull();
    expect(await survey.foreignChecks(repository, head)).toEqual([]);
    await standIn.acts.createForeignCheck({
      repository: name,
      commit: head,
      app: "evil",
      name: "sekisho",
      conclusion: "success",
    });
    expect(await survey.foreignChecks(repository, head)).toMatchObject([
      { kind: "check-run", appSlug: "evil" },
    ]);
    const facts = await app().app();
    expect(facts).toMatchObject({ id: standIn.app.id, slug: standIn.app.slug });
    expect(await app().installations()).toMatchObject([{ account: "acme" }]);
  });
});

describe("writing, and finding what was written", () => {
  test("a check run with its annotations", async () => {
    const { head } = await opened();
    const annotations = Array.from({ length: 60 }, (_, index) => ({
      path: "k8s/api.yaml",
      startLine: index + 1,
      endLine: index + 1,
      level: "warning" as const,
      title: "RES-004",
      message: `finding ${index}`,
    }));
    expect(await gitHub.traces.checkOf(repository, head)).toBeNull();
    const begun = await gitHub.write.check(repository, head, check({ conclusion: null }), null);
    const id = await gitHub.write.check(repository, head, check({ annotations }), begun);
    expect(id).toBe(begun);
    expect(await gitHub.traces.checkOf(repository, head)).toEqual({ id, externalId: "1:d:g" });
    const another = app().installation(installationId);
    await another.write.check(repository, head, check({ annotations, conclusion: "success" }), id);
    const [run, ...others] = await standIn.look.checksOn({ repository: name, commit: head });
    expect(run).toMatchObject({ conclusion: "success", annotations: { length: 60 } });
    expect(others).toEqual([]);
  });

  test("a comment, a reaction, suggestions and a request for review", async () => {
    const { number, head } = await opened();
    const { write, traces } = gitHub;
    expect(await traces.commentOf(repository, number)).toBeNull();
    const id = await write.comment(repository, number, { body: "One", digest: "d1" }, null);
    expect(await write.comment(repository, number, { body: "Two", digest: "d2" }, id)).toBe(id);
    expect(await traces.commentOf(repository, number)).toEqual({ id, digest: "d2" });
    await write.react(repository, id, "eyes");
    const suggestion = {
      path: "k8s/api.yaml",
      startLine: 1,
      endLine: 1,
      lines: ["replicas: 3"],
      body: "Fewer",
    };
    const review = await write.suggest(repository, number, head, [suggestion]);
    expect(await traces.suggestionsOf(repository, number, head)).toBe(review);
    expect(await write.requestReview(repository, number, ["acme/sre", "acme/none"])).toEqual({
      refused: ["acme/none"],
    });
    expect((await gitHub.read.pull(repository, number))?.pull.requestedTeams).toEqual(["acme/sre"]);
  });
});

describe("faults", () => {
  test("of reads are not noticed, as far as they end", async () => {
    const { number } = await opened();
    await standIn.control.setFaults({
      faults: { seed: 7, inARowMax: 2, calls: { errorBefore: 0.3, resetBefore: 0.3 } },
    });
    for (let round = 0; round < 10; round++)
      expect((await gitHub.read.pull(repository, number))?.pull.number).toBe(number);
  });

  test.each([
    ["an error", { errorAfter: 1 }, "unavailable", undefined],
    ["a broken connection", { resetAfter: 1 }, "unavailable", undefined],
    // Whatever is asked besides has that long, too.
    ["silence", { hangAfter: 1 }, "timeout", 4_000],
  ] as const)("of a write that took place, by %s, leave a trace", async (_, calls, code, timeoutMs) => {
    const { number, head } = await opened();
    const impatient = app(timeoutMs).installation(installationId);
    await impatient.read.pull(repository, number);
    await standIn.control.setFaults({ faults: { seed: 1, inARowMax: 1, hangMs: 60_000, calls } });
    await expect(impatient.write.check(repository, head, check(), null)).rejects.toMatchObject({ code });
    await standIn.control.setFaults({ faults: null });
    expect(await gitHub.traces.checkOf(repository, head)).toMatchObject({ externalId: "1:d:g" });
    expect(await standIn.look.checksOn({ repository: name, commit: head })).toHaveLength(1);
  });

  test("by limits are told to the job, and keep the installation quiet", async () => {
    const { number, head } = await opened();
    await standIn.control.setFaults({
      faults: { seed: 1, calls: { secondaryLimit: 1 }, retryAfterSeconds: 30 },
    });
    const refused = { code: "rate-limited", retryAfterMs: 30_000 };
    await expect(gitHub.write.check(repository, head, check(), null)).rejects.toMatchObject(refused);
    const before = (await standIn.look.requests()).length;
    await expect(gitHub.read.pull(repository, number)).rejects.toMatchObject({ code: "rate-limited" });
    expect(await standIn.look.requests()).toHaveLength(before);
  });
});
