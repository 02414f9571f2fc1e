import { sha256Hex } from "../../src/model/digest.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { csvOf, type ListedRows, localOf, type Row } from "./rows.ts";

/** February 2026 in Japan. */
export const period = { from: "2026-01-31T15:00:00.000Z", to: "2026-02-28T15:00:00.000Z" };

interface Commit {
  readonly commit: string;
  readonly index: number;
}

export function draw(commits: readonly Commit[], sample: number | "all"): readonly number[] {
  const hashed = commits.map(({ commit, index }) => ({ index, hash: sha256Hex(`s\n42\nmain\n${commit}`) }));
  const sorted = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  return sorted
    .slice(0, sample === "all" ? undefined : sample)
    .map(({ index }) => index)
    .toSorted((a, b) => a - b);
}

const header = (
  "repository_id,repository,branch,ordinal,commit,parent,reached_at_utc,reached_at_local,reached_by,seen_at_utc,way," +
  "explained,pull_request,decision_id,index,rests_on,route,gate,approvers,approved_by_other,actor,because," +
  "reviewed_by,reviewed_at_utc,exceptions"
).split(",");

export function populationOf(rows: readonly Row[]): {
  readonly csv: ListedRows;
  readonly reconciliation: JsonObject;
  readonly commits: readonly Commit[];
} {
  const found = rows.filter(
    ({ kind, at }) => kind === "repository/branch-commit" && at >= period.from && at < period.to,
  );
  const commits: Commit[] = [];
  const before = rows.findLast(({ kind, at }) => kind === "repository/branch-commit" && at < period.from);
  const earlier = rows.filter(
    ({ kind, at }) => kind === "repository/branch-commit" && at < period.from,
  ).length;
  const decisions = new Map(
    rows.filter(({ kind }) => kind === "pull/decision").map((row) => [row.number, row.index]),
  );
  const lines = found.map(({ at, index, body }, place): readonly JsonValue[] => {
    const { number, commit, decisionId, parents } = body as {
      number: number;
      commit: string;
      decisionId: string;
      parents: string[];
    };
    const decision = decisions.get(number) ?? -1;
    commits.push({ commit, index: decision });
    const where: readonly JsonValue[] = [
      42,
      "acme/infrastructure",
      "main",
      place + 1 + earlier,
      commit,
      parents[0] ?? "",
      at,
      localOf(at),
    ];
    const what: readonly JsonValue[] = [
      "sweep",
      at,
      "squash",
      "decision",
      number,
      decisionId,
      index,
      decision,
      "review",
      "success",
    ];
    return [...where, ...what, "alice", true, "alice", "", "", "", ""];
  });
  const counts = {
    commits: lines.length,
    decision: lines.length,
    outOfScope: 0,
    automation: 0,
    directPush: 0,
  };
  const all = { ...counts, breakGlass: 0, beforeInstallation: 0, unexplained: 0 };
  const place = (line: readonly JsonValue[] | undefined) => ({
    commit: line?.[4] ?? "",
    ordinal: line?.[3] ?? 0,
  });
  const first = before === undefined ? null : { commit: before.body["commit"] ?? "", ordinal: earlier };
  const ends = { closing: place(lines.at(-1)), opening: first };
  const branch = {
    branch: "main",
    breaks: [],
    counts: all,
    exceptions: {},
    repository: "acme/infrastructure",
    repositoryId: 42,
  };
  const about = {
    from: "2026-02-01",
    to: "2026-02-28",
    timezone: "Asia/Tokyo",
    start: period.from,
    end: period.to,
  };
  return {
    csv: { text: csvOf([header, ...lines]), rows: lines.length },
    reconciliation: {
      branches: [{ ...branch, ...ends, source: "records", unbroken: true }],
      format: "sekisho-reconciliation/1",
      period: about,
      totals: all,
    },
    commits,
  };
}
