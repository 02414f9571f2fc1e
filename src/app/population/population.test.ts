import { describe, expect, it } from "vitest";
import type { PullRecord, RepositoryRecord } from "../../model/record.ts";
import { guarded } from "../audit/testing/control.ts";
import { decisionOf, gateOf, mergedAs } from "../testing/pull-records.ts";
import { populationCsv } from "./csv.ts";
import {
  heldPulls,
  type LineCommit,
  type OutsideEntry,
  type PullEntry,
  type RepositoryEntries,
} from "./entries.ts";
import { populationOf, reconciliationOf } from "./reconcile.ts";

type BranchCommit = Extract<RepositoryRecord, { kind: "branch-commit" }>;
const dev = { id: 1, login: "dev", bot: false };
const sam = { id: 2, login: "sam", bot: false };

/** A repository whose entries are numbered as they are written down. */
class Scene {
  readonly outside: OutsideEntry[] = [];
  readonly pulls = new Map<number, PullEntry[]>();
  #index = 0;

  happened(at: string, body: RepositoryRecord): this {
    this.outside.push({ index: this.#index, kind: body.kind, at, body });
    this.#index += 1;
    return this;
  }

  commit(at: string, commit: string, parent: string, over: Partial<BranchCommit> = {}): this {
    const body: BranchCommit = {
      kind: "branch-commit",
      branch: "main",
      commit,
      parents: [parent],
      number: null,
      decisionId: null,
      explained: "unexplained",
      ...over,
    };
    return this.happened(at, body);
  }

  pull(number: number, at: string, ...bodies: readonly PullRecord[]): this {
    const own = this.pulls.get(number) ?? [];
    this.pulls.set(number, own);
    for (const body of bodies) {
      own.push({ index: this.#index, kind: body.kind, at, body });
      this.#index += 1;
    }
    return this;
  }

  of(from: string, to: string, history: readonly LineCommit[] | null = null, timezone = "UTC") {
    const entries: RepositoryEntries = {
      id: 1,
      name: "acme/eks",
      outside: this.outside,
      pulls: heldPulls(this.pulls),
    };
    const asOf = "2026-12-31T00:00:00.000Z";
    return populationOf(entries, { branch: "main", period: { from, to, timezone }, history, asOf });
  }
}

const day = (date: number, time = "12:00:00.000") => `2026-11-${String(date).padStart(2, "0")}T${time}Z`;

function began(): Scene {
  return new Scene().commit(day(1), "c0", "older", { explained: "before-installation" });
}

function decided(head: string, merge: string, state: Parameters<typeof gateOf>[2] = {}) {
  return [decisionOf(head), gateOf(head, "success", state), mergedAs(merge, head)] as const;
}

function pushed(before: string, after: string): RepositoryRecord {
  return { kind: "direct-push", branch: "main", before, after, by: dev, route: "pass", report: null };
}

describe("a row", () => {
  it("names what allowed a merge, who approved it, and when we heard of it", () => {
    const approvals = [
      { kind: "stands", reviewId: 1, by: { ...sam }, given: "for-this-head" },
      { kind: "dismissed", reviewId: 2, by: { ...dev } },
    ];
    const scene = began()
      .pull(7, day(3), ...decided("h7", "m7", { state: "approved", approvals, peerApproved: true }))
      .commit(day(4), "m7", "c0", { explained: "decision", number: 7, decisionId: "decision of h7" });
    const { rows } = scene.of("2026-11-02", "2026-11-30");
    expect(rows).toEqual([
      {
        repositoryId: 1,
        repository: "acme/eks",
        branch: "main",
        ordinal: 2,
        commit: "m7",
        parent: "c0",
        reachedAt: day(3),
        reachedAtLocal: "2026-11-03T12:00:00+00:00",
        reachedBy: "delivery",
        seenAt: day(3),
        way: "squash",
        explained: "decision",
        number: 7,
        decisionId: "decision of h7",
        index: 4,
        restsOn: 1,
        route: "review",
        gate: "success",
        approvers: ["sam"],
        approvedByOther: true,
        actor: null,
        because: null,
        reviewedBy: null,
        reviewedAt: null,
        exceptions: [],
      },
    ]);
  });

  it("takes GitHub's time of the merge, and what GitHub knows of approvals, where both were kept", () => {
    const scene = began()
      .pull(7, day(3, "00:00:30.000"), ...decided("h7", "m7", { peerApproved: false }))
      .happened(day(3), {
        kind: "merge-seen",
        number: 7,
        branch: "main",
        commit: "m7",
        head: "h7",
        mergedBy: dev,
        mergedAt: "2026-11-02T23:59:59Z",
        how: "told",
        control: guarded,
        contributors: [],
        unattributed: [],
        commitsOmitted: 0,
        approvals: [
          { reviewId: 1, by: sam, commit: "h7", submittedAt: null, canPush: true, contributed: false },
        ],
        approvedByOther: true,
      })
      .commit(day(4), "m7", "c0", { explained: "decision", number: 7 });
    const [row] = scene.of("2026-11-02", "2026-11-02").rows;
    expect(row).toMatchObject({
      reachedAt: "2026-11-02T23:59:59.000Z",
      reachedBy: "github",
      seenAt: day(3, "00:00:30.000"),
      approvers: ["sam"],
      approvedByOther: true,
      actor: "dev",
    });
  });

  it("of an emergency is of a class of its own, with reason, actor and review", () => {
    const because = "Everything is down.";
    const emergency: PullRecord = {
      kind: "break-glass",
      by: { account: dev, teams: [] },
      because,
      head: "h7",
      riskItems: [],
      blocked: [],
      expires: day(9),
      reviewBy: day(9),
    };
    const scene = began()
      .pull(7, day(2), emergency, ...decided("h7", "m7", { state: "break-glass" }))
      .commit(day(3), "m7", "c0", { explained: "break-glass", number: 7 });
    expect(scene.of("2026-11-02", "2026-11-30").rows).toMatchObject([
      { explained: "break-glass", actor: "dev", because, restsOn: 1, exceptions: ["not-reviewed"] },
    ]);
    scene.pull(7, day(5), { kind: "break-glass-reviewed", by: { account: sam, teams: [] } });
    expect(scene.of("2026-11-02", "2026-11-30").rows).toMatchObject([
      { explained: "break-glass", reviewedBy: "sam", reviewedAt: day(5), exceptions: [] },
    ]);
  });

  it.each<[string, (scene: Scene) => Scene, object]>([
    ["nothing tells of", (scene) => scene.commit(day(3), "x", "c0"), { exceptions: ["unexplained"] }],
    [
      "a pull request brought that nobody decided",
      (scene) => scene.pull(7, day(3), mergedAs("x", "h")).commit(day(3), "x", "c0", { number: 7 }),
      { explained: "unexplained", number: 7, exceptions: ["merged-without-decision"] },
    ],
    [
      "was merged against the gate",
      (scene) =>
        scene
          .pull(7, day(3), decisionOf("h"), gateOf("h", "action_required"), mergedAs("x", "h"))
          .commit(day(3), "x", "c0", { explained: "decision", number: 7 }),
      { explained: "decision", gate: "action_required", exceptions: ["merged-against-gate"] },
    ],
    [
      "was pushed directly",
      (scene) =>
        scene.happened(day(3), pushed("c0", "x")).commit(day(4), "x", "c0", { explained: "direct-push" }),
      { explained: "direct-push", way: "push", actor: "dev", restsOn: 1, route: "pass", exceptions: [] },
    ],
    [
      "rests on a decision that is not there",
      (scene) => scene.commit(day(4), "x", "c0", { explained: "decision", number: 7 }),
      { explained: "decision", exceptions: ["merged-against-gate", "record-missing"] },
    ],
    [
      "had two parents",
      (scene) =>
        scene
          .pull(7, day(3), ...decided("h", "x"))
          .commit(day(4), "x", "c0", { explained: "decision", number: 7, parents: ["c0", "h"] }),
      { way: "merge", exceptions: [] },
    ],
  ])("says of a commit that %s what it is", (_, told, expected) => {
    expect(told(began()).of("2026-11-02", "2026-11-30").rows).toMatchObject([expected]);
  });

  it("of an erased decision says so, and does not take it for a merge against the gate", () => {
    const scene = began()
      .pull(7, day(3), ...decided("h7", "m7"))
      .commit(day(4), "m7", "c0", { explained: "decision", number: 7, decisionId: "d" });
    const kept = scene.pulls.get(7) ?? [];
    scene.pulls.set(
      7,
      kept.map((entry) => (entry.kind === "decision" ? { ...entry, body: null } : entry)),
    );
    expect(scene.of("2026-11-02", "2026-11-30").rows).toMatchObject([
      { explained: "decision", decisionId: "d", route: null, exceptions: ["erased"] },
    ]);
  });
});

describe("a period", () => {
  it("is of local, inclusive dates, and a commit that nobody told of came no later than the next one", () => {
    const scene = began()
      .happened("2026-11-30T14:59:59.999Z", pushed("c1", "c2"))
      .commit(day(30, "22:00:00.000"), "c1", "c0")
      .commit(day(30, "22:00:01.000"), "c2", "c1", { explained: "direct-push" })
      .commit(day(30, "22:00:02.000"), "c3", "c2");
    const commits = (timezone: string) =>
      scene.of("2026-11-02", "2026-11-30", null, timezone).rows.map(({ commit }) => commit);
    expect(commits("UTC")).toEqual(["c1", "c2", "c3"]);
    // In Tokyo it is December when the sweep comes.
    expect(commits("Asia/Tokyo")).toEqual(["c1", "c2"]);
    expect(scene.of("2026-12-01", "2026-12-01", null, "Asia/Tokyo").reconciliation).toMatchObject({
      opening: { ordinal: 3, commit: "c2" },
      closing: { ordinal: 4, commit: "c3" },
      counts: { commits: 1, unexplained: 1, decision: 0 },
    });
  });

  it("that holds nothing ends where it began", () => {
    expect(began().of("2026-11-05", "2026-11-06").reconciliation).toMatchObject({
      opening: { ordinal: 1, commit: "c0" },
      closing: { ordinal: 1, commit: "c0" },
      counts: { commits: 0 },
      unbroken: true,
    });
  });

  it("keeps the order of the history where one commit took longer to explain", () => {
    const scene = began().commit(day(3), "c2", "c1").commit(day(4), "c1", "c0").commit(day(5), "c3", "c2");
    const { rows, reconciliation } = scene.of("2026-11-02", "2026-11-30");
    expect(rows.map(({ commit, reachedAt }) => [commit, reachedAt])).toEqual([
      ["c1", day(3)],
      ["c2", day(3)],
      ["c3", day(5)],
    ]);
    expect(reconciliation).toMatchObject({ unbroken: true, breaks: [] });
  });

  it("shows where a branch was rewritten, and whether that was noticed", () => {
    const scene = began()
      .commit(day(3), "c1", "c0")
      .commit(day(4), "c2", "c1")
      .commit(day(6), "n2", "c1")
      .commit(day(6), "n3", "n2");
    const found = () => scene.of("2026-11-02", "2026-11-30").reconciliation;
    expect(found()).toMatchObject({
      unbroken: false,
      breaks: [{ from: "c2", to: "n2", why: "unknown", index: null }],
    });
    scene.happened(day(6), {
      kind: "alert",
      alert: { kind: "branch-not-followed", branch: "main", from: "c2", to: "n3", why: "rewritten" },
    });
    expect(found()).toMatchObject({
      unbroken: true,
      breaks: [{ from: "c2", to: "n2", why: "rewritten", index: 5 }],
    });
  });
});

describe("a history from elsewhere", () => {
  const line = (...commits: readonly string[]): readonly LineCommit[] =>
    commits.map((sha, index) => ({ sha, parents: [commits[index - 1] ?? "root"] }));

  it("counts the same as our own list where both agree, and leaves out what came before", () => {
    const scene = began().commit(day(3), "c1", "c0").commit(day(4), "c2", "c1");
    const own = scene.of("2026-11-01", "2026-11-30");
    const other = scene.of("2026-11-01", "2026-11-30", line("ancient", "older", "c0", "c1", "c2"));
    expect(other.rows).toEqual(own.rows);
    expect(other.reconciliation).toEqual({ ...own.reconciliation, source: "history" });
  });

  it("shows a commit that was never recorded, and one that the history does not hold", () => {
    const scene = began().commit(day(3), "c1", "c0").commit(day(4), "gone", "c1").commit(day(5), "c3", "c2");
    const { rows, reconciliation } = scene.of("2026-11-02", "2026-12-31", line("c0", "c1", "c2", "c3", "c4"));
    expect(rows.map(({ commit, exceptions, reachedBy }) => [commit, reachedBy, ...exceptions])).toEqual([
      ["c1", "sweep", "unexplained"],
      ["gone", "sweep", "unexplained", "not-in-history"],
      ["c2", "next-commit", "unexplained", "not-recorded"],
      ["c3", "sweep", "unexplained"],
      ["c4", "listing", "unexplained", "not-recorded"],
    ]);
    expect(reconciliation.exceptions).toEqual({ unexplained: 5, "not-in-history": 1, "not-recorded": 2 });
  });

  it("may be explained by decisions where only the list of commits was lost", () => {
    const scene = began().pull(7, day(3), ...decided("h7", "m7"));
    expect(scene.of("2026-11-02", "2026-11-30", line("c0", "m7")).rows).toMatchObject([
      { commit: "m7", explained: "decision", number: 7, reachedBy: "delivery", exceptions: ["not-recorded"] },
    ]);
  });
});

describe("what is handed over", () => {
  it("adds up over branches, and no field is a formula", () => {
    const period = { from: "2026-11-02", to: "2026-11-30", timezone: "UTC" };
    const one = began().commit(day(3), "=cmd()", "c0").of(period.from, period.to);
    const whole = reconciliationOf(period, [one.reconciliation, one.reconciliation]);
    expect(whole).toMatchObject({
      period: { start: "2026-11-02T00:00:00.000Z", end: "2026-12-01T00:00:00.000Z" },
      totals: { commits: 2, unexplained: 2 },
    });
    const [head, line] = populationCsv(one.rows).split("\r\n");
    expect(line?.split(",")).toHaveLength(head?.split(",").length ?? 0);
    expect(line).toContain("'=cmd()");
  });
});
