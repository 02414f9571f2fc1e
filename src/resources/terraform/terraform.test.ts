import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../../engines/engine-loader.ts";
import { createEngine } from "../../engines/instance.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import type { ModuleAdapter } from "../../model/terraform-settings.ts";
import { readTerraform, type TerraformReading } from "./index.ts";

const distDir = resolve(import.meta.dirname, "../../../engines/dist");
const engine = createEngine(await loadEngine("terraform", { distDir, cacheDir: null }));

type Settings = Configuration["terraform"];
const none: Settings = { roots: [], assumeKnown: {}, modules: [] };

function read(
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: Partial<Settings> = {},
  variant: string | null = null,
): TerraformReading {
  const root: Root = {
    key: "terraform:a",
    kind: "terraform",
    path: "a",
    variant,
    files: Object.keys(files).toSorted(),
  };
  const bytes = Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]);
  return readTerraform(engine, { root, files: new Map(bytes), settings: { ...none, ...settings } });
}

function only(reading: TerraformReading, address: string): Resource {
  const found = reading.resources.filter((resource) => resource.address === address);
  expect(found).toHaveLength(1);
  const [resource] = found;
  if (resource === undefined) throw new Error(address);
  return resource;
}

describe("locations", () => {
  const text = [
    'resource "aws_security_group" "g" {',
    '  name = "x"',
    "  ingress {",
    "    cidr_blocks = [",
    '      "10.0.0.0/8",',
    '      "0.0.0.0/0",',
    "    ]",
    "  }",
    "  tags = {",
    '    owner = "me"',
    "  }",
    "}",
  ].join("\n");
  const group = only(read({ "a/main.tf": text }), "aws_security_group.g");

  it.each([
    ["the whole", [], 1, 12],
    ["an argument", ["name"], 2, 2],
    ["a block", ["ingress", 0], 3, 8],
    ["a list", ["ingress", 0, "cidr_blocks"], 4, 7],
    ["an element of a list", ["ingress", 0, "cidr_blocks", 1], 6, 6],
    ["an entry of a map", ["tags", "owner"], 10, 10],
    ["what is not written: its parent", ["ingress", 0, "description"], 3, 8],
    ["what is not there at all: the block", ["nothing", "at", "all"], 1, 12],
  ] as const)("%s", (_, path, startLine, endLine) => {
    expect(group.locate(path)).toMatchObject({ path: "a/main.tf", startLine, endLine });
  });

  it("have columns where everything stands on one line", () => {
    expect(group.locate(["name"])).toMatchObject({ startColumn: 3, endColumn: 12 });
    expect(group.location).not.toHaveProperty("startColumn");
  });

  it("name the call that brings a module's resource", () => {
    const reading = read({
      "a/main.tf": '\nmodule "m" {\n  source = "../m"\n}\n',
      "m/main.tf": 'resource "a_b" "c" {\n  v = 1\n}\n',
    });
    expect(only(reading, "module.m.a_b.c").locate(["v"])).toEqual({
      path: "m/main.tf",
      startLine: 2,
      endLine: 2,
      startColumn: 3,
      endColumn: 7,
      origin: { kind: "module-call", path: "a/main.tf", line: 2, exact: true },
    });
  });
});

describe("masks", () => {
  const reading = read({
    "a/main.tf": [
      'variable "password" {',
      '  default   = "hunter2"',
      "  sensitive = true",
      "}",
      'data "a_b" "d" {}',
      'resource "a_b" "c" {',
      "  password = var.password",
      `  url      = "https://\${var.password}@host"`,
      "  list     = [data.a_b.d.id, 1]",
      "  map      = { a = data.a_b.d.id, b = 2 }",
      "  other    = data.a_b.d.other",
      "}",
    ].join("\n"),
  });
  const resource = only(reading, "a_b.c");

  it("tell what is unknown, each by the digest of its expression", () => {
    expect([...resource.unknown.keys()].toSorted()).toEqual(["/list/0", "/map/a", "/other"]);
    expect(resource.unknown.get("/list/0")).toBe(resource.unknown.get("/map/a"));
    expect(resource.unknown.get("/other")).not.toBe(resource.unknown.get("/map/a"));
    expect(resource.object).toMatchObject({ list: [null, 1], map: { b: 2 } });
    expect(resource.object).not.toHaveProperty("other");
  });

  it("tell what is sensitive, also what is made of it", () => {
    expect([...resource.sensitive].toSorted()).toEqual(["/password", "/url"]);
  });
});

describe("module adapters", () => {
  const rds: ModuleAdapter = {
    source: "github.com/acme/terraform-rds*",
    versions: null,
    inputs: {},
    makes: [
      {
        as: "aws_db_instance",
        name: null,
        when: {},
        forEach: null,
        arguments: { db_instance_class: "instance_class" },
        others: true,
        defaults: { publicly_accessible: false, storage_encrypted: true, engine: "postgres" },
      },
    ],
  };
  const text = [
    'data "a_b" "d" {}',
    'module "rds" {',
    '  source            = "git::https://github.com/acme/terraform-rds-instance.git?ref=1.2"',
    '  db_instance_class = "db.t4g.micro"',
    "  storage_encrypted = false",
    "  engine            = data.a_b.d.engine",
    "}",
    'module "other" {',
    '  source = "acme/other/aws"',
    "}",
  ].join("\n");
  const reading = read({ "a/main.tf": text }, { modules: [rds] });

  it("make a call the resource that it makes, with the module's defaults", () => {
    expect(only(reading, "module.rds:aws_db_instance")).toMatchObject({
      type: "aws_db_instance",
      object: { instance_class: "db.t4g.micro", storage_encrypted: false, publicly_accessible: false },
    });
    expect(only(reading, "module.rds").type).toBe("module");
  });

  it("keep masks and lines", () => {
    const made = only(reading, "module.rds:aws_db_instance");
    expect([...made.unknown.keys()]).toEqual(["/engine"]);
    expect(made.object).not.toHaveProperty("engine");
    expect(made.locate(["instance_class"])).toMatchObject({ startLine: 4 });
  });

  it("leave the calls that none reads to the list of what was not evaluated", () => {
    expect(reading.notEvaluated).toEqual([
      { path: "a/main.tf", reason: "remote-module", detail: "acme/other/aws" },
    ]);
  });

  it("read well-known modules of the registry without being told", () => {
    const known = read({
      "a/main.tf": 'module "db" {\n  source  = "terraform-aws-modules/rds/aws"\n  version = "6.0.0"\n}\n',
    });
    expect(only(known, "module.db:aws_db_instance").object).toMatchObject({ publicly_accessible: false });
  });
});

describe("what cannot be read", () => {
  it.each([
    ["no text", Buffer.from([0x76, 0xff, 0xfe, 0x00]), "not-read", "not_text"],
    ["UTF-8 that is broken", Buffer.from([0x76, 0xc3, 0x28]), "not-read", "not_text"],
    ["too large", `# ${"x".repeat(1024 * 1024)}`, "not-read", "limit_exceeded"],
    [
      "a pointer to large storage",
      "version https://git-lfs.github.com/spec/v1\noid sha256:x\n",
      "not-read",
      "lfs_pointer",
    ],
    ["broken syntax", 'variable "x" {\n  default = [\n}\n', "syntax", "hcl_syntax"],
    ["deep nesting", `locals {\n  a = ${"[".repeat(20_000)}\n}\n`, "not-read", "limit_exceeded"],
  ] as const)("%s", (_, content, kind, messageId) => {
    const reading = read({ "a/bad.tf": content, "a/good.tf": 'resource "a_b" "c" {\n  v = var.x\n}\n' });
    expect(reading.diagnostics).toMatchObject([
      { kind, messageId, subject: "a/bad.tf", arguments: { path: "a/bad.tf" } },
    ]);
    expect([...only(reading, "a_b.c").unknown.keys()]).toEqual(["/v"]);
  });

  it("passes over encrypted files", () => {
    const reading = read({ "a/secret.tf": "\0GITCRYPT\0xyz", "a/good.tf": "locals {\n  a = var.x\n}\n" });
    expect(reading.diagnostics).toEqual([]);
    expect(reading.notEvaluated).toEqual([{ path: "a/secret.tf", reason: "encrypted", detail: "git-crypt" }]);
  });

  it("names line and column of a mistake", () => {
    const [found] = read({ "a/x.tf": 'resource "a_b" "c" {\n  v = ]\n}\n' }).diagnostics;
    expect(found).toMatchObject({
      arguments: { line: 2, column: 7 },
      location: { path: "a/x.tf", startLine: 2, startColumn: 7 },
    });
  });

  it("keeps names that JavaScript gives a meaning", () => {
    const reading = read({
      "a/x.tf": 'resource "a_b" "__proto__" {\n  constructor = { __proto__ = 1 }\n}\n',
    });
    const { object } = only(reading, "a_b.__proto__");
    expect(JSON.stringify(object)).toBe('{"constructor":{"__proto__":1}}');
  });
});

describe("variables", () => {
  const main = `variable "v" {}\nresource "a_b" "c" {\n  v = "\${var.v}-\${terraform.workspace}"\n}\n`;
  it.each([
    ["are unknown without a value", {}, null, undefined],
    [
      "are what the configuration assumes",
      { assumeKnown: { v: "x" }, roots: [rule("prod", [])] },
      "prod",
      "x-prod",
    ],
    ["come from the var file of the variant", { roots: [rule("prod", ["prod.tfvars"])] }, "prod", "p-prod"],
  ])("%s", (_, settings: Partial<Settings>, variant, value) => {
    const reading = read({ "a/main.tf": main, "a/prod.tfvars": 'v = "p"' }, settings, variant);
    expect(only(reading, "a_b.c").object["v"]).toBe(value);
  });
});

function rule(workspace: string, varFiles: readonly string[]): Settings["roots"][number] {
  return { path: "a", varFiles, workspace, environment: null };
}
