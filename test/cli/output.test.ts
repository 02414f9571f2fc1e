import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { isDecision, isSarif } from "../pulls/schemas.ts";
import { xmlProblem } from "../pulls/xml-problem.ts";
import { environment, program, pull, pulls, run, sekisho, start, top } from "./command.ts";

const mixed = pull("traffic-shift-and-wrong-limit");
const escapeCharacter = "\u001B";

describe("formats", () => {
  it("are text for people where nothing is said", () => {
    const ran = sekisho(["review", ...mixed]);
    expect(ran.stdout).toMatch(/^⛔ Sekisho: fix 1 thing; acme\/sre looks afterwards\n/);
    expect(ran.stdout).toContain("│               memory: 16Gi\n");
    expect(ran.stdout).not.toContain(escapeCharacter);
  });

  it("are JSON, SARIF, JUnit and Markdown when asked for, with one and the same exit code", () => {
    const [json, sarif, junit, markdown] = ["json", "sarif", "junit", "markdown"].map((format) => {
      const { exitCode, stdout, stderr } = sekisho(["review", ...mixed, "--format", format]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
      return stdout;
    });
    expect(isDecision(JSON.parse(json ?? "")), JSON.stringify(isDecision.errors)).toBe(true);
    expect(isSarif(JSON.parse(sarif ?? "")), JSON.stringify(isSarif.errors)).toBe(true);
    expect(xmlProblem(junit ?? "")).toBeNull();
    expect(markdown).toMatch(/^### ⛔ Sekisho: fix 1 thing/);
  });

  it("are empty as Markdown where a pull request gets no comment", () => {
    expect(sekisho(["review", ...pull("harmless-image-bump"), "--format", "markdown"]).stdout).toBe("");
  });

  it("speak Japanese when asked to", () => {
    expect(sekisho(["review", ...mixed, "--locale", "ja"]).stdout).toMatch(/^⛔ 関所: 修正が 1 件必要です/);
  });

  it("hold what the options choose: rules, and the version of Kubernetes", () => {
    const only = sekisho(["review", ...mixed, "--rules", "CHG-01*", "--format", "json"]);
    expect(only.exitCode).toBe(3);
    const ids = JSON.parse(only.stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(new Set(ids)).toEqual(new Set(["CHG-010"]));
    for (const version of ["1.25", "v1.30", "1.33.2"]) {
      expect(
        sekisho(["scan", join(pulls, "harmless-image-bump/head"), "--kubernetes-version", version]).exitCode,
      ).toBe(0);
    }
  });

  it("are the same for an author with teams, of whom no rule asks yet", () => {
    const named = sekisho(["review", ...mixed, "--author", "@mei", "--teams", "acme/payments, acme/sre"]);
    expect(named).toEqual(sekisho(["review", ...mixed]));
  });
});

describe("colours", () => {
  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ["are off in a pipe", {}, false],
    ["are on in a pipe when forced", { FORCE_COLOR: "1" }, true],
    ["are off whatever is forced with NO_COLOR", { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("%s", (_, variables, coloured) => {
    const { stdout } = sekisho(["review", ...mixed], { variables });
    expect(stdout.includes(escapeCharacter)).toBe(coloured);
  });
});

describe("a large output", () => {
  const folder = temporaryFolder();
  const count = 400;

  beforeAll(() => {
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: a }\nspec:\n  hostNetwork: true\n  hostPID: true\n  containers: [{ name: c, image: "a" }]\n`;
    mkdirSync(join(folder, "k8s"));
    for (let index = 0; index < count; index += 1)
      writeFileSync(join(folder, "k8s", `pod-${index}.yaml`), pod(`pod-${index}`));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("arrives whole in a slow pipe", () => {
    const script = `"$0" "$1" scan "$2" --format json | (sleep 0.3; cat)`;
    const { stdout } = run("/bin/sh", ["-c", script, process.execPath, program, folder]);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(stdout).statistics.resources).toBe(count);
  });

  it("may be read in part: who closes the pipe gets no complaint, and the exit code of the decision", () => {
    const script = `{ "$0" "$1" scan "$2" --format json; echo "exit $?" >&2; } | head -n 1`;
    const ran = run("/bin/sh", ["-c", script, process.execPath, program, folder]);
    expect(ran.stdout).toBe("{\n");
    expect(ran.stderr).toBe("exit 1\n");
  });

  it("is left off at once with Ctrl-C, without a stack", async () => {
    const child = start(["scan", folder, "--format", "json"]);
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    // Long enough to be at work, and too short to be done with 400 files.
    await new Promise((resolve) => setTimeout(resolve, 250));
    child.kill("SIGINT");
    const [exitCode, signal] = await once(child, "close");
    expect(said).toBe("");
    expect([exitCode, signal]).toEqual([null, "SIGINT"]);
  });
});

describe("npm run in a checkout", () => {
  const npm = run("/bin/sh", ["-c", "command -v npm || true"]).stdout.trim();

  it.skipIf(npm === "")("takes relative paths from where the caller stands", () => {
    const folder = join(pulls, "memory-over-the-limit");
    const arguments_ = [
      "--prefix",
      top,
      "run",
      "-s",
      "sekisho",
      "--",
      "review",
      "--base",
      "base",
      "--head",
      "head",
    ];
    const home = temporaryFolder();
    const ran = run(npm, arguments_, { folder, variables: { HOME: home, ...nothingOfNpm() } });
    rmSync(home, { recursive: true, force: true });
    expect(ran.stderr).toBe("");
    expect(ran.stdout).toMatch(/^⛔ Sekisho: fix 1 thing\n/);
    expect(ran.exitCode).toBe(1);
  });
});

/** The tests may themselves be run by npm. */
function nothingOfNpm(): Record<string, string> {
  return { npm_config_update_notifier: "false", PATH: environment()["PATH"] ?? "" };
}
