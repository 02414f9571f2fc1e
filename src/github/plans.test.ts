import nock from "nock";
import { describe, expect, test } from "vitest";
import { fixture, installationToken, repository } from "./testing/fixture-app.ts";
import { useNock } from "./testing/no-network.ts";

useNock();

const store = "https://results-receiver.actions.example.com";
const archive = "/repos/acme/shop/actions/artifacts/5/zip";

function run(over: object = {}): object {
  return {
    id: 9,
    run_attempt: 2,
    path: ".github/workflows/plan.yml@refs/heads/main",
    event: "pull_request",
    head_sha: "a".repeat(40),
    status: "completed",
    created_at: "2026-05-01T09:00:00Z",
    run_started_at: "2026-05-01T10:00:00Z",
    repository: { id: repository.id },
    head_repository: { id: repository.id },
    ...over,
  };
}

describe("runs", () => {
  test("tell what GitHub says of them", async () => {
    const { installation, scope } = fixture();
    scope
      .get("/repos/acme/shop/actions/runs")
      .query({ head_sha: "a".repeat(40), per_page: 100 })
      .reply(200, { workflow_runs: [run(), run({ id: 8, head_repository: null, status: "in_progress" })] });
    const startedAt = "2026-05-01T10:00:00Z";
    const common = { attempt: 2, workflow: ".github/workflows/plan.yml", event: "pull_request", startedAt };
    expect(await installation.plans.runsOf(repository, "a".repeat(40))).toEqual([
      { ...common, id: 9, head: "a".repeat(40), ended: true, fork: false },
      { ...common, id: 8, head: "a".repeat(40), ended: false, fork: true },
    ]);
  });

  test("of another commit than was asked for are none of it", async () => {
    const { installation, scope } = fixture();
    scope
      .get("/repos/acme/shop/actions/runs")
      .query(true)
      .reply(200, { workflow_runs: [run()] });
    expect(await installation.plans.runsOf(repository, "b".repeat(40))).toEqual([]);
  });

  test("of another repository under the same name are none of this", async () => {
    const { installation, scope } = fixture();
    scope.get("/repos/acme/shop/actions/runs/9").reply(200, run({ repository: { id: 8 } }));
    expect(await installation.plans.run(repository, 9)).toBeNull();
  });

  test("that may not be read are forbidden, and the error says what is missing", async () => {
    const { installation, scope } = fixture();
    const headers = { "x-accepted-github-permissions": "actions=read" };
    scope
      .get("/repos/acme/shop/actions/runs")
      .query(true)
      .reply(403, { message: "Resource not accessible by integration" }, headers);
    await expect(installation.plans.runsOf(repository, "a".repeat(40))).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("actions=read"),
    });
  });
});

test("artifacts that have expired are not there", async () => {
  const { installation, scope } = fixture();
  const artifacts = [
    { id: 5, name: "plan", size_in_bytes: 10, expired: false },
    { id: 4, name: "plan", size_in_bytes: 10, expired: true },
  ];
  scope.get("/repos/acme/shop/actions/runs/9/artifacts").query(true).reply(200, { artifacts });
  expect(await installation.plans.artifactsOf(repository, 9)).toEqual([{ id: 5, name: "plan", bytes: 10 }]);
});

describe("a download", () => {
  const redirected = (location: string) =>
    fixture().scope.get(archive).reply(302, "", { location, "content-type": "text/html" });
  const download = (bytesMax = 100) => fixture().installation.plans.download(repository, 5, bytesMax);

  test("goes to GitHub with our token, and to the store without", async () => {
    const { installation, scope } = fixture();
    scope
      .get(archive)
      .matchHeader("authorization", `token ${installationToken}`)
      .reply(302, "", { location: `${store}/5?sig=permission`, "content-type": "text/html" });
    nock(store, { badheaders: ["authorization"] })
      .get("/5?sig=permission")
      .reply(200, "PK");
    const download = await installation.plans.download(repository, 5, 100);
    expect(download).toEqual({ kind: "archive", bytes: Buffer.from("PK") });
  });

  test("ends at the first byte too many", async () => {
    redirected(`${store}/5`);
    nock(store).get("/5").reply(200, "x".repeat(101));
    expect(await download()).toEqual({ kind: "too-large" });
  });

  test.each([404, 410])("that is answered with %i is gone", async (status) => {
    redirected(`${store}/5`);
    nock(store).get("/5").reply(status, "");
    expect(await download()).toEqual({ kind: "gone" });
  });

  test("is gone where GitHub says so", async () => {
    fixture().scope.get(archive).reply(410, { message: "Artifact has expired" });
    expect(await download()).toEqual({ kind: "gone" });
  });

  test("that fails, or is sent on once more, may be tried again, and tells nobody the address", async () => {
    for (const status of [500, 302]) {
      redirected(`${store}/5?sig=permission`);
      nock(store).get("/5?sig=permission").reply(status, "", { location: "http://169.254.169.254/" });
      const error: unknown = await download().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "unavailable", retryAfterMs: 10_000 });
      expect(String(error)).not.toContain("permission");
    }
  });

  test.each(["http://169.254.169.254/latest", "file:///etc/passwd", "nowhere"])(
    "from %s is not tried",
    async (location) => {
      redirected(location);
      await expect(download()).rejects.toThrow("no address from which an artifact can be had safely");
    },
  );
});
