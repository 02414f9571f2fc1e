import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../engines/engine-loader.ts";
import { createEngine } from "../engines/instance.ts";
import type { TerraformRootRule } from "../model/terraform-settings.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { SurveyedFolders } from "./surveyed-folders.ts";
import { findTerraformRoots } from "./terraform.ts";

const distDir = resolve(import.meta.dirname, "../../engines/dist");
const engine = createEngine(await loadEngine("terraform", { distDir, cacheDir: null }));

interface Reads {
  count: number;
}

function treeOf(
  files: Readonly<Record<string, string>>,
  reads: Reads = { count: 0 },
  blobOf = (path: string) => path,
): Tree {
  const entries = Object.keys(files).map((path): [string, TreeEntry] => [
    path,
    { path, mode: path.startsWith("link") ? "symlink" : "file", blob: blobOf(path), sizeBytes: 1 },
  ]);
  return {
    label: "test",
    commit: null,
    entries: new Map(entries),
    read: async (paths) => {
      reads.count += paths.length;
      return new Map(paths.map((path) => [path, Buffer.from(files[path] ?? "")]));
    },
  };
}

const backend = 'terraform {\n  backend "s3" {}\n}\n';
const provider = 'provider "aws" {\n}\n';
const calls = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;

async function find(
  files: Readonly<Record<string, string>>,
  changed: readonly string[] | null = null,
  rules: readonly TerraformRootRule[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const roots = await findTerraformRoots({
    tree: treeOf(files),
    settings: { roots: rules, assumeKnown: {}, modules: [] },
    engine: async () => engine,
    surveyed: new SurveyedFolders(),
    changedPaths: changed === null ? null : new Set(changed),
  });
  return Object.fromEntries(roots.map(({ key, files: own }) => [key, own]));
}

describe("what a Terraform root is", () => {
  it.each([
    ["a folder with a backend", { "a/x.tf": backend }, ["terraform:a"]],
    ["a folder with a cloud block", { "a/x.tf": "terraform {\n  cloud {}\n}\n" }, ["terraform:a"]],
    ["a folder with a provider", { "a/x.tf": provider }, ["terraform:a"]],
    ["a folder with variable values", { "a/x.tf": "", "a/x.tfvars": "" }, ["terraform:a"]],
    ["the top folder", { "x.tf": backend }, ["terraform:."]],
    ["a folder in JSON", { "a/x.tf.json": '{"provider": {"aws": {}}}' }, ["terraform:a"]],
    [
      "nothing that is called, even with a provider",
      { "a/x.tf": backend + calls("../b"), "b/x.tf": provider },
      ["terraform:a"],
    ],
    [
      "a folder with a backend, even when it is called",
      { "a/x.tf": backend + calls("../b"), "b/x.tf": backend },
      ["terraform:a", "terraform:b"],
    ],
    ["a library that nothing calls", { "a/x.tf": 'variable "a" {}' }, ["terraform-module:a"]],
    [
      "modules that only call each other",
      { "a/x.tf": calls("../b"), "b/x.tf": calls("../a") },
      ["terraform-module:a"],
    ],
    ["a module that calls itself", { "a/x.tf": calls("../a") }, ["terraform-module:a"]],
    ["a provider in a comment", { "a/x.tf": '# provider "aws" {}\n' }, ["terraform-module:a"]],
    ["no variable values alone", { "a/x.tfvars": "" }, []],
    ["no copy that Terraform made", { "a/.terraform/modules/m/x.tf": backend }, []],
    ["no symbolic link", { "link/x.tf": backend }, []],
  ])("%s", async (_, files: Readonly<Record<string, string>>, keys) => {
    expect(Object.keys(await find(files))).toEqual(keys);
  });
});

describe("the files of a root", () => {
  it("are those of its folder and of all local modules below it", async () => {
    const files = {
      "live/a/main.tf": backend + calls("../../modules/x"),
      "live/a/a.tfvars": "",
      "modules/x/main.tf": calls("./inner"),
      "modules/x/x.tfvars": "",
      "modules/x/inner/main.tf": "",
      "modules/other/main.tf": "",
    };
    expect((await find(files))["terraform:live/a"]).toEqual([
      "live/a/a.tfvars",
      "live/a/main.tf",
      "modules/x/inner/main.tf",
      "modules/x/main.tf",
    ]);
  });

  it("are also those that its configuration reads", async () => {
    const files = {
      "live/a/main.tf": `${backend}${calls("../../modules/x")}locals {\n a = file("p/a.json")\n}\n`,
      "live/a/p/a.json": "",
      "live/a/p/other.json": "",
      "live/a/q/one.json": "",
      "modules/x/main.tf": [
        "locals {",
        `  a = templatefile("\${path.module}/t/\${var.name}.tpl", {})`,
        `  b = fileset("\${path.root}/q", "*.json")`,
        `  c = file("\${path.module}/../../../../etc/passwd")`,
        "}",
      ].join("\n"),
      "modules/x/t/b.tpl": "",
      "modules/x/t/b.txt": "",
      "link.json": "",
    };
    expect((await find(files))["terraform:live/a"]).toEqual([
      "live/a/main.tf",
      "live/a/p/a.json",
      "live/a/q/one.json",
      "modules/x/main.tf",
      "modules/x/t/b.tpl",
    ]);
  });

  it("hold the var files that are configured, and each rule is a root of its own", async () => {
    const rule = (workspace: string | null, varFiles: readonly string[]): TerraformRootRule => ({
      path: "./a/",
      varFiles,
      workspace,
      environment: null,
    });
    const files = { "a/x.tf": "", "vars/prod.tfvars": "", "a/dev.tfvars": "" };
    const rules = [rule("prod", ["../vars/prod.tfvars"]), rule(null, ["dev.tfvars", "none.tfvars"])];
    expect(await find(files, null, rules)).toEqual({
      "terraform:a#none.tfvars": ["a/dev.tfvars", "a/x.tf"],
      "terraform:a#prod": ["a/dev.tfvars", "a/x.tf", "vars/prod.tfvars"],
    });
  });
});

describe("the roots of a change", () => {
  const files = {
    "live/a/main.tf": backend + calls("../../modules/x"),
    "live/b/main.tf": backend + calls("../../modules/gone"),
    "live/c/main.tf": backend,
    "modules/x/main.tf": calls("../y"),
    "modules/y/main.tf": 'variable "a" {}',
    "README.md": "",
    "live/d/main.tf": `${backend}locals {\n a = file("policy.json")\n b = file("../shared/x.json")\n c = file("gone.json")\n}\n`,
    "live/d/policy.json": "",
    "live/shared/x.json": "",
  };
  it.each([
    ["a file that only a root reads", ["live/d/policy.json"], ["terraform:live/d"]],
    ["a file beside a root that reads it", ["live/shared/x.json"], ["terraform:live/d"]],
    ["a file that is gone and still read", ["live/d/gone.json"], ["terraform:live/d"]],
    ["a file that nobody reads", ["live/d/other.json"], []],
    ["a file of a root", ["live/c/main.tf"], ["terraform:live/c"]],
    ["a module brings all who call it, however far", ["modules/y/main.tf"], ["terraform:live/a"]],
    ["a module that is gone brings those who miss it", ["modules/gone/main.tf"], ["terraform:live/b"]],
    ["what is no Terraform brings nothing", ["README.md"], []],
  ])("%s", async (_, changed, keys) => {
    expect(Object.keys(await find(files, changed))).toEqual(keys);
  });

  it("reads only what it needs where the changed folder has a backend", async () => {
    const reads = { count: 0 };
    await findTerraformRoots({
      tree: treeOf(files, reads),
      settings: { roots: [], assumeKnown: {}, modules: [] },
      engine: async () => engine,
      surveyed: new SurveyedFolders(),
      changedPaths: new Set(["live/a/main.tf"]),
    });
    expect(reads.count).toBe(3);
  });

  it("asks again only about folders that differ from what other trees held", async () => {
    const surveyed = new SurveyedFolders();
    const edited = { ...files, "live/a/main.tf": `${files["live/a/main.tf"]}# edited\n` };
    const everything = { settings: { roots: [], assumeKnown: {}, modules: [] }, changedPaths: null };
    let asked = 0;
    const counted = async () => {
      asked += 1;
      return engine;
    };
    const first = await findTerraformRoots({ ...everything, tree: treeOf(files), engine: counted, surveyed });
    const askedOnce = asked;
    const reads = { count: 0 };
    const again = await findTerraformRoots({
      ...everything,
      tree: treeOf(files, reads),
      engine: counted,
      surveyed,
    });
    expect([again, asked, reads.count]).toEqual([first, askedOnce, 0]);
    const tree = treeOf(edited, reads, (path) => (path === "live/a/main.tf" ? "edited" : path));
    const changed = await findTerraformRoots({ ...everything, tree, engine: counted, surveyed });
    expect([changed, reads.count]).toEqual([first, 1]);
  });
});
