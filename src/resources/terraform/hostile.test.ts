import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../../engines/engine-loader.ts";
import { createEngine } from "../../engines/instance.ts";
import { readTerraform } from "./index.ts";

const distDir = resolve(import.meta.dirname, "../../../engines/dist");
const engine = createEngine(await loadEngine("terraform", { distDir, cacheDir: null }));

function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const bytes = Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]);
  const paths = Object.keys(files).toSorted();
  return readTerraform(engine, {
    root: { key: "terraform:a", kind: "terraform", path: "a", variant: null, files: paths },
    files: new Map(bytes),
    settings: { roots: [], assumeKnown: {}, modules: [] },
  });
}

/** What `v` of the one resource is, beside files that it may read; `undefined` where that cannot be told. */
function readValue(expression: string, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const { resources, diagnostics } = read({
    "a/main.tf": `resource "a_b" "c" {\n  v = ${expression}\n}\n`,
    ...files,
  });
  return { value: resources.find(({ type }) => type === "a_b")?.object["v"], diagnostics };
}

const loops = (depth: number) =>
  `${"%{ for i in range(1000) }".repeat(depth)}x${"%{ endfor }".repeat(depth)}`;

describe("what is read", () => {
  it.each([
    ["outside of the repository", 'file("../../../etc/passwd")', { "etc/passwd": "x" }],
    ["by an absolute path", 'file("/etc/passwd")', {}],
    ["in a home folder", 'file("~/.ssh/id_rsa")', {}],
    ["as one that is no text", 'file("x.bin")', { "a/x.bin": Buffer.from([0xff, 0xfe, 0x00, 0x01]) }],
    [
      "as a template of ten million letters",
      'templatefile("x.tpl", {})',
      { "a/x.tpl": "%{ for i in range(10000000) }x%{ endfor }" },
    ],
    ["as a template of many loops", 'templatefile("x.tpl", {})', { "a/x.tpl": loops(5) }],
    [
      "as a template of endless nesting",
      'templatefile("x.tpl", {})',
      { "a/x.tpl": "$\u007b[".repeat(5_000) },
    ],
    ["as a template of itself", 'templatefile("x.tpl", {})', { "a/x.tpl": `\${templatefile("x.tpl", {})}` }],
    [
      "as templates of each other",
      'templatefile("x.tpl", {})',
      { "a/x.tpl": `\${templatefile("y.tpl", {})}`, "a/y.tpl": `\${templatefile("x.tpl", {})}` },
    ],
    ["as deep JSON", 'jsondecode(file("x.json"))', { "a/x.json": "[".repeat(100_000) + "]".repeat(100_000) }],
    ["as deep YAML", 'yamldecode(file("x.yaml"))', { "a/x.yaml": "- ".repeat(50_000) }],
    ["as YAML that multiplies", 'yamldecode(file("x.yaml"))', { "a/x.yaml": "a: &a [1,1]\nb: [*a,*a]\n" }],
    ["as deep JSON in the configuration", `jsondecode("${"[".repeat(50_000)}${"]".repeat(50_000)}")`, {}],
  ])("%s stays unknown", (_, expression, files: Readonly<Record<string, string | Uint8Array>>) => {
    expect(readValue(expression, files).value).toBeUndefined();
  });

  it("and too large is said, without a word of what it holds", () => {
    const { value, diagnostics } = readValue('file("x.txt")', { "a/x.txt": "hunter2 ".repeat(2 ** 17) });
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { kind: "not-read", messageId: "limit_exceeded", arguments: { limit: "readFile", maximum: 262_144 } },
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  it("and is no text is nobody's mistake where only its digest is asked for", () => {
    const { diagnostics } = readValue('filebase64sha256("x.zip")', {
      "a/x.zip": Buffer.from([0x50, 0x4b, 0xff]),
    });
    expect(diagnostics).toEqual([]);
  });

  it("and encrypted is passed over by name", () => {
    const { notEvaluated } = read({
      "a/main.tf": 'locals {\n  a = file("x.json")\n}\n',
      "a/x.json": "\0GITCRYPT\0xyz",
    });
    expect(notEvaluated).toEqual([{ path: "a/x.json", reason: "encrypted", detail: "git-crypt" }]);
  });

  it("says nothing of a template that fails", () => {
    const { value, diagnostics } = readValue('templatefile("x.tpl", {})', {
      "a/x.tpl": `password = "hunter2" \${oops}`,
    });
    expect(value).toBeUndefined();
    expect(diagnostics).toEqual([]);
  });
});

describe("module calls", () => {
  it.each([
    ["names that JavaScript gives a meaning", '__proto__ = { polluted = true }\n constructor = "x"'],
    ["lists where maps belong", "versioning = []\n grant = {}\n policy = [1]\n attach_policy = true"],
    ["numbers where texts belong", "acl = 1\n bucket = true\n logging = 3"],
  ])("with %s are read", (_, body) => {
    const { resources } = read({
      "a/main.tf": `module "m" {\n source = "terraform-aws-modules/s3-bucket/aws"\n ${body}\n}\n`,
    });
    expect(resources.map(({ type }) => type)).toContain("aws_s3_bucket");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("with a hundred thousand rules end", () => {
    const list = Array.from({ length: 5_000 }, () => '"ssh-tcp"').join(",");
    const { resources } = read({
      "a/main.tf": `module "m" {\n source = "terraform-aws-modules/security-group/aws"\n ingress_cidr_blocks = ["10.0.0.0/8"]\n ingress_rules = [${list}]\n}\n`,
    });
    expect(resources).toHaveLength(2);
  });
});
