import { describe, expect, test } from "vitest";
import { readKubernetes } from "./index.ts";

function read(files: Record<string, string | Uint8Array>, defaultNamespace = "") {
  const paths = Object.keys(files);
  return readKubernetes({
    root: { key: "manifests:.", kind: "manifests", path: ".", variant: null, files: paths },
    files: new Map(paths.map((path) => [path, Buffer.from(files[path] ?? "")])),
    defaultNamespace,
  });
}

function identities(text: string, defaultNamespace = "") {
  return read({ "a.yaml": text }, defaultNamespace).resources.map(({ address, namespace }) => [
    address,
    namespace,
  ]);
}

const metadata = (kind: string, more: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: {${more}}\n`;

describe("identity", () => {
  test.each<[string, string, string, string | null]>([
    ["its own namespace", metadata("Pod", "name: x, namespace: shop"), "core/Pod/shop/x", "shop"],
    ["no namespace", metadata("Pod", "name: x"), "core/Pod/-/x", ""],
    ["a kind without one", metadata("Namespace", "name: x, namespace: shop"), "core/Namespace/-/x", null],
    ["a group", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}", "apps/Deployment/-/x", ""],
    [
      "names that only the server knows",
      metadata("Pod", "generateName: x-, namespace: shop"),
      "core/Pod/shop/x-*#1",
      "shop",
    ],
    ["no name at all", metadata("Pod", ""), "core/Pod/-/*#1", ""],
    ["a name that is a number", metadata("Pod", "name: 1"), "core/Pod/-/1", ""],
    ["hostile names", metadata("Pod", 'name: "a/b\\n\\u202e#"'), "core/Pod/-/a%2Fb%0A%E2%80%AE%23", ""],
    ["metadata that is a list", "apiVersion: v1\nkind: Pod\nmetadata: []", "core/Pod/-/*#1", ""],
  ])("of an object with %s", (_, text, address, namespace) => {
    expect(identities(text)).toEqual([[address, namespace]]);
  });

  test("takes the namespace of the destination where the object says nothing", () => {
    expect(identities(metadata("Pod", "name: x"), "shop")).toEqual([["core/Pod/shop/x", "shop"]]);
    expect(identities(metadata("Node", "name: x"), "shop")).toEqual([["core/Node/-/x", null]]);
  });

  test("counts generated names, each by its prefix", () => {
    const text = ["a-", "b-", "a-"].map((name) => metadata("Pod", `generateName: ${name}`)).join("---\n");
    expect(identities(text).map(([address]) => address)).toEqual([
      "core/Pod/-/a-*#1",
      "core/Pod/-/b-*#1",
      "core/Pod/-/a-*#2",
    ]);
  });

  test("learns the scope of custom kinds from their definition", () => {
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: pools.acme.io}
spec: {group: acme.io, scope: Cluster, names: {kind: Pool}}
---
apiVersion: acme.io/v1
kind: Pool
metadata: {name: x}
`;
    expect(identities(definition, "shop")[1]).toEqual(["acme.io/Pool/-/x", null]);
  });
});

describe("lists", () => {
  const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata:
      name: a
  - apiVersion: v1
    kind: List
    items:
      - {apiVersion: v1, kind: Pod, metadata: {name: b}}
`;
  test("are unpacked, and each item stands on its own lines", () => {
    const { resources } = read({ "a.yaml": list });
    expect(resources.map(({ address }) => address)).toEqual(["core/Pod/-/a", "core/Pod/-/b"]);
    expect(resources[0]?.location).toEqual({ path: "a.yaml", startLine: 4, endLine: 7 });
    expect(resources[0]?.locate(["metadata", "name"])).toMatchObject({ startLine: 7, startColumn: 7 });
    expect(resources[1]?.locate(["metadata", "name"])).toMatchObject({ startLine: 11 });
  });

  test("of one kind give it to their items", () => {
    const text = "apiVersion: apps/v1\nkind: DeploymentList\nitems: [{metadata: {name: a}}]";
    expect(identities(text)).toEqual([["apps/Deployment/-/a", ""]]);
  });

  test("a kind that only ends in List is an object", () => {
    const text = "apiVersion: acme.io/v1\nkind: AllowList\nmetadata: {name: a}\nspec: {}";
    expect(identities(text)).toEqual([["acme.io/AllowList/-/a", ""]]);
  });
});

describe("what is no object", () => {
  test.each([
    ["values", "replicas: 2"],
    ["a chart", "apiVersion: v2\nname: x"],
    ["a kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization"],
    ["a list", "- a"],
    ["kinds that are no text", "apiVersion: v1\nkind: [Pod]"],
  ])("%s is passed over in silence", (_, text) => {
    expect(read({ "a.yaml": text })).toEqual({ resources: [], diagnostics: [], notEvaluated: [] });
  });

  test("other files and other JSON are not looked at", () => {
    const files = { "a.txt": "a: [", "tsconfig.json": "{ // comment\n}", "b.json": "[1,2]" };
    expect(read(files)).toEqual({ resources: [], diagnostics: [], notEvaluated: [] });
  });
});

describe("what cannot be read", () => {
  const good = metadata("Pod", "name: x");
  test("a broken document is one diagnostic, and the others are read", () => {
    const { resources, diagnostics } = read({ "a.yaml": `${good}---\na: @\n---\n${good}---\na: 1\na: 2\n` });
    expect(resources).toHaveLength(2);
    expect(diagnostics).toMatchObject([
      { kind: "syntax", messageId: "yaml_syntax", subject: "a.yaml", location: { startLine: 5 } },
      {
        kind: "syntax",
        messageId: "duplicate_key",
        subject: "a.yaml#2",
        arguments: { path: "a.yaml", line: 12, column: 1, key: "a" },
      },
    ]);
  });

  test("a broken document is the same one after a change elsewhere in the file", () => {
    const [before] = read({ "a.yaml": `${good}---\na: @\n` }).diagnostics;
    const [after] = read({ "a.yaml": `# more\n${good}---\na: @\n` }).diagnostics;
    expect(after?.digest).toBe(before?.digest);
    expect(after?.location.startLine).toBe(6);
  });

  test.each<[string, string, Uint8Array, object]>([
    [
      "deep nesting",
      "a.yaml",
      Buffer.from("[".repeat(5_000)),
      { messageId: "limit_exceeded", arguments: { limit: "yamlDepthMax", maximum: 200 } },
    ],
    [
      "size",
      "a.yaml",
      Buffer.alloc(9_000_000, "a"),
      { messageId: "limit_exceeded", arguments: { limit: "yamlBytesMax" } },
    ],
    [
      "binary bytes",
      "a.yaml",
      Buffer.from([1, 0, 2]),
      { messageId: "not_text", arguments: { reason: "binary" } },
    ],
    [
      "other encodings",
      "a.yml",
      Buffer.from([0x61, 0xff]),
      { messageId: "not_text", arguments: { reason: "not_utf8" } },
    ],
    [
      "a pointer to LFS",
      "a.yaml",
      Buffer.from("version https://git-lfs.github.com/spec/v1\n"),
      { messageId: "lfs_pointer" },
    ],
  ])("%s is not read", (_, path, bytes, expected) => {
    expect(read({ [path]: bytes }).diagnostics).toMatchObject([
      { kind: "not-read", subject: path, ...expected },
    ]);
  });

  test("JSON that says it is an object has to be JSON", () => {
    const { diagnostics } = read({ "a.json": '{"apiVersion": "v1", "kind": "Pod",}' });
    expect(diagnostics).toMatchObject([
      { kind: "syntax", messageId: "json_syntax", location: { startLine: 1 } },
    ]);
  });

  test("encrypted files are listed, and what is readable in them is read", () => {
    const sops =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {a: 'ENC[AES256_GCM,data:x]'}\nsops: {mac: x}\n";
    const { resources, notEvaluated, diagnostics } = read({ "a.yaml": "\0GITCRYPT\0abc", "b.yaml": sops });
    expect(diagnostics).toEqual([]);
    expect(notEvaluated).toEqual([
      { path: "a.yaml", reason: "encrypted", detail: "git-crypt" },
      { path: "b.yaml", reason: "encrypted", detail: "sops" },
    ]);
    expect(resources.map(({ object }) => Object.keys(object))).toEqual([
      ["apiVersion", "kind", "metadata", "stringData"],
    ]);
  });

  test("a template that does not parse is listed once", () => {
    const text = `${good}---\na: {{ .Values.a }}\n---\nb: {{ .Values.b }}\n`;
    const { resources, notEvaluated, diagnostics } = read({ "a.yaml": text });
    expect(resources).toHaveLength(1);
    expect(diagnostics).toEqual([]);
    expect(notEvaluated).toMatchObject([{ path: "a.yaml", reason: "template" }]);
  });

  test("a template marker elsewhere does not excuse a mistake", () => {
    const { diagnostics } = read({ "a.yaml": "# {{ x }}\na: @\n" });
    expect(diagnostics).toMatchObject([{ messageId: "yaml_syntax" }]);
  });
});
