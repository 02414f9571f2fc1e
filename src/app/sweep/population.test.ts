import { describe, expect, it } from "vitest";
import type { HistoryWant } from "../../git/index.ts";
import type { AuditRecord } from "../../model/audit-record.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { PullRecord, RepositoryRecord } from "../../model/record.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { decisionOf, gateOf, mergedAs } from "../testing/pull-records.ts";
import type { BranchesPorts } from "./branch-ports.ts";
import { sweepBranches } from "./branches.ts";
import { judgement, unprotected } from "./testing/steps.ts";

const repository = { id: 1, owner: "acme", name: "eks", defaultBranch: "main" };
const by = { id: 9, login: "dev", bot: false };

function scene() {
  const memory = memoryStore("2026-11-01T12:00:00.000Z");
  const stage = {
    branch: "main",
    /** Oldest first. */
    line: ["c1"] as readonly string[],
    now: "2026-11-01T12:00:00.000Z",
    timezone: "UTC",
    judged: [] as string[],
    inScope: new Set<string>(),
  };
  const survey = {
    repositories: async () => [repository],
    protectedBranches: async () => [stage.branch],
    openPulls: async () => new Map(),
    branchRules: async () => unprotected,
    bypasses: async () => null,
    mergedPullsOf: async () => [],
  };
  const ports: BranchesPorts = {
    ...memory.store,
    app: { installations: async () => [{ id: 5, account: "acme" }], installation: () => ({ survey }) },
    history: async (_, __, { after, commitsMax }: HistoryWant) => {
      const newestFirst = stage.line.toReversed();
      const at = after === null ? -1 : newestFirst.indexOf(after);
      const commits = (at === -1 ? newestFirst : newestFirst.slice(0, at)).slice(0, commitsMax);
      const parents = (sha: string) => stage.line.slice(0, stage.line.indexOf(sha)).slice(-1);
      const end = at === -1 ? (after === null ? "root" : "rewritten") : "after";
      const listed = commits.map((sha) => ({ sha, parents: parents(sha), committedAtSeconds: 0 }));
      return { tip: newestFirst[0] ?? "", commits: listed, end };
    },
    enforces: async () => false,
    foundMerge: async () => [],
    byAutomation: async () => false,
    judgeStep: async (_, __, { commit, parent }) => {
      stage.judged.push(`${parent}..${commit}`);
      return judgement(stage.inScope.has(commit) ? 1 : 0);
    },
    timezone: async () => stage.timezone,
    appId: 42,
    now: () => new Date(stage.now),
  };
  const sweep = async () => {
    memory.setTime(stage.now);
    await memory.store.records.append((await sweepBranches(ports)).records);
  };
  const pull = (number: number, ...bodies: readonly PullRecord[]) =>
    memory.store.records.append(
      bodies.map((body, index) => ({ scope: "pull", repositoryId: 1, number, key: `${index}`, body })),
    );
  const happened = (key: string, body: RepositoryRecord) =>
    memory.store.records.append([{ scope: "repository", repositoryId: 1, key, body }]);
  const bodies = () => memory.records.map(({ body }) => body);
  return { memory, stage, sweep, pull, happened, bodies };
}

type Scene = ReturnType<typeof scene>;

function explained({ bodies }: Scene) {
  return bodies().flatMap((body) =>
    body.kind === "branch-commit" ? [[body.branch, body.commit, body.explained, body.parents?.[0]]] : [],
  );
}

function accounts({ bodies }: Scene) {
  return bodies().filter(
    (body): body is Extract<AuditRecord, { kind: "population" }> => body.kind === "population",
  );
}

function pushed(before: string, after: string, report: string | null = null): RepositoryRecord {
  return { kind: "direct-push", branch: "main", before, after, by, route: "pass", report };
}

describe("a commit that no decision stands for", () => {
  it("is out of scope where its own step was judged and held nothing, with the report as the proof", async () => {
    const own = scene();
    await own.sweep();
    own.stage.line = ["c1", "docs", "pods"];
    own.stage.inScope.add("pods");
    await own.sweep();
    await own.sweep();
    expect(own.stage.judged).toEqual(["c1..docs", "docs..pods"]);
    expect(explained(own)).toEqual([
      ["main", "c1", "before-installation", undefined],
      ["main", "docs", "out-of-scope", "c1"],
      ["main", "pods", "unexplained", "docs"],
    ]);
    const report = sha256Hex(judgement(0));
    expect(own.bodies()).toContainEqual(expect.objectContaining({ commit: "docs", report }));
    expect(await own.memory.store.blobs.get(report)).not.toBeNull();
    expect(own.bodies().filter(({ kind }) => kind === "alert")).toHaveLength(1);
  });

  it("is judged anew for a push of several, and not for one that was judged as it was pushed", async () => {
    const own = scene();
    await own.sweep();
    own.stage.line = ["c1", "p1", "p2", "p3"];
    const known = await own.memory.store.blobs.put(judgement(0));
    await own.happened("one", pushed("c1", "p1", known));
    await own.happened("two", pushed("p1", "p3", known));
    own.stage.inScope.add("p2");
    await own.sweep();
    expect(own.stage.judged).toEqual(["p1..p2", "p2..p3"]);
    expect(explained(own).map(([, commit, how]) => [commit, how])).toEqual([
      ["c1", "before-installation"],
      ["p1", "out-of-scope"],
      ["p2", "direct-push"],
      ["p3", "out-of-scope"],
    ]);
  });

  it("of an emergency is not told as a plain decision", async () => {
    const own = scene();
    await own.sweep();
    own.stage.line = ["c1", "m7"];
    await own.pull(7, decisionOf("h"), gateOf("h", "success", { state: "break-glass" }), mergedAs("m7", "h"));
    await own.sweep();
    expect(explained(own).at(-1)).toEqual(["main", "m7", "break-glass", "c1"]);
  });
});

describe("a branch with another name", () => {
  it("goes on where it was followed, so that nothing slips in with the renaming", async () => {
    const own = scene();
    await own.sweep();
    own.stage.branch = "trunk";
    own.stage.line = ["c1", "x"];
    own.stage.inScope.add("x");
    await own.sweep();
    await own.sweep();
    expect(explained(own)).toEqual([
      ["main", "c1", "before-installation", undefined],
      ["trunk", "x", "unexplained", "c1"],
    ]);
  });

  it("begins where it is found, where the other still stands", async () => {
    const own = scene();
    await own.sweep();
    own.stage.branch = "release";
    own.stage.line = ["other", "r1"];
    await own.sweep();
    expect(explained(own).at(-1)).toEqual(["release", "r1", "before-installation", "other"]);
  });
});

describe("the daily account", () => {
  it("is of days that have ended, each beginning after the one before, and quiet days write nothing", async () => {
    const own = scene();
    await own.sweep();
    expect(accounts(own)).toEqual([]);
    own.stage.now = "2026-11-02T01:00:00.000Z";
    await own.sweep();
    own.memory.setTime("2026-11-04T10:00:00.000Z");
    await own.happened("one", pushed("c1", "p1"));
    own.stage.line = ["c1", "p1"];
    own.stage.inScope.add("p1");
    for (const now of ["2026-11-04T11:00:00.000Z", "2026-11-05T01:00:00.000Z", "2026-11-06T01:00:00.000Z"]) {
      own.stage.now = now;
      await own.sweep();
    }
    expect(accounts(own)).toMatchObject([
      {
        from: "2026-11-01",
        to: "2026-11-01",
        timezone: "UTC",
        counts: { commits: 1, beforeInstallation: 1 },
        closing: { ordinal: 1, commit: "c1" },
      },
      {
        from: "2026-11-02",
        to: "2026-11-04",
        counts: { commits: 1, directPush: 1, unexplained: 0 },
        closing: { ordinal: 2, commit: "p1" },
        unbroken: true,
      },
    ]);
  });

  it("is of the days of the configured zone", async () => {
    const own = scene();
    own.stage.timezone = "Asia/Tokyo";
    await own.sweep();
    own.stage.now = "2026-11-01T16:00:00.000Z";
    await own.sweep();
    expect(accounts(own)).toMatchObject([{ from: "2026-11-01", to: "2026-11-01", timezone: "Asia/Tokyo" }]);
  });

  it("waits until every commit of its days is explained", async () => {
    const own = scene();
    await own.sweep();
    own.stage.line = ["c1", "x"];
    own.stage.inScope.add("x");
    own.stage.now = "2026-11-02T01:00:00.000Z";
    await own.sweep();
    expect(accounts(own)).toEqual([]);
    await own.sweep();
    expect(accounts(own)).toMatchObject([{ to: "2026-11-01", counts: { commits: 1 } }]);
  });
});
