import { describe, expect, it } from "vitest";
import type { FirstParentHistory } from "../../git/index.ts";
import type { BranchRules, MergedPull } from "../../github/sweep-ports.ts";
import type { PullRecord, RepositoryRecord } from "../../model/record.ts";
import { type MemoryStore, memoryStore } from "../testing/memory-store.ts";
import { decisionOf, gateOf, mergedAs } from "../testing/pull-records.ts";
import type { BranchesPorts } from "./branch-ports.ts";
import { sweepBranches } from "./branches.ts";

const repository = { id: 1, owner: "acme", name: "eks", defaultBranch: "main" };
const required: BranchRules = {
  requiredChecks: [{ name: "sekisho", appId: 42 }],
  upToDate: true,
  mergeQueue: false,
  head: null,
  approvals: 0,
  pullRequired: false,
  bypass: null,
};

interface Scene extends MemoryStore {
  /** Oldest first. */
  branch: readonly string[];
  merged: Readonly<Record<string, readonly MergedPull[]>>;
  demands: BranchRules;
  readonly lookups: string[];
  readonly ports: BranchesPorts;
}

function scene(enforces = false): Scene {
  const memory = memoryStore();
  const history = async (want: { after: string | null; commitsMax: number }): Promise<FirstParentHistory> => {
    const newestFirst = own.branch.toReversed();
    const at = want.after === null ? -1 : newestFirst.indexOf(want.after);
    const listed = at === -1 ? newestFirst : newestFirst.slice(0, at);
    const commits = listed
      .slice(0, want.commitsMax)
      .map((sha) => ({ sha, parents: parentsOf(sha), committedAtSeconds: 0 }));
    const end = at !== -1 ? "after" : want.after !== null ? "rewritten" : "commits-max";
    return { tip: newestFirst[0] ?? "", commits, end };
  };
  const parentsOf = (sha: string) => own.branch.slice(0, own.branch.indexOf(sha)).slice(-1);
  const survey = {
    repositories: async () => [repository],
    protectedBranches: async () => ["main"],
    openPulls: async () => new Map(),
    branchRules: async () => own.demands,
    bypasses: async () => null,
    mergedPullsOf: async (_: unknown, commit: string) => {
      own.lookups.push(commit);
      return own.merged[commit] ?? [];
    },
  };
  const own: Scene = Object.assign(memory, {
    branch: ["c1"],
    merged: {},
    demands: required,
    lookups: [],
    ports: {
      ...memory.store,
      app: { installations: async () => [{ id: 5, account: "acme" }], installation: () => ({ survey }) },
      history: (_: unknown, __: unknown, want: { after: string | null; commitsMax: number }) => history(want),
      enforces: async () => enforces,
      byAutomation: async (_: unknown, { by }: { readonly by: { readonly bot: boolean } }) => by.bot,
      judgeStep: async () => null,
      timezone: async () => "UTC",
      foundMerge: async () => [],
      appId: 42,
      now: () => new Date("2026-11-21T12:00:00.000Z"),
    },
  });
  return own;
}

/** A sweep, with what it and its alerts are kept as, as `runSweep` does. */
async function sweep(own: Scene) {
  const result = await sweepBranches(own.ports);
  await own.store.records.append(result.records);
  return result;
}

async function pull(own: Scene, number: number, bodies: readonly PullRecord[]): Promise<void> {
  await own.store.records.append(
    bodies.map((body, index) => ({ scope: "pull", repositoryId: 1, number, key: `${index}`, body })),
  );
}

async function happened(own: Scene, body: RepositoryRecord): Promise<void> {
  await own.store.records.append([{ scope: "repository", repositoryId: 1, key: "x", body }]);
}

function explained(own: Scene): Readonly<Record<string, string>> {
  return Object.fromEntries(
    own.records.flatMap(({ body }) =>
      body.kind === "branch-commit"
        ? [[body.commit, body.number === null ? body.explained : `${body.explained} #${body.number}`]]
        : [],
    ),
  );
}

function alerts(own: Scene): readonly unknown[] {
  return own.records.flatMap(({ body }) => (body.kind === "alert" ? [body.alert] : []));
}

function pushed(
  before: string,
  after: string,
  over: { route?: "pass"; bot?: boolean } = {},
): RepositoryRecord {
  const by = { id: 9, login: "someone", bot: over.bot ?? false };
  return { kind: "direct-push", branch: "main", before, after, by, route: over.route ?? null, report: null };
}

describe("the commits of a protected branch", () => {
  it("begin with the tip that is found at first, which stands for all before it", async () => {
    const own = scene();
    own.branch = ["old", "older", "c1"];
    expect(await sweep(own)).toMatchObject({ looked: 1, unfinished: false });
    expect(explained(own)).toEqual({ c1: "before-installation" });
  });

  it("are matched with the decision that each was merged under", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "m7", "m8"];
    await pull(own, 7, [decisionOf("h7"), gateOf("h7", "success"), mergedAs("m7", "h7")]);
    await pull(own, 8, [decisionOf("h8"), gateOf("h8", "action_required"), mergedAs("m8", "h8")]);
    expect(await sweep(own)).toMatchObject({ looked: 2, unfinished: false });
    expect(explained(own)).toMatchObject({ m7: "decision #7", m8: "decision #8" });
    expect(alerts(own)).toEqual([{ kind: "merged-against-gate", commit: "m8", number: 8 }]);
    expect(own.lookups).toEqual([]);
  });

  it("that came in with a pull request which nobody decided are unexplained", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "m7"];
    await pull(own, 7, [decisionOf("earlier"), gateOf("earlier", "success"), mergedAs("m7", "h7")]);
    await sweep(own);
    expect(explained(own)).toMatchObject({ m7: "unexplained #7" });
    expect(alerts(own)).toEqual([{ kind: "merged-without-decision", commit: "m7", number: 7 }]);
  });

  it("of one push are told apart by who pushed: a listed automation, or anybody else", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "p1", "p2", "b1"];
    await happened(own, pushed("c1", "p2"));
    await own.store.records.append([
      {
        scope: "repository",
        repositoryId: 1,
        key: "y",
        body: pushed("p2", "b1", { route: "pass", bot: true }),
      },
    ]);
    await sweep(own);
    expect(explained(own)).toMatchObject({ p1: "direct-push", p2: "direct-push", b1: "automation" });
    expect(alerts(own)).toEqual([]);
  });

  it("that GitHub names a pull request for are that one's: all commits of a rebase", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "r1", "r2"];
    own.merged = { r1: [{ number: 7, baseRef: "main", head: "h7", mergeCommit: "r2" }] };
    await pull(own, 7, [decisionOf("h7"), gateOf("h7", "success"), mergedAs("r2", "h7")]);
    expect(await sweep(own)).toMatchObject({ unfinished: false });
    expect(explained(own)).toMatchObject({ r1: "decision #7", r2: "decision #7" });
  });

  it("are looked at once more before they are called unexplained", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "x1"];
    expect(await sweep(own)).toMatchObject({ unfinished: true });
    expect(explained(own)).toEqual({ c1: "before-installation" });
    own.branch = ["c1", "x1", "x2"];
    await sweep(own);
    expect(explained(own)).toMatchObject({ x1: "unexplained" });
    expect(explained(own)).not.toHaveProperty("x2");
    await pull(own, 8, [decisionOf("h8"), gateOf("h8", "success"), mergedAs("x2", "h8")]);
    expect(await sweep(own)).toMatchObject({ unfinished: false });
    expect(explained(own)).toMatchObject({ x1: "unexplained", x2: "decision #8" });
    expect(alerts(own)).toEqual([{ kind: "merged-without-decision", commit: "x1", number: null }]);
  });

  it("whose merge nobody told of get it from GitHub in the end", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "m7"];
    own.merged = { m7: [{ number: 7, baseRef: "main", head: "h7", mergeCommit: "m7" }] };
    await pull(own, 7, [decisionOf("h7"), gateOf("h7", "success")]);
    expect(await sweep(own)).toMatchObject({ unfinished: true, recovered: [] });
    expect(await sweep(own)).toMatchObject({ unfinished: false, recovered: ["acme/eks#7"] });
    expect(explained(own)).toMatchObject({ m7: "decision #7" });
    expect(own.records.find(({ body }) => body.kind === "merged")).toMatchObject({
      key: "m7",
      number: 7,
      body: { commit: "m7", head: "h7", by: null },
    });
  });

  it("are not explained by a merge into another branch", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "m7"];
    own.merged = { m7: [{ number: 7, baseRef: "dev", head: "h7", mergeCommit: "m7" }] };
    const inDev = [decisionOf("h7", { baseRef: "dev" }), gateOf("h7", "success"), mergedAs("m7", "h7")];
    await pull(own, 7, inDev);
    await sweep(own);
    await sweep(own);
    expect(explained(own)).toMatchObject({ m7: "unexplained" });
  });

  it("that were rewritten raise an alert, and what is new is explained all the same", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "p1", "p2"];
    await happened(own, pushed("c1", "p2"));
    await sweep(own);
    own.branch = ["c1", "p1", "q1"];
    await sweep(own);
    await sweep(own);
    expect(alerts(own)).toEqual([
      { kind: "branch-not-followed", branch: "main", from: "p2", to: "q1", why: "rewritten" },
      { kind: "merged-without-decision", commit: "q1", number: null },
    ]);
    expect(explained(own)).toMatchObject({ p1: "direct-push", q1: "unexplained" });
  });

  it("of which nothing is left begin anew, and the new tip is unexplained", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["z1", "z2"];
    expect(await sweep(own)).toMatchObject({ unfinished: false });
    expect(alerts(own)).toEqual([
      { kind: "branch-not-followed", branch: "main", from: "c1", to: "z2", why: "rewritten" },
      { kind: "merged-without-decision", commit: "z2", number: null },
    ]);
    own.branch = ["z1", "z2", "z3"];
    await happened(own, pushed("z2", "z3"));
    await sweep(own);
    expect(explained(own)).toMatchObject({ z2: "unexplained", z3: "direct-push" });
  });

  it("are kept before the place is moved on: what is lost in between is found again", async () => {
    const own = scene();
    await sweep(own);
    own.branch = ["c1", "p1"];
    await happened(own, pushed("c1", "p1"));
    const broken = {
      ...own.ports,
      notes: { ...own.store.notes, set: () => Promise.reject(new Error("down")) },
    };
    await expect(sweepBranches(broken)).rejects.toThrow("down");
    expect(explained(own)).toMatchObject({ p1: "direct-push" });
    const before = own.records.length;
    await sweep(own);
    expect(own.records.length).toBe(before);
  });
});

describe("the rules of a protected branch", () => {
  it.each<[string, Partial<BranchRules>, readonly string[]]>([
    ["that name our App are right", {}, []],
    ["that require nothing", { requiredChecks: [] }, ["not-required"]],
    ["that require another check", { requiredChecks: [{ name: "ci", appId: 42 }] }, ["not-required"]],
    ["that take it from anybody", { requiredChecks: [{ name: "sekisho", appId: null }] }, ["any-source"]],
    ["that take it from another App", { requiredChecks: [{ name: "sekisho", appId: 7 }] }, ["other-source"]],
    [
      "that have two demands, of which one names our App, are right",
      {
        requiredChecks: [
          { name: "sekisho", appId: null },
          { name: "sekisho", appId: 42 },
        ],
      },
      [],
    ],
    ["that let an old base be merged", { upToDate: false }, ["not-up-to-date"]],
    ["that have a merge queue need nothing up to date", { upToDate: false, mergeQueue: true }, []],
  ])("%s", async (_, demands, problems) => {
    const own = scene(true);
    own.demands = { ...required, ...demands };
    await sweep(own);
    await sweep(own);
    expect(alerts(own)).toEqual(problems.map((problem) => ({ kind: "ruleset", branch: "main", problem })));
  });

  it("do not matter where nothing is enforced", async () => {
    const own = scene(false);
    own.demands = { ...required, requiredChecks: [] };
    await sweep(own);
    expect(alerts(own)).toEqual([]);
  });
});
