import { describe, expect, it } from "vitest";
import { GitHubError } from "../../github/index.ts";
import type { OpenPull, SweptRepository } from "../../github/sweep-ports.ts";
import type { PullRecord } from "../../model/record.ts";
import { repositoryIdOf } from "../repository-names.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { checkWritten, decisionOf } from "../testing/pull-records.ts";
import { needsWork, type PullsPorts, sweepPulls } from "./pulls.ts";

const head = "a".repeat(40);
const later = "b".repeat(40);
const noRuns = { runsWithPlans: async () => [] };
const open: OpenPull = { number: 7, head, baseRef: "main" };

describe("an open pull request", () => {
  it.each<[string, readonly PullRecord[], boolean]>([
    ["that nobody has heard of needs work", [], true],
    ["that was decided and told needs none", [decisionOf(head), checkWritten(head)], false],
    ["with another head needs work", [decisionOf(later), checkWritten(later)], true],
    ["with another base branch needs work", [decisionOf(head, { baseRef: "dev" }), checkWritten(head)], true],
    ["that was decided and never told needs work", [decisionOf(head)], true],
    [
      "that was told of an earlier head alone needs work",
      [decisionOf(later), checkWritten(later), decisionOf(head)],
      true,
    ],
    ["whose check was not written needs work", [decisionOf(head), checkWritten(head, "obsolete")], true],
    [
      "that failed needs work",
      [{ kind: "not-decided", head, reason: "failure", detail: "" }, checkWritten(head)],
      true,
    ],
    [
      "whose configuration is broken waits for somebody to mend it",
      [{ kind: "not-decided", head, reason: "configuration", detail: "" }],
      false,
    ],
    [
      "that was pushed to since its configuration was broken needs work",
      [{ kind: "not-decided", head: later, reason: "configuration", detail: "" }],
      true,
    ],
  ])("%s", (_, bodies, needed) => {
    const records = bodies.map((body, sequence) => {
      return { sequence, key: String(sequence), at: "", repositoryId: 1, number: 7, body };
    });
    expect(needsWork(open, records)).toBe(needed);
  });
});

describe("the sweep of pull requests", () => {
  const repositories = (count: number, first = 1): readonly SweptRepository[] =>
    Array.from({ length: count }, (_, index) => {
      return { id: first + index, owner: "acme", name: `r${first + index}`, defaultBranch: "main" };
    });

  function app(
    installations: Readonly<Record<number, readonly SweptRepository[] | GitHubError>>,
    calls: number[] = [],
  ): PullsPorts["app"] {
    return {
      installations: async () =>
        Object.keys(installations).map((id) => ({ id: Number(id), account: `i${id}` })),
      installation: (id) => ({
        survey: {
          repositories: async () => {
            const own = installations[id] ?? [];
            if (own instanceof GitHubError) throw own;
            return own;
          },
          openPulls: async (some) => {
            calls.push(some.length);
            return new Map(some.map((repository) => [repository.id, [open]]));
          },
        },
      }),
    };
  }

  it("asks for work on what needs it, everywhere, and remembers names", async () => {
    const { store } = memoryStore();
    await store.records.append(
      [decisionOf(head), checkWritten(head)].map((body) => {
        return { scope: "pull", repositoryId: 1, number: 7, key: body.kind, body };
      }),
    );
    const calls: number[] = [];
    const places = app({ 5: repositories(51), 6: repositories(1, 100) }, calls);
    const ports = { ...store, ...noRuns, app: places };
    const result = await sweepPulls(ports);
    expect(result.looked).toBe(52);
    expect(result.recovered).toHaveLength(51);
    expect(result.recovered).not.toContain("acme/r1#7");
    expect(result.requests[0]).toEqual({ kind: "pull", installationId: 5, repositoryId: 2, number: 7 });
    expect(result.requests.at(-1)).toEqual({ kind: "pull", installationId: 6, repositoryId: 100, number: 7 });
    expect(calls).toEqual([50, 1, 1]);
    expect(await repositoryIdOf(store.notes, "ACME/r51")).toBe(51);
  });

  it("goes on where an installation says no, and says which", async () => {
    const { store } = memoryStore();
    const gone = new GitHubError("forbidden", "suspended");
    const result = await sweepPulls({ ...store, ...noRuns, app: app({ 5: gone, 6: repositories(1) }) });
    expect(result).toMatchObject({ looked: 1, failed: ["i5: forbidden"], unfinished: false });
    const limited = new GitHubError("rate-limited", "later", { retryAfterMs: 1 });
    const later = await sweepPulls({ ...store, ...noRuns, app: app({ 5: limited }) });
    expect(later).toMatchObject({ unfinished: true });
  });

  it("finds a run that ended and that nobody has looked through for plans, once", async () => {
    const { store } = memoryStore();
    const keep = (body: PullRecord) =>
      store.records.append([{ scope: "pull", repositoryId: 1, number: 7, key: body.kind, body }]);
    for (const body of [decisionOf(head), checkWritten(head)]) await keep(body);
    const runs = [
      { id: 3, attempt: 1, head: later },
      { id: 4, attempt: 2, head },
    ];
    const ports = { ...store, app: app({ 5: repositories(1) }), runsWithPlans: async () => runs };
    expect((await sweepPulls(ports)).recovered).toEqual(["acme/r1#7"]);
    const workflow = ".github/workflows/plan.yml";
    await keep({ kind: "run-seen", commit: head, runId: 4, attempt: 2, workflow, artifacts: [] });
    expect((await sweepPulls(ports)).recovered).toEqual([]);
  });

  it("goes on where runs may not be read, and says where", async () => {
    const { store } = memoryStore();
    const runsWithPlans = async () => Promise.reject(new GitHubError("forbidden", "no"));
    const result = await sweepPulls({ ...store, app: app({ 5: repositories(1) }), runsWithPlans });
    expect(result).toMatchObject({ looked: 1, recovered: ["acme/r1#7"], failed: ["acme/r1: forbidden"] });
  });

  it("hides no bug", async () => {
    const { store } = memoryStore();
    const broken = {
      installations: async () => [{ id: 1, account: "a" }],
      installation: () => {
        throw new TypeError("bug");
      },
    };
    await expect(sweepPulls({ ...store, ...noRuns, app: broken })).rejects.toThrow("bug");
  });
});
