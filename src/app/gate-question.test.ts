import { describe, expect, it } from "vitest";
import type { PullRecord, RepositoryRecord } from "../model/record.ts";
import { askGate, type GateAnswer } from "./gate-question.ts";
import { memoryStore } from "./testing/memory-store.ts";
import { decisionOf, gateOf, mergedAs } from "./testing/pull-records.ts";

const now = new Date("2026-11-21T12:00:00.000Z");
const head = "a".repeat(40);
const later = "b".repeat(40);
const merge = "c".repeat(40);

const decision = (of: string, decisionId = `decision of ${of}`) => decisionOf(of, { decisionId });
const mergeOf = (commit: string, of = head) => mergedAs(commit, of);

/** Asks about a commit of repository 1, of which pull request 7 has these records. */
async function ask(
  commit: string,
  records: readonly PullRecord[],
  others: readonly RepositoryRecord[] = [],
  more: readonly PullRecord[] = [],
): Promise<GateAnswer> {
  const { store } = memoryStore();
  const pull = (number: number) => (body: PullRecord, index: number) =>
    ({ scope: "pull", repositoryId: 1, number, key: String(index), body }) as const;
  await store.records.append([
    ...records.map(pull(7)),
    ...more.map(pull(8)),
    ...others.map(
      (body, index) => ({ scope: "repository", repositoryId: 1, key: String(index), body }) as const,
    ),
  ]);
  return askGate({ repositoryId: 1, commit, now }, store.records);
}

describe("the head of a pull request may be applied", () => {
  it("when the gate is open for its last decision", async () => {
    expect(await ask(head, [decision(head), gateOf(head, "success")])).toEqual({
      answer: "yes",
      proof: { kind: "head", number: 7, decisionId: `decision of ${head}`, state: "approved" },
    });
  });

  it.each<[string, readonly PullRecord[], unknown]>([
    [
      "not while somebody is awaited",
      [decision(head), gateOf(head, "action_required")],
      { answer: "waiting", number: 7, for: "approval" },
    ],
    ["not before the gate has spoken", [decision(head)], { answer: "waiting", number: 7, for: "decision" }],
    [
      "not while a newer decision on it has no gate yet",
      [decision(head), gateOf(head, "success"), decision(head, "newer")],
      { answer: "waiting", number: 7, for: "decision" },
    ],
    [
      "not when something is to be fixed",
      [decision(head), gateOf(head, "failure")],
      { answer: "no", why: { kind: "failed", number: 7 } },
    ],
    [
      "not any more when the gate has closed again",
      [decision(head), gateOf(head, "success"), gateOf(head, "failure")],
      { answer: "no", why: { kind: "failed", number: 7 } },
    ],
    [
      "not when something else was pushed",
      [decision(head), gateOf(head, "success"), decision(later)],
      { answer: "no", why: { kind: "superseded", number: 7, head: later } },
    ],
    [
      "not when it could not be judged",
      [{ kind: "not-decided", head, reason: "configuration", detail: "" }],
      { answer: "no", why: { kind: "not-decided", number: 7, reason: "configuration" } },
    ],
    [
      "not when it could not be judged after a base change",
      [decision(head), gateOf(head, "success"), { kind: "not-decided", head, reason: "failure", detail: "" }],
      { answer: "no", why: { kind: "not-decided", number: 7, reason: "failure" } },
    ],
    [
      "not when its break-glass is over",
      [
        decision(head),
        gateOf(head, "success", {
          state: "break-glass",
          breakGlass: { expires: "2026-11-21T11:59:59.000Z" },
        }),
      ],
      { answer: "no", why: { kind: "break-glass-over", number: 7, expires: "2026-11-21T11:59:59.000Z" } },
    ],
  ])("%s", async (_, records, answer) => {
    expect(await ask(head, records)).toEqual(answer);
  });

  it("when a break-glass is still open", async () => {
    const open = { state: "break-glass", breakGlass: { expires: "2026-11-21T12:00:01.000Z" } };
    expect(await ask(head, [decision(head), gateOf(head, "success", open)])).toMatchObject({
      answer: "yes",
      proof: { state: "break-glass" },
    });
  });

  it("not when another pull request with the same head may not", async () => {
    const answer = await ask(
      head,
      [decision(head), gateOf(head, "success")],
      [],
      [decision(head), gateOf(head, "action_required")],
    );
    expect(answer).toEqual({ answer: "waiting", number: 8, for: "approval" });
  });
});

describe("a merge commit may be applied", () => {
  it("when the gate was open for the merged head, also when that ended afterwards", async () => {
    const records = [
      decision(head),
      gateOf(head, "success"),
      mergeOf(merge),
      gateOf(head, "action_required"),
    ];
    expect(await ask(merge, records)).toMatchObject({ answer: "yes", proof: { kind: "merged", number: 7 } });
  });

  it.each<[string, readonly PullRecord[]]>([
    ["when it was merged against the gate", [decision(head), gateOf(head, "failure"), mergeOf(merge)]],
    ["when nothing was decided about the merged head", [mergeOf(merge)]],
    ["when another head was merged", [decision(head), gateOf(head, "success"), mergeOf(merge, later)]],
    [
      "when the gate opened only after the merge",
      [decision(head), gateOf(head, "action_required"), mergeOf(merge), gateOf(head, "success")],
    ],
  ])("not %s", async (_, records) => {
    expect(await ask(merge, records)).toEqual({
      answer: "no",
      why: { kind: "merged-against-the-gate", number: 7 },
    });
  });

  it("when a sweep found it among the commits of a rebase", async () => {
    const rebased: RepositoryRecord = {
      kind: "branch-commit",
      branch: "main",
      commit: later,
      number: 7,
      decisionId: null,
      explained: "decision",
    };
    const records = [decision(head), gateOf(head, "success"), mergeOf(merge)];
    expect(await ask(later, records, [rebased])).toMatchObject({ answer: "yes" });
    expect(
      await ask(later, [decision(head), gateOf(head, "failure"), mergeOf(merge)], [rebased]),
    ).toMatchObject({
      answer: "no",
    });
  });

  it("of a merge queue, when its group passed", async () => {
    const group = (conclusion: "success" | "failure"): RepositoryRecord => ({
      kind: "merge-group",
      head: merge,
      base: "main",
      pulls: [7, 8],
      decisionId: "g",
      route: "pass",
      conclusion,
      report: "d",
      uncovered: [],
    });
    expect(await ask(merge, [], [group("success")])).toEqual({
      answer: "yes",
      proof: { kind: "merge-group", pulls: [7, 8], decisionId: "g" },
    });
    expect(await ask(merge, [], [group("failure")])).toEqual({
      answer: "no",
      why: { kind: "group-failed", pulls: [7, 8] },
    });
  });
});

describe("what the records do not prove is refused", () => {
  const push = (route: "pass" | "review" | null): RepositoryRecord => ({
    kind: "direct-push",
    branch: "main",
    before: head,
    after: merge,
    by: { id: 1, login: "renovate[bot]", bot: true },
    route,
    report: null,
  });

  it("a commit that was never seen", async () => {
    expect(await ask(merge, [decision(head), gateOf(head, "success")])).toEqual({
      answer: "no",
      why: { kind: "unknown-commit" },
    });
  });

  it("a repository that was never seen", async () => {
    const { store } = memoryStore();
    expect(await askGate({ repositoryId: null, commit: head, now }, store.records)).toEqual({
      answer: "no",
      why: { kind: "unknown-repository" },
    });
  });

  it("a direct push, unless it was evaluated and passes", async () => {
    expect(await ask(merge, [], [push(null)])).toMatchObject({ why: { kind: "direct-push" } });
    expect(await ask(merge, [], [push("review")])).toMatchObject({ why: { kind: "direct-push" } });
    expect(await ask(merge, [], [push("pass")])).toEqual({
      answer: "yes",
      proof: { kind: "direct-push", branch: "main" },
    });
  });
});
