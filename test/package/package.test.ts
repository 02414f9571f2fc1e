import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { pull, run, sekisho, top } from "../cli/command.ts";

/** What somebody downloads. The four engines are 16.1 MB of it, and hardly compress any more. */
const packageBytesMax = 18_500_000;

const folder = temporaryFolder();
const installed = join(folder, "node_modules", "sekisho");
let packageBytes = 0;

/** As `npm install` would put it, with the packages that the checkout has: the network is not asked. */
beforeAll(() => {
  const home = { HOME: folder, npm_config_update_notifier: "false" };
  const packed = run("npm", ["pack", "--silent", "--pack-destination", folder], { variables: home });
  expect(packed.exitCode, packed.stderr).toBe(0);
  const tarball = join(folder, packed.stdout.trim());
  packageBytes = statSync(tarball).size;
  expect(run("tar", ["-xzf", tarball, "-C", folder]).exitCode).toBe(0);
  mkdirSync(dirname(installed), { recursive: true });
  renameSync(join(folder, "package"), installed);
  for (const path of packagesForUsers()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(top, path), join(folder, path));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The outer ones; what a package keeps inside of itself comes with it. */
function packagesForUsers(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(top, "package-lock.json"), "utf8"));
  return Object.entries<{ readonly dev?: boolean }>(packages)
    .filter(([path, { dev }]) => /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) && dev !== true)
    .map(([path]) => path);
}

function runInstalled(arguments_: readonly string[]) {
  return run(process.execPath, [join(installed, "bin", "sekisho.js"), ...arguments_], { folder });
}

function withoutRun(json: string): unknown {
  const { run: _, ...rest } = JSON.parse(json);
  return rest;
}

describe("the package, installed elsewhere", () => {
  it("decides as the checkout does, about Kubernetes and about Terraform", () => {
    for (const name of ["traffic-shift-and-wrong-limit", "database-open-to-the-world", "pod-security"]) {
      const arguments_ = ["review", ...pull(name), "--format", "json", "--locale", "ja"];
      const [ours, theirs] = [sekisho(arguments_), runInstalled(arguments_)];
      expect(theirs.stderr).toBe("");
      expect(theirs.exitCode).toBe(ours.exitCode);
      expect(withoutRun(theirs.stdout)).toEqual(withoutRun(ours.stdout));
    }
  });

  it("has the texts and the rules", () => {
    expect(runInstalled(["explain", "RES-004", "--locale", "ja"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(runInstalled(["policies", "list"]).stdout).toBe(sekisho(["policies", "list"], { folder }).stdout);
  });

  it("brings the rules compiled, so that a new machine does not wait for that", () => {
    const cache = join(folder, "empty-cache");
    const variables = { SEKISHO_CACHE_DIR: cache };
    const bin = join(installed, "bin", "sekisho.js");
    const { exitCode } = run(process.execPath, [bin, "review", ...pull("memory-over-the-limit")], {
      folder,
      variables,
    });
    expect(exitCode).toBe(1);
    expect(existsSync(join(cache, "policy-sets"))).toBe(false);
  });

  it("holds what it needs, and neither sources nor tests of ours", () => {
    const paths = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(readdirSync(installed).sort()).toEqual([
      "LICENSE",
      "README.ja.md",
      "README.md",
      "app.yml",
      "bin",
      "dist",
      "docs",
      "engines",
      "package.json",
      "policies",
      "schemas",
      "verifier",
    ]);
    expect(paths).toEqual(expect.arrayContaining(["docs/decision.schema.json", "engines/dist/opa.wasm.zst"]));
    expect(paths.filter((path) => /\.test\.|\.ts$|\.go$|temporary-repository/.test(path))).toEqual([]);
  });

  it(`is at most ${packageBytesMax} bytes to download`, () => {
    expect(packageBytes).toBeLessThanOrEqual(packageBytesMax);
  });
});
