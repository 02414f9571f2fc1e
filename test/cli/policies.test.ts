import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { sekisho, top } from "./command.ts";

/** Policies of an organisation on the command line. */
const example = "docs/examples/conftest";
const source = ["--policy-source", `acme/policies=${example}`];
const beside = ["--config", `${example}/sekisho.yml`, ...source];

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const settings = "version: 1\npolicySources: [{ path: policy, kind: conftest }]\n";
const denyMaps = 'package main\ndeny contains "no maps" if input.kind == "ConfigMap"\n';

test("`policies list` shows them beside the shipped rules, with what is in force", () => {
  const { exitCode, stdout } = sekisho(["policies", "list", ...beside]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /conftest\.estate\.main\.deny_role_binding +Roles that a team .* high +review +review/,
  );
  expect(stdout).toMatch(/conftest\.estate\.main\.warn_iam .* advise +advise/);
  expect(stdout).toContain("RES-004");
});

test("`policies test` runs their tests, and says which fail", () => {
  const passing = sekisho(["policies", "test", `${example}/policy`]);
  expect([passing.exitCode, passing.stdout]).toEqual([0, "12 of 12 tests pass\n"]);
  const folder = folderWith({
    "a.rego": denyMaps,
    "a_test.rego": "package main\ntest_none if count(deny) == 1\n",
  });
  const failing = sekisho(["policies", "test", folder]);
  expect([failing.exitCode, failing.stdout]).toEqual([
    1,
    expect.stringMatching(/✗ a_test\.rego:2 test_none fails[\s\S]*\n0 of 1 tests pass\n$/),
  ]);
});

test("`explain` tells what is known of one", () => {
  const { exitCode, stdout } = sekisho(["explain", "conftest.estate.main.deny_role_binding", ...beside]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("Roles that a team may be given");
});

test.each([
  [
    "Rego that does not compile",
    "package main\ndeny contains msg if {\n\tmsg := x\n}\n",
    "policy/a.rego:3:2: var x is unsafe",
  ],
  [
    "the network",
    'package main\ndeny contains "a" if http.send({"url": "https://example.com"})\n',
    "policies cannot use http.send: policies see no network. Use a data file",
  ],
  ["a wrong shape", "package main\ndeny := true\n", "policy/a.rego:2:1: deny is of the type boolean"],
])("%s ends with 2, and tells file, line and what to do", (_, rego, expected) => {
  const folder = folderWith({ ".github/sekisho.yml": settings, "policy/a.rego": rego });
  const { exitCode, stderr } = sekisho(["scan", folder]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(expected)]);
});

test("`config check` tells the same, each at its place", () => {
  const folder = folderWith({
    ".github/sekisho.yml": settings,
    "policy/a.rego": "package main\ndeny := true\n",
  });
  const { exitCode, stdout } = sekisho(["config", "check"], { folder });
  expect(exitCode).toBe(2);
  expect(stdout).toMatch(/policy\/a\.rego line 2\n +deny is of the type boolean/);
});

test("a repository of policies without a folder ends with 2, and says how to give one", () => {
  const folder = folderWith({ "a.yaml": "a: 1\n" });
  const config = join(top, example, "sekisho.yml");
  const missing = sekisho(["scan", folder, "--config", config]);
  expect([missing.exitCode, missing.stderr]).toEqual([
    2,
    expect.stringContaining("--policy-source acme/policies=FOLDER"),
  ]);
  const wrong = sekisho(["scan", folder, "--config", config, "--policy-source", "acme"]);
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining("write OWNER/NAME=FOLDER")]);
});
