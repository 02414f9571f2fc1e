import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { outputFormats } from "../../src/cli/output-options.ts";
import { type TemporaryRepository, temporaryRepository } from "../../src/git/temporary-repository.ts";
import { sekisho } from "../cli/command.ts";
import { type Files, writeFiles } from "./bench.ts";
import { harmless, isPlain, onHostNetwork, root, steering } from "./samples.ts";

const top = mkdtempSync(join(tmpdir(), "sekisho-hostile-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let count = 0;
function folder(files: Files): string {
  count += 1;
  const path = join(top, String(count));
  writeFiles(path, files);
  return path;
}

const deep = harmless("a", `data: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`);
const planted = "Zq7plantedx9K2vB7mQ";
const configured = (text: string | { readonly link: string }): Files => ({
  ".github/sekisho.yml": text,
  "a.yaml": harmless("a"),
});

describe("a hostile change ends with a code of its own, and nothing else", () => {
  test.each<[string, Files | null, Files, number, RegExp]>([
    ["broken YAML", {}, { "a.yaml": "apiVersion: v1\nkind: [\n" }, 1, /VAL-001/],
    ["broken HCL", {}, { "a.tf": root("}") }, 1, /VAL-001/],
    ["20,000 levels", {}, { "a.yaml": deep }, 3, /CHG-025/],
    ["a module that calls itself", {}, { "a.tf": root('module "m" {\n  source = "./"\n}\n') }, 3, /CHG-025/],
    ["a link out of the tree", {}, { "a.yaml": { link: "/etc/passwd" } }, 3, /CHG-025/],
    ["bytes that are no text", {}, { "a.yaml": Buffer.from([0, 1]) }, 3, /CHG-025/],
    ["nothing at all", {}, {}, 0, /./],
    ["the end of everything", { "a.yaml": harmless("a"), "b.yaml": deep }, {}, 0, /./],
    ["a scan of something broken", null, { "a.yaml": "apiVersion: v1\nkind: [\n" }, 1, /VAL-001/],
    ["names that steer", {}, { "a.yaml": onHostNetwork(JSON.stringify(steering)) }, 1, /SEC-002/],
  ])("%s", (_, base, head, exitCode, said) => {
    const trees =
      base === null ? ["scan", folder(head)] : ["review", "--base", folder(base), "--head", folder(head)];
    const ran = sekisho(trees);
    expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ exitCode, stderr: "" });
    expect(ran.stdout).toMatch(said);
    expect(isPlain(ran.stdout)).toBe(true);
  });

  test.each(outputFormats)("and shows no secret as %s", (format) => {
    const secret = (value: string): Files => ({
      "a.yaml": `apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: shop}\nstringData: {anything: ${value}}\n`,
      "broken.yaml": `apiVersion: v1\nkind: Secret\nstringData:\n  anything: [${value}\n`,
      "twice.yaml": `apiVersion: v1\nkind: Secret\ndata:\n  a: ${value}\n  a: ${value}\n`,
      "main.tf": root(
        `variable "password" {\n  default = "${value}"\n}\nresource "aws_db_instance" "d" {\n  password = "${value}\n}\n`,
      ),
    });
    const ran = sekisho([
      "review",
      "--base",
      folder(secret(`${planted}1`)),
      "--head",
      folder(secret(`${planted}2`)),
      "--format",
      format,
    ]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout + ran.stderr).not.toContain(planted);
    expect(ran.stderr).toBe("");
  });
});

describe("a configuration that cannot be used ends with 2 and says where", () => {
  test.each<[string, string | { readonly link: string }, RegExp]>([
    [
      "a typo",
      "version: 1\nenviroments: []\n",
      /sekisho\.yml:2:1: There is no setting "enviroments"\..*environments/,
    ],
    ["broken YAML", "version: [\n", /sekisho\.yml:\d+:\d+: The file is not YAML/],
    [
      "a key that stands twice",
      "version: 1\nversion: 1\n",
      /sekisho\.yml:2:1: The key "version" stands here a second time/,
    ],
    ["a key of JavaScript", "version: 1\n__proto__: {mode: observe}\n", /sekisho\.yml:2:1: .*__proto__/],
    [
      "20,000 levels",
      `version: 1\ntenants: ${"[".repeat(20_000)}\n`,
      /sekisho\.yml:\d+:\d+: The file is nested too deeply/,
    ],
    [
      "anchors without end",
      `version: 1\na: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? "a" : `b${i - 1}`}, *${i === 0 ? "a" : `b${i - 1}`}]\n`).join("")}`,
      /sekisho\.yml:\d+:\d+: /,
    ],
    ["a link", { link: "../../../../etc/passwd" }, /sekisho\.yml:1:1: The file cannot be read: it is a link/],
    [
      "a file beyond all limits",
      `# ${"x".repeat(11_000_000)}\n`,
      /sekisho\.yml:1:1: The file cannot be read: .*too large/,
    ],
  ])("%s", (_, text, message) => {
    const base = folder(configured(text));
    const ran = sekisho(["review", "--base", base, "--head", folder({})]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/^ {4}at /m);
  });

  test("but one that the change brings along is not in force", () => {
    const ran = sekisho([
      "review",
      "--base",
      folder({ "a.yaml": harmless("a") }),
      "--head",
      folder(configured("version: [\n")),
    ]);
    expect(ran.exitCode).toBe(3);
    expect(ran.stdout).toMatch(/CHG-018|CHG-023/);
  });
});

describe("in a repository", () => {
  let repository: TemporaryRepository | null = null;
  afterEach(() => repository?.remove());

  test("refs that look like options, or hold odd characters, are refs that are not there", () => {
    repository = temporaryRepository();
    repository.commit();
    for (const ref of [
      "--output=/tmp/x",
      "-h",
      "main\nmain",
      "",
      "a".repeat(5_000),
      "HEAD^{tree}",
      "main:a.yaml",
      "$(id)",
      "\u202e\u001b[31m",
    ]) {
      const ran = sekisho(["review", "--repo", repository.path, "--base=main", `--head=${ref}`]);
      expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
      expect(isPlain(ran.stderr)).toBe(true);
      expect(ran.stderr).not.toMatch(/^ {4}at /m);
    }
  });

  test("hooks, filters and attributes of it are not run", () => {
    repository = temporaryRepository();
    repository.commit();
    repository.git("switch", "--quiet", "--create", "pull");
    repository.write(".gitattributes", "* filter=trap diff=trap\n");
    repository.write("a.yaml", harmless("a"));
    repository.commit();
    const trap = join(repository.path, "trapped");
    repository.git("config", "core.fsmonitor", `touch ${trap}`);
    repository.git("config", "filter.trap.smudge", `touch ${trap}`);
    repository.git("config", "filter.trap.process", `touch ${trap}`);
    repository.git("config", "core.pager", `touch ${trap}`);
    repository.git("config", "diff.external", `touch ${trap}`);
    const ran = sekisho(["review", "--repo", repository.path, "--base", "main", "--head", "pull"]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(existsSync(trap)).toBe(false);
  });
});
