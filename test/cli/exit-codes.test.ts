import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { pull, run, sekisho, top } from "./command.ts";

describe("exit codes", () => {
  it.each([
    ["0 for a change that passes", "harmless-image-bump", 0],
    ["1 for a change that is blocked", "memory-over-the-limit", 1],
    ["3 where somebody has to look", "traffic-shift", 3],
    ["3 where somebody has to confirm", "dev-database-removed", 3],
    ["1 where there is something to fix and to look at", "traffic-shift-and-wrong-limit", 1],
  ])("are %s", (_, name, exitCode) => {
    const ran = sekisho(["review", ...pull(name)]);
    expect(ran).toMatchObject({ exitCode, stderr: "" });
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no command of that name", ["revue"], /There is no command "revue"/],
    [
      "an option that there is none of",
      ["review", "--bse", "x"],
      /Unknown option '--bse'.*Options here: .*--base/,
    ],
    ["an option without its value", ["review", "--base"], /--base/],
    ["an option that is given twice", ["review", "--base", "a", "--base", "b"], /--base is given 2 times/],
    [
      "review with half of what it needs",
      ["review", "--base", "a"],
      /review needs --base and --head, or --pull/,
    ],
    ["review with something left over", ["review", "main"], /"main" is one argument too many/],
    ["scan without a folder", ["scan"], /scan needs a folder/],
    ["scan of a folder that is not there", ["scan", "nowhere"], /"nowhere" is no folder/],
    [
      "a format that there is none of",
      ["scan", ".", "--format", "xml"],
      /pretty, json, sarif, junit, markdown/,
    ],
    ["a language that there is none of", ["scan", ".", "--locale", "fr"], /en, ja/],
    ["teams of nobody", ["review", ...pull("traffic-shift"), "--teams", "a/b"], /--teams needs --author/],
    [
      "a configuration that is not there",
      ["scan", ".", "--config", "none.yml"],
      /--config "none.yml" cannot be read/,
    ],
    [
      "rules that match nothing",
      ["review", ...pull("traffic-shift"), "--rules", "SEC-9*,RES-*"],
      /nothing matches SEC-9\*/,
    ],
    ["explain without a rule", ["explain"], /needs the id of a rule/],
    ["explain with a rule that there is none of", ["explain", "RES-999"], /There are RES-001/],
    ["policies with something else", ["policies", "remove"], /`list`, `test`, `history` and `diff`/],
    ["config with something else", ["config", "write"], /config check/],
  ])("are 2, with a hint, for %s", (_, arguments_, message) => {
    const ran = sekisho(arguments_);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/^ {4}at /m);
  });

  it.each(["1.24", "2.0", "latest", "1", ""])("are 2 for the Kubernetes version %j", (version) => {
    const ran = sekisho(["scan", ".", "--kubernetes-version", version]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain("write it as 1.33, from 1.25 up");
  });

  it("are 4 for a fault of ours that is caught, and for one that nobody caught", () => {
    const broken = { SEKISHO_CACHE_DIR: temporaryFolder(), NODE_OPTIONS: "" };
    // As soon as the program listens for what nobody caught: before, Node itself would end it.
    const thrown = `setTimeout(() => { throw new Error("planted") })`;
    const late = `data:text/javascript,process.on("newListener", (on) => { if (on === "uncaughtException") ${thrown} })`;
    const uncaught = sekisho(["scan", "fixtures"], {
      variables: { NODE_OPTIONS: `--import=${JSON.stringify(late)}` },
    });
    expect(uncaught).toMatchObject({ exitCode: 4, stdout: "" });
    expect(uncaught.stderr).toContain("a bug of Sekisho, not of your change");
    const noMemory = {
      ...broken,
      NODE_OPTIONS: `--import=${JSON.stringify("data:text/javascript,delete globalThis.WebAssembly")}`,
    };
    const caught = sekisho(["policies", "list"], { variables: noMemory });
    expect(caught).toMatchObject({ exitCode: 4, stdout: "" });
    expect(caught.stderr).toContain("a bug of Sekisho, not of your change");
  });

  it("are 0 for --help behind a command, which tells of that command alone", () => {
    const ran = sekisho(["ledger", "export", "--help"]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/^ {2}sekisho ledger export --from[\s\S]*--blobs sample\|all/);
    expect(ran.stdout).not.toContain("sekisho ledger erase");
    expect(sekisho(["ledger", "--help"]).stdout).toMatch(/ledger status[\s\S]*ledger retire-key/);
    expect(sekisho(["nothing", "--help"]).exitCode).toBe(2);
  });

  it("are 0 for help, which names every command and every exit code", () => {
    for (const word of [[], ["help"], ["--help"], ["-h"]]) {
      const ran = sekisho(word);
      expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
      for (const name of ["review", "scan", "explain", "policies [list]", "policies test", "config check"])
        expect(ran.stdout).toContain(`sekisho ${name}`);
    }
  });
});

describe("an old Node", () => {
  const old = "/usr/bin/node";
  const version = run("/bin/sh", ["-c", `${old} --version 2>/dev/null || true`]).stdout;

  it.skipIf(!/^v(?:1[6-9]|2[0-3])\./.test(version))("is told what to do, and gets 2", () => {
    const ran = run(old, ["bin/sekisho.js", "help"], { folder: top });
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain(`Sekisho needs Node 24; this is Node ${version.trim().slice(1)}`);
  });
});
