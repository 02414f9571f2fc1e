import fs from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from "../../src/git/temporary-repository.ts";
import { sekisho, start } from "./command.ts";
import { oddHistory } from "./odd-history.ts";

interface JsonPull {
  readonly reference: string | null;
  readonly title: string;
  readonly result: {
    readonly kind: string;
    readonly route?: string;
    readonly rules?: readonly { ruleId: string }[];
  };
  readonly flip?: unknown;
}

let made: TemporaryRepository;
const cleanups: (() => void)[] = [];

beforeAll(() => {
  made = oddHistory();
  cleanups.push(made.remove);
});
afterAll(() => {
  for (const cleanup of cleanups) cleanup();
});

function folder(): string {
  const path = temporaryFolder();
  cleanups.push(() => fs.rmSync(path, { recursive: true, force: true }));
  return path;
}

function pullsOf(output: string): readonly JsonPull[] {
  return JSON.parse(output).pulls;
}

function withoutRun(output: string): string {
  const { run: _, ...rest } = JSON.parse(output);
  return JSON.stringify(rest);
}

describe("a history with every odd kind of commit", () => {
  it("has a row for each of them, and loses none", () => {
    const state = folder();
    const ran = sekisho(["backtest", "--repo", made.path, "--state", state, "--format", "json"]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    const rows = pullsOf(ran.stdout).map(({ reference, result }) =>
      `${reference} ${result.kind} ${result.route ?? ""}`.trim(),
    );
    expect(rows).toEqual([
      "#10 judged pass",
      "#9 judged pass",
      "#8 judged pass",
      "#7 judged pass",
      "#6 judged review",
      "#5 judged pass",
      "#4 judged pass",
      "#3 unchanged",
      "#2 unchanged",
      "#1 judged block",
      "null first",
    ]);
    const again = sekisho(["backtest", "--repo", made.path, "--state", state, "--format", "json"]);
    expect(withoutRun(again.stdout)).toBe(withoutRun(ran.stdout));
    expect(JSON.parse(again.stdout).run.resumed).toBe(8);
  });

  it("works at once without any configuration, and says what it is and what to do next", () => {
    const ran = sekisho(["backtest", "--repo", made.path, "--max", "3"]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^Backtest of .*\n\nThis is what Sekisho would have said to 3 pull requests/);
    expect(ran.stdout).toContain("8 older pull requests were not looked at");
    expect(ran.stdout).toContain("`sekisho init --write` writes a first `.github/sekisho.yml`");
    const japanese = sekisho(["backtest", "--repo", made.path, "--max", "1", "--locale", "ja"]);
    expect(japanese.stdout).toContain("次にすること");
  });

  it("tells which pull requests another configuration judges differently, and because of which rules", () => {
    const files = folder();
    const edited = join(files, "edited.yml");
    const off = ["RES-002", "SEC-002", "SEC-003"].map((id) => `  ${id}: { enforcement: "off" }\n`);
    fs.writeFileSync(edited, `version: 1\npolicies:\n${off.join("")}`);
    const page = join(files, "report.html");
    const ran = sekisho([
      ...["backtest", "--repo", made.path, "--against", edited, "--format", "json"],
      ...["--html", page, "--csv", join(files, "report.csv")],
    ]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    const flipped = pullsOf(ran.stdout).filter(({ flip }) => flip !== undefined);
    expect(flipped.map(({ reference }) => reference)).toEqual(["#1"]);
    expect(flipped[0]?.flip).toEqual({
      before: { route: "block", reviewers: [] },
      after: { route: "pass", reviewers: [] },
      rules: ["RES-002", "SEC-002", "SEC-003"].map((ruleId) => ({ ruleId, before: "block", after: null })),
    });
    expect(fs.readFileSync(page, "utf8")).toContain("What the other configuration changes");
    expect(fs.readFileSync(join(files, "report.csv"), "utf8").split("\r\n")).toHaveLength(13);
  });

  it("goes on where it was killed, and ends as if nothing had happened", async () => {
    const state = folder();
    const child = start(["backtest", "--repo", made.path, "--state", state, "--format", "json"]);
    const ended = new Promise((resolve) => child.once("close", resolve));
    const timer = setInterval(() => {
      const kept = fs.existsSync(state)
        ? fs.readdirSync(state, { recursive: true }).filter((name) => String(name).endsWith(".json"))
        : [];
      if (kept.length >= 2) child.kill("SIGKILL");
    }, 5);
    await ended;
    clearInterval(timer);
    const resumed = sekisho(["backtest", "--repo", made.path, "--state", state, "--format", "json"]);
    const whole = sekisho(["backtest", "--repo", made.path, "--state", folder(), "--format", "json"]);
    expect(JSON.parse(resumed.stdout).run.resumed).toBeGreaterThanOrEqual(2);
    expect(JSON.parse(whole.stdout).run.resumed).toBe(0);
    expect(withoutRun(resumed.stdout)).toBe(withoutRun(whole.stdout));
  });

  it("says how to go on after Ctrl-C", async () => {
    const child = start(["backtest", "--repo", made.path, "--state", folder()]);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const stop = setInterval(() => child.kill("SIGINT"), 300);
    const exitCode = await new Promise((resolve) =>
      child.once("close", (code, signal) => resolve(code ?? signal)),
    );
    clearInterval(stop);
    expect([130, "SIGINT", 0]).toContain(exitCode);
    if (exitCode === 130) expect(said).toContain("the same command goes on from there");
  });
});

describe("what cannot be looked at", () => {
  it.each<[string, readonly string[], RegExp]>([
    ["a date that is none", ["--since", "yesterday"], /--since is "yesterday"; it has to be a date such as/],
    ["a range that is empty", ["--range", "main..main"], /is empty: both ends are the same commit/],
    [
      "a range the wrong way round",
      ["--range", "main..main~3"],
      /wrong way round: write the older end first, main~3\.\.main/,
    ],
    ["a range that is none", ["--range", "main"], /write A\.\.B/],
    [
      "a range and a date",
      ["--range", "main~1..main", "--since", "2025-01-01"],
      /leave --since and --branch out/,
    ],
    ["nothing since a date", ["--since", "2999-01-01"], /Take an earlier date/],
    ["a number that is none", ["--max", "0"], /from 1 to 20000/],
    ["a branch that there is none of", ["--branch", "mian"], /Did you mean main\?/],
    [
      "a file where results were to be kept",
      ["--state", "package.json"],
      /--state "package\.json" cannot keep/,
    ],
    ["a configuration that is broken", ["--config", "package.json"], /the configuration cannot be used/],
  ])("%s is told so", (_, arguments_, message) => {
    const ran = sekisho(["backtest", "--repo", made.path, ...arguments_]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/^ {4}at /m);
  });

  it("a folder that is no repository, and a repository without a commit", () => {
    const none = sekisho(["backtest", "--repo", folder()]);
    expect(none).toMatchObject({ exitCode: 2 });
    expect(none.stderr).toContain("is not a git repository");
    const empty = temporaryRepository();
    cleanups.push(empty.remove);
    const ran = sekisho(["backtest", "--repo", empty.path]);
    expect(ran).toMatchObject({ exitCode: 2 });
    expect(ran.stderr).toContain("has no commit yet");
  });

  it("a shallow clone, with the way to deepen it", () => {
    const clone = join(folder(), "clone");
    made.git("clone", "--quiet", "--bare", "--depth=1", `file://${made.path}`, clone);
    const ran = sekisho(["backtest", "--repo", clone]);
    expect(ran).toMatchObject({ exitCode: 2 });
    expect(ran.stderr).toContain("git fetch --unshallow");
  });
});

it("a bare, shallow repository is judged as far as it goes, and says where it ends", () => {
  const clone = join(folder(), "clone");
  made.git("clone", "--quiet", "--bare", "--depth=3", `file://${made.path}`, clone);
  const ran = sekisho(["backtest", "--repo", clone, "--format", "json"]);
  expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
  expect(pullsOf(ran.stdout).map(({ result }) => result.kind)).toEqual(["judged", "judged", "cut"]);
  expect(JSON.parse(ran.stdout).repository.isShallow).toBe(true);
});
