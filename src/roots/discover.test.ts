import { describe, expect, test } from "vitest";
import { fileBytesMax } from "../model/tree.ts";
import { discoverRoots } from "./discover.ts";
import { KnownContents } from "./known-contents.ts";
import { readStructure } from "./structure.ts";
import { type Files, type Link, memoryTree } from "./testing/memory-tree.ts";

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

async function rootsOf(
  files: Files,
  changed: readonly string[] | null = null,
  ignore: readonly string[] = [],
) {
  const tree = memoryTree(files);
  const contents = new KnownContents();
  const { charts, kustomizations } = await readStructure(tree, contents);
  const parts = kustomizations.parts();
  const found = await discoverRoots(tree, {
    changed: changed === null ? null : new Set(changed),
    ignore,
    contents,
    folders: new Set(),
    isTaken: (path) => parts.has(path) || charts.ownerOf(path) !== null,
  });
  return {
    roots: found.roots.flatMap(({ key, files: own }) => own.map((path) => `${key} ${path}`)),
    unread: found.diagnostics.map(({ messageId, subject }) => `${messageId} ${subject}`),
    passedOver: found.notEvaluated.map(({ path, reason }) => `${reason} ${path}`),
  };
}

const nothing = { roots: [], unread: [], passedOver: [] };

describe("plain manifests", () => {
  test("are one root for each folder, with the files in it", async () => {
    const files = {
      "a/x.yaml": pod,
      "a/b/y.yml": pod,
      "a/b/z.json": '{"apiVersion": "v1", "kind": "Pod"}',
      "top.yaml": pod,
    };
    expect((await rootsOf(files)).roots).toEqual([
      "manifests:. top.yaml",
      "manifests:a a/x.yaml",
      "manifests:a/b a/b/y.yml",
      "manifests:a/b a/b/z.json",
    ]);
  });

  test.each([
    "src/main.ts",
    "README.md",
    "package.json",
    "docs/guide.yaml",
    "mkdocs.yml",
    "docker-compose.yml",
    "logo.png",
    "values.yaml",
    "tsconfig.json",
    "main.tf",
    "x.tf.json",
    "a.yaml.bak",
    ".github/dependabot.yml",
  ])("are not what %s is", async (path) => {
    expect(await rootsOf({ [path]: '{"a": "\\u003cb\\u003e", "c": "no object"}' })).toEqual(nothing);
  });

  test.each([
    ["bytes that are no text", Uint8Array.of(0xff, 0xfe, 0x61, 0)],
    ["git-crypt", "\0GITCRYPT\0abc"],
    ["an LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"],
    ["letters as numbers", '"\\x61piVersion": v1\n"\\u006bind": Pod\n'],
    ["a word over two lines", '"api\\\n  Version": v1\n"kin\\\n  d": Pod\n'],
    ["a word in another encoding", "!!binary YXBpVmVyc2lvbg==: v1\n!!binary a2luZA==: Pod\n"],
    ["broken syntax around the words", "apiVersion: v1\nkind: [\n"],
  ])("may be in a file with %s, which its reader decides", async (_, content) => {
    expect((await rootsOf({ "a/x.yaml": content })).roots).toEqual(["manifests:a a/x.yaml"]);
  });

  test("are found by changed paths alone, so that both sides of a change see the same folders", async () => {
    const files = { "a/x.yaml": pod, "a/y.yaml": "no: object\n", "b/x.yaml": pod };
    expect((await rootsOf(files, ["a/y.yaml"])).roots).toEqual(["manifests:a a/x.yaml"]);
    expect((await rootsOf(files, ["a/removed.yaml"])).roots).toEqual(["manifests:a a/x.yaml"]);
    expect(await rootsOf(files, ["a/README.md"])).toEqual(nothing);
  });

  test("above the size limit are said to be unread", async () => {
    const files = { "a/x.yaml": pod, "a/big.yaml": new Uint8Array(fileBytesMax + 1) };
    expect(await rootsOf(files, ["a/x.yaml"])).toEqual({
      roots: ["manifests:a a/x.yaml"],
      unread: ["file_too_large a/big.yaml"],
      passedOver: [],
    });
  });

  test("have strange names", async () => {
    const files = { "設定 1/本番\n.yaml": pod, "__proto__/x.yaml": pod, "-a/'\".yaml": pod };
    expect((await rootsOf(files)).roots).toHaveLength(3);
  });
});

describe("a chart", () => {
  test("is no plain manifest, and what merely stands below it is one", async () => {
    const files = {
      "c/Chart.yaml": "apiVersion: v2\nkind: x\n",
      "c/values-prod.yaml": pod,
      "c/templates/a.yaml": pod,
      "c/crds/a.yaml": pod,
      "c/charts/sub/Chart.yaml": "apiVersion: v2\n",
      "c/charts/sub/templates/a.yaml": pod,
      "c/argo/app.yaml": pod,
    };
    expect(await rootsOf(files)).toEqual({ ...nothing, roots: ["manifests:c/argo c/argo/app.yaml"] });
  });

  test("is needed for a folder called templates to be one", async () => {
    expect((await rootsOf({ "templates/a.yaml": pod })).roots).toEqual([
      "manifests:templates templates/a.yaml",
    ]);
  });

  test("with a link in it is not whole", async () => {
    const files = { "c/Chart.yaml": "", "c/templates/a.yaml": { mode: "symlink", target: "../x" } as const };
    expect((await rootsOf(files, ["c/templates/a.yaml"])).unread).toEqual(["symlink c/templates/a.yaml"]);
  });
});

describe("a kustomization", () => {
  const files = {
    "o/kustomization.yaml": "resources: [deploy.yaml, ../base]\npatches: [{path: patch.yaml}]\n",
    "o/deploy.yaml": pod,
    "o/patch.yaml": pod,
    "o/stray.yaml": pod,
    "base/kustomization.yml": "resources: [x.yaml]\n",
    "base/x.yaml": pod,
  };

  test("takes what it builds on, and leaves strays as manifests", async () => {
    expect(await rootsOf(files)).toEqual({ ...nothing, roots: ["manifests:o o/stray.yaml"] });
  });

  test("may reach out for a patch, which is then none of the other folder's manifests", async () => {
    const reaching = { "a/kustomization.yaml": "patches: [{path: ../b/p.yaml}]\n", "b/p.yaml": pod };
    expect(await rootsOf(reaching, ["b/p.yaml"])).toEqual(nothing);
  });

  test("cannot take objects out of another folder: kustomize refuses to reach out for them", async () => {
    const reaching = { "a/kustomization.yaml": "resources: [../b/p.yaml]\n", "b/p.yaml": pod };
    expect((await rootsOf(reaching)).roots).toEqual(["manifests:b b/p.yaml"]);
  });

  test("that does not parse takes nothing out", async () => {
    const broken = { "a/kustomization.yaml": "patches: [", "a/p.yaml": pod };
    expect((await rootsOf(broken)).roots).toEqual(["manifests:a a/p.yaml"]);
  });
});

describe("what nothing reads is said", () => {
  test("of a plan, in text and binary", async () => {
    const plan = '{"format_version":"1.2","terraform_version":"1.9","planned_values":{},"kind":"apiVersion"}';
    const files = { "t/plan.json": plan, "t/x.tfplan": "PK" };
    expect(await rootsOf(files)).toEqual({
      roots: [],
      unread: ["plan_not_evaluated t/plan.json", "plan_not_evaluated t/x.tfplan"],
      passedOver: [],
    });
    expect((await rootsOf(files, ["t/other.json"])).unread).toEqual([]);
  });

  test.each<[string, Link, readonly string[]]>([
    ["a/link.yaml", { mode: "symlink", target: "../../etc/passwd" }, ["symlink a/link.yaml"]],
    ["a/prod", { mode: "symlink", target: "../k8s" }, ["symlink a/prod"]],
    ["a/prod", { mode: "symlink", target: "/srv/manifests" }, ["symlink a/prod"]],
    ["a/prod", { mode: "symlink" }, ["symlink a/prod"]],
    ["a/notes.txt", { mode: "symlink", target: "../k8s/x.yaml" }, ["symlink a/notes.txt"]],
    ["a/README.md", { mode: "symlink", target: "../docs/README.md" }, []],
    ["a/docs", { mode: "symlink", target: "../docs" }, []],
    ["sub", { mode: "submodule" }, ["submodule sub"]],
  ])("of the link %s → %j", async (path, link, unread) => {
    const files = { "k8s/x.yaml": pod, "docs/README.md": "", [path]: link };
    expect((await rootsOf(files, [path])).unread).toEqual(unread);
    expect((await rootsOf(files, ["docs/README.md"])).unread).toEqual([]);
  });

  test("of formats without a reader, when they changed", async () => {
    const files = {
      ".github/workflows/ci.yml": pod,
      "a.jsonnet": "",
      Jenkinsfile: "",
      ".gitlab-ci.yml": "x: 1",
    };
    expect((await rootsOf(files, Object.keys(files))).passedOver).toEqual([
      "unsupported-format .gitlab-ci.yml",
      "unsupported-format Jenkinsfile",
      "unsupported-format a.jsonnet",
    ]);
    expect(await rootsOf(files)).toEqual(nothing);
  });

  test("of nothing that is ignored", async () => {
    const files = {
      "ex/c/Chart.yaml": pod,
      "ex/c/templates/a.yaml": pod,
      "ex/k/kustomization.yaml": "patches: [{path: p.yaml}]",
      "ex/plan.tfplan": "",
      "ex/link.yaml": { mode: "symlink", target: "/etc" } as const,
    };
    const found = await rootsOf(files, Object.keys(files), ["ex/**"]);
    expect([found.roots, found.unread]).toEqual([[], []]);
    expect(found.passedOver).toHaveLength(5);
  });

  test("of templates outside of charts, ignored paths and tools' copies", async () => {
    const files = {
      "a/x.yaml.j2": "{{ a }}",
      "ex/x.yaml": pod,
      "ex/main.tf": "",
      "ex/notes.md": "",
      "web/node_modules/p/x.yaml": pod,
    };
    expect(await rootsOf(files, null, ["ex/**"])).toEqual({
      roots: [],
      unread: [],
      passedOver: [
        "template a/x.yaml.j2",
        "ignored ex/main.tf",
        "ignored ex/x.yaml",
        "tool-copy web/node_modules",
      ],
    });
  });
});
