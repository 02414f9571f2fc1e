import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rememberRepository } from "../../src/app/repository-names.ts";
import { decisionOf, gateOf, mergedAs } from "../../src/app/testing/pull-records.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import type { Explained } from "../../src/model/population.ts";
import { type NewRecord, openStore } from "../../src/store/index.ts";
import { type Ran, sekisho } from "./command.ts";
import { oddHistory } from "./odd-history.ts";

const data = temporaryFolder();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const clone = oddHistory();
/** As git tells it to anybody: no code of ours is asked. */
const line = clone.git("log", "--first-parent", "--reverse", "--format=%H %P", "main").split("\n");
const commits = line.map((row) => row.split(" ")[0] ?? "");
const parents = line.map((row) => row.split(" ").slice(1));

/** What the server recorded of them, in turn; the last two were never seen. */
const kinds: readonly Explained[] = ["decision", "out-of-scope", "decision", "direct-push", "unexplained"];
const dayMs = 86_400_000;
const begin = Date.parse("2027-03-01T10:00:00.000Z");
const recorded = commits.length - 2;
const kindOf = (place: number): Explained =>
  place === 0 ? "before-installation" : (kinds[(place - 1) % kinds.length] ?? "unexplained");

/** One commit a day. */
beforeAll(async () => {
  let now = new Date(begin);
  const options = {
    kind: "embedded",
    folder: join(data, "store"),
    now: () => now,
    log: quiet,
    random: (bytes: number) => new Uint8Array(bytes),
  } as const;
  const store = await openStore(options);
  try {
    await rememberRepository(store.notes, { id: 1, owner: "acme", name: "infra" });
    for (let place = 0; place < recorded; place += 1) {
      now = new Date(begin + place * dayMs);
      await store.records.append(recordsOf(place));
    }
  } finally {
    await store.close();
  }
});

function recordsOf(place: number): readonly NewRecord[] {
  const [commit = "", explained] = [commits[place], kindOf(place)];
  const number = explained === "decision" ? place : null;
  const head = `head of ${place}`;
  const pull =
    number === null
      ? []
      : [decisionOf(head), gateOf(head, "success"), mergedAs(commit, head)].map(
          (body): NewRecord => ({ scope: "pull", repositoryId: 1, number, key: body.kind, body }),
        );
  const decisionId = number === null ? null : `decision of ${head}`;
  const own = { branch: "main", commit, parents: parents[place] ?? [], number, decisionId, explained };
  const before = commits[place - 1] ?? "";
  const by = { id: 1, login: "dev", bot: false };
  const push = { branch: "main", before, after: commit, by, route: "pass" as const, report: null };
  return [
    ...pull,
    ...(explained === "direct-push" ? [outside(`push ${commit}`, { kind: "direct-push", ...push })] : []),
    outside(commit, { kind: "branch-commit", ...own }),
  ];
}

function outside(key: string, body: Extract<NewRecord, { readonly scope: "repository" }>["body"]): NewRecord {
  return { scope: "repository", repositoryId: 1, key, body };
}

function asked(...arguments_: readonly string[]): Ran {
  return sekisho(["ledger", "population", ...arguments_, "--embedded"], {
    variables: { SEKISHO_DATA: data },
  });
}

const march = ["--from", "2027-03-01", "--to", "2027-03-31"] as const;
const main = ["--repository", "acme/infra", "--branch", "main"] as const;

/** The rows of a CSV, by column; no field of these has a quote. */
function csvOf({ stdout }: Ran): readonly Readonly<Record<string, string>>[] {
  const [head = "", ...rows] = stdout.trim().split("\r\n");
  const names = head.split(",");
  return rows.map((row) =>
    Object.fromEntries(row.split(",").map((field, place) => [names[place] ?? "", field])),
  );
}

describe("sekisho ledger population", () => {
  it("lists each commit of a real history with what explains it, in git's order", () => {
    const ran = asked(...march, "--format", "csv");
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(csvOf(ran).map((row) => [row["ordinal"], row["commit"], row["explained"], row["parent"]])).toEqual(
      commits
        .slice(0, recorded)
        .map((commit, place) => [String(place + 1), commit, kindOf(place), parents[place]?.[0] ?? ""]),
    );
  });

  it("adds up to what is counted by hand, for any days", () => {
    for (const [from, to] of [
      [1, 31],
      [3, 6],
    ] as const) {
      const dates = [
        "--from",
        `2027-03-${String(from).padStart(2, "0")}`,
        "--to",
        `2027-03-${String(to).padStart(2, "0")}`,
      ];
      const { totals, branches } = JSON.parse(asked(...dates, "--format", "json").stdout).reconciliation;
      const places = commits
        .slice(0, recorded)
        .flatMap((_, place) => (place + 1 >= from && place + 1 <= to ? [place] : []));
      const count = (explained: Explained) => places.filter((place) => kindOf(place) === explained).length;
      expect(totals).toEqual({
        commits: places.length,
        decision: count("decision"),
        outOfScope: count("out-of-scope"),
        automation: 0,
        directPush: count("direct-push"),
        breakGlass: 0,
        beforeInstallation: count("before-installation"),
        unexplained: count("unexplained"),
      });
      expect((branches[0].closing?.ordinal ?? 0) - (branches[0].opening?.ordinal ?? 0)).toBe(places.length);
      expect(branches[0].unbroken).toBe(true);
    }
  });

  it("finds in a clone what was never recorded", () => {
    const ran = asked(
      "--from",
      "2027-03-01",
      "--to",
      "2099-12-31",
      ...main,
      "--repo",
      clone.path,
      "--format",
      "csv",
    );
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    const rows = csvOf(ran);
    expect(rows.map(({ commit }) => commit)).toEqual(commits);
    expect(
      rows.filter((row) => row["exceptions"]?.includes("not-recorded")).map(({ commit }) => commit),
    ).toEqual(commits.slice(recorded));
  });

  it("says of a commit that the clone does not hold that it is gone", () => {
    const older = asked(
      ...march,
      ...main,
      "--repo",
      clone.path,
      "--ref",
      `main~${commits.length - recorded + 1}`,
      "--format",
      "csv",
    );
    expect(csvOf(older).at(-1)).toMatchObject({ commit: commits[recorded - 1] });
    expect(csvOf(older).at(-1)?.["exceptions"]).toContain("not-in-history");
  });

  it("shows people what to look into, in two languages", () => {
    const { stdout } = asked(...march);
    expect(stdout).toMatch(/^2027-03-01 to 2027-03-31, both included \(UTC\)\n\nacme\/infra {2}main {2}/);
    expect(stdout).toContain("Every commit stands on the one before it.");
    expect(stdout).toMatch(
      /^ +6 {2}[0-9a-f]{12} {2}2027-03-06T10:00:00\+00:00 {2}unexplained .*nothing explains it$/m,
    );
    const japanese = asked(...march, "--locale", "ja").stdout;
    expect(japanese).toContain("2027-03-01 から 2027-03-31 まで");
    expect(japanese).toContain("説明がありません");
  });

  it("ends with 0 where nothing is unexplained", () => {
    const ran = asked("--from", "2027-03-02", "--to", "2027-03-05");
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toContain("Nothing is to be looked into.");
  });

  it("takes dates in a zone, and shows times there", () => {
    const rows = csvOf(
      asked(
        "--from",
        "2027-03-02",
        "--to",
        "2027-03-02",
        "--timezone",
        "Pacific/Auckland",
        "--format",
        "csv",
      ),
    );
    expect(rows.map((row) => [row["ordinal"], row["reached_at_utc"], row["reached_at_local"]])).toEqual([
      ["2", "2027-03-02T10:00:00.000Z", "2027-03-02T23:00:00+13:00"],
    ]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["without a date", ["--from", "2027-03-01"], /population needs --to/],
    ["with a date that is none", ["--from", "2027-02-29", "--to", "2027-03-01"], /--from is "2027-02-29"/],
    ["with dates the wrong way round", ["--from", "2027-03-02", "--to", "2027-03-01"], /is after --to/],
    [
      "about a repository that nobody saw",
      [...march, "--repository", "acme/other"],
      /nothing is recorded about/,
    ],
    [
      "about a branch that nobody followed",
      [...march, "--branch", "mian"],
      /no commit of "mian" was ever recorded/,
    ],
    ["with a zone that is none", [...march, "--timezone", "Tokyo"], /Asia\/Tokyo/],
    ["with a clone of many branches", [...march, "--repo", clone.path], /the history of one branch/],
    ["with a folder that is no repository", [...march, ...main, "--repo", data], /not a git repository/i],
    ["with a ref and no clone", [...march, "--ref", "main"], /--ref names a commit/],
  ])("asks back %s", (_, arguments_, message) => {
    const ran = asked(...arguments_);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
  });
});
