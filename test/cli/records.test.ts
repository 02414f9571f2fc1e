import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rememberRepository } from "../../src/app/repository-names.ts";
import { decisionOf, gateOf, mergedAs } from "../../src/app/testing/pull-records.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import type { PullRecord } from "../../src/model/record.ts";
import { openStore } from "../../src/store/index.ts";
import { openReviewer } from "../pulls/review-pull.ts";
import { type Ran, sekisho } from "./command.ts";

const data = temporaryFolder();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const [approved, waiting, merge] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)] as const;

/** What a server leaves behind: its store, closed. */
beforeAll(async () => {
  const now = new Date(Date.now() - 20 * 86_400_000);
  const options = { kind: "embedded", folder: join(data, "store"), now: () => now, log: quiet } as const;
  const store = await openStore(options);
  const reviewer = await openReviewer();
  try {
    await rememberRepository(store.notes, { id: 1, owner: "acme", name: "eks" });
    const { report, masked } = await reviewer.review("memory-over-the-limit", "en");
    const judgement = { report, masked, changedPathsByRoot: {} };
    const digest = await store.blobs.put(Buffer.from(JSON.stringify(judgement)));
    const pulls: readonly (readonly PullRecord[])[] = [
      [decisionOf(approved, { report: digest }), gateOf(approved, "success"), mergedAs(merge, approved)],
      [decisionOf(waiting, { report: digest }), gateOf(waiting, "action_required")],
    ];
    for (const [index, bodies] of pulls.entries()) {
      await store.records.append(
        bodies.map((body) => ({
          scope: "pull",
          repositoryId: 1,
          number: index + 7,
          key: body.kind,
          body,
        })),
      );
    }
  } finally {
    await reviewer.close();
    await store.close();
  }
});

function asked(...arguments_: readonly string[]): Ran {
  return sekisho([...arguments_, "--embedded"], { variables: { SEKISHO_DATA: data } });
}

describe("gate", () => {
  const gate = (commit: string, ...more: readonly string[]) =>
    asked("gate", "--commit", commit, "--repository", "acme/eks", ...more);

  it("says yes to a merge whose gate was open, in any spelling of the name", () => {
    const ran = asked("gate", "--commit", merge.toUpperCase(), "--repository", "Acme/EKS");
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toBe(
      "✅ yes  It came in with Acme/EKS#7, whose gate was open when it was merged: everybody who had to has approved.\n",
    );
  });

  it("waits with exit code 3 while somebody is awaited", () => {
    expect(gate(waiting)).toMatchObject({ exitCode: 3, stderr: "" });
    expect(gate(waiting, "--locale", "ja").stdout).toBe(
      "⏳ 待機中  acme/eks#8 の先頭のコミットで、承認を待っています。\n",
    );
  });

  it("waits for what it has never seen, as long as it is told to, and not for what stays", () => {
    const timed = (commit: string) => {
      // It asks every two seconds, and no more where the next time would be too late.
      const started = performance.now();
      const { exitCode } = gate(commit, "--wait", "5");
      return { exitCode, waited: performance.now() - started > 3_000 };
    };
    expect(timed("f".repeat(40))).toEqual({ exitCode: 1, waited: true });
    expect(gate(merge, "--wait", "600")).toMatchObject({ exitCode: 0 });
  });

  it("says no to what it has never seen", () => {
    const ran = gate("f".repeat(40), "--format", "json");
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(JSON.parse(ran.stdout)).toEqual({
      commit: "f".repeat(40),
      repository: "acme/eks",
      answer: "no",
      why: { kind: "unknown-commit" },
    });
    expect(asked("gate", "--commit", merge, "--repository", "acme/other")).toMatchObject({ exitCode: 1 });
  });

  it.each<[string, readonly string[], RegExp]>([
    ["without a commit", ["--repository", "acme/eks"], /gate needs --commit/],
    ["without a repository", ["--commit", merge], /gate needs --repository/],
    ["about a branch", ["--commit", "main", "--repository", "acme/eks"], /the whole id, 40 characters/],
    ["about a short id", ["--commit", "abc1234", "--repository", "acme/eks"], /the whole id/],
    [
      "for longer than anybody waits",
      ["--commit", merge, "--repository", "acme/eks", "--wait", "9999"],
      /3600/,
    ],
    ["about a repository without its owner", ["--commit", merge, "--repository", "eks"], /owner\/name/],
  ])("asks back %s", (_, arguments_, message) => {
    const ran = asked("gate", ...arguments_);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
  });
});

describe("rollout", () => {
  it("shows what the rules would have done, and that it is too early to tell", () => {
    const ran = asked("rollout");
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^2 pull requests in 20 days: acme\/eks\n/);
    expect(ran.stdout).toMatch(/^RES-004 +2 +0 +0 +100 % +0 +too early to tell$/m);
    expect(ran.stdout).toContain("that takes 20 pull requests in 14 days at least");
    expect(ran.stdout).toContain("There is nothing to enforce yet.");
  });

  it("speaks Japanese and JSON", () => {
    expect(asked("rollout", "--locale", "ja").stdout).toMatch(/^20 日間のプルリクエスト 2 件: acme\/eks\n/);
    const found = JSON.parse(asked("rollout", "--format", "json", "--repository", "acme/eks").stdout);
    expect(found).toMatchObject({ pulls: 2, days: 20, suggestion: null, repositories: ["acme/eks"] });
  });

  it("says so where nothing was decided in the period, and where nobody knows the repository", () => {
    expect(asked("rollout", "--since", "2999-01-01").stdout).toBe("Nothing was decided since 2999-01-01.\n");
    expect(asked("rollout", "--repository", "acme/none")).toMatchObject({ exitCode: 2 });
    expect(asked("rollout", "--since", "yesterday").stderr).toContain("it has to be a date");
  });
});

describe("a store", () => {
  it("that nobody names, or that holds nothing, is said", () => {
    expect(sekisho(["rollout"]).stderr).toContain("DATABASE_URL is missing");
    const elsewhere = { variables: { SEKISHO_DATA: join(data, "nowhere") } };
    expect(sekisho(["rollout", "--embedded"], elsewhere)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("The store holds nothing of Sekisho"),
    });
    const database = { variables: { DATABASE_URL: "postgres://127.0.0.1:1/sekisho" } };
    expect(sekisho(["rollout"], database)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("The store does not answer"),
    });
  });
});
