import { describe, expect, test } from "vitest";
import { EngineError } from "../../engines/engine.ts";
import { build, type Files } from "./testing/build.ts";

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

/** What is said of a build: the message, its arguments, and where. */
function said(files: Files, path = ".") {
  const { resources, diagnostics } = build(files, path);
  expect(resources).toEqual([]);
  return diagnostics.map(({ messageId, arguments: values, location }) => [
    messageId,
    values["name"] ?? values["reason"] ?? values["limit"],
    `${location.path}:${location.startLine}`,
  ]);
}

const k = "kustomization.yaml";

describe("what needs the network, or runs something, is refused by name before anything is built", () => {
  test.each<[string, string, string]>([
    ["a repository", "resources:\n- github.com/acme/base?ref=v1", "github.com/acme/base?ref=v1"],
    ["a file of the web", "resources:\n- https://example.com/a.yaml", "https://example.com/a.yaml"],
    ["a repository under bases", "bases:\n- git@github.com:acme/base.git", "git@github.com:acme/base.git"],
    ["a component", "components:\n- ssh://git@example.com/a/b.git//x", "ssh://example.com/a/b.git//x"],
    ["a patch", "resources: [a.yaml]\npatches:\n- path: https://example.com/p", "https://example.com/p"],
    ["a schema", "resources: [a.yaml]\nopenapi:\n  path: http://example.com/s", "http://example.com/s"],
    ["a configuration", "resources: [a.yaml]\nconfigurations:\n- http://e.com/c", "http://e.com/c"],
    ["a generated file", "configMapGenerator:\n- {name: m, files: [x=http://e.com/f]}", "http://e.com/f"],
    ["a replacement", "resources: [a.yaml]\nreplacements:\n- path: http://e.com/r", "http://e.com/r"],
  ])("%s", (_, text, name) => {
    const [[messageId, found, place] = []] = said({ [k]: text, "a.yaml": pod });
    expect([messageId, found]).toEqual(["remote_base", name]);
    expect(place).toMatch(/^kustomization\.yaml:\d$/);
  });

  test.each<[string, string, string]>([
    ["a chart", "helmCharts:\n- {name: redis, repo: https://e.com}", "Helm chart redis"],
    [
      "a program",
      "generators:\n- |-\n  apiVersion: acme.com/v1\n  kind: Maker\n  metadata: {name: m}",
      "acme.com/v1 Maker",
    ],
    ["a container in a file", "resources: [a.yaml]\ntransformers: [t.yaml]", "v1 ConfigMap"],
    ["a validator in a folder", "resources: [a.yaml]\nvalidators: [checks]", "acme.com/v1 Check"],
    ["the built-in one for charts", "generators: [h.yaml]", "builtin HelmChartInflationGenerator"],
  ])("%s", (_, text, name) => {
    const files = {
      [k]: text,
      "a.yaml": pod,
      "t.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: f\n  annotations: {config.kubernetes.io/function: 'container: {image: x}'}\n",
      "checks/kustomization.yaml": "resources: [c.yaml]",
      "checks/c.yaml": "apiVersion: acme.com/v1\nkind: Check\nmetadata: {name: c}\n",
      "h.yaml": "apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: h}\nname: redis\n",
    };
    expect(said(files)[0]?.slice(0, 2)).toEqual(["plugin_refused", name]);
  });

  test("in a base, however deep, all of them at once and each once", () => {
    const files = {
      "top/kustomization.yaml": "resources: [../a, ../b, http://e.com/one]",
      "a/kustomization.yaml": "resources: [../deep]\nnamePrefix: a-",
      "b/kustomization.yaml": "resources: [../deep]\nnamePrefix: b-",
      "deep/kustomization.yaml": "helmCharts:\n- name: redis",
    };
    expect(said(files, "top")).toEqual([
      ["plugin_refused", "Helm chart redis", "deep/kustomization.yaml:2"],
      ["remote_base", "http://e.com/one", "top/kustomization.yaml:1"],
    ]);
  });

  test("without the password that stands in an address", () => {
    const { diagnostics } = build({ [k]: "resources: ['https://me:hunter2@example.com/a/b.git//x']" });
    expect(diagnostics.map(({ messageId }) => messageId)).toEqual(["remote_base"]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });
});

describe("what kustomize refuses is told with its cause and its place", () => {
  test.each<[string, Files, string, string]>([
    ["a field that it does not know", { [k]: "resourcs: [a.yaml]" }, "kustomize knows no field resourcs", k],
    ["a file that is not there", { [k]: "resources: [none.yaml]" }, "there is no none.yaml", k],
    [
      "a patch without an object",
      {
        [k]: "patches: [{patch: '{apiVersion: v1, kind: Pod, metadata: {name: z}}'}]\nresources: [a.yaml]",
        "a.yaml": pod,
      },
      "no object is Pod.v1.[noGrp]/z.[noNs], which a patch is for",
      k,
    ],
    [
      "an object twice",
      { [k]: "resources: [a.yaml, b.yaml]", "a.yaml": pod, "b.yaml": pod },
      "Pod.v1.[noGrp]/a.[noNs] is there twice",
      k,
    ],
    ["an empty one", { [k]: "" }, "it is empty", k],
    [
      "two in one folder",
      { [k]: "resources: [a.yaml]", Kustomization: "", "a.yaml": pod },
      ". holds several kustomizations",
      k,
    ],
    ["a broken file", { [k]: "resources: [a.yaml]", "a.yaml": "kind: [\n" }, "a.yaml is no YAML (line 1)", k],
    [
      "a base that fails",
      { [k]: "resources: [base]", "base/kustomization.yaml": "resources: [x.yaml]" },
      "there is no base/x.yaml",
      "base/kustomization.yaml",
    ],
    [
      "a JSON patch for a place that is not there",
      {
        [k]: 'resources: [a.yaml]\npatches: [{target: {kind: Pod}, patch: \'[{"op": "replace", "path": "/spec/x", "value": 1}]\'}]',
        "a.yaml": pod,
      },
      "a JSON patch cannot replace /spec/x, because the object has no such place",
      k,
    ],
  ])("%s", (_, files, reason, file) => {
    expect(said(files)).toEqual([["kustomization_failed", reason, `${file}:1`]]);
  });

  test.each<[string, Files]>([
    ["a generator", { [k]: "secretGenerator: [{name: a, literals: [hunter2 without equals]}]" }],
    [
      "an inline patch",
      { [k]: "resources: [a.yaml]\npatches: [{patch: 'password: hunter2'}]", "a.yaml": pod },
    ],
    [
      "a JSON patch",
      {
        [k]: 'resources: [a.yaml]\npatches: [{target: {kind: Pod}, patch: \'[{"op": "hunter2"}]\'}]',
        "a.yaml": pod,
      },
    ],
    [
      "an environment file",
      { [k]: "secretGenerator: [{name: a, envs: [x.env]}]", "x.env": "a=1\na=hunter2\n" },
    ],
    ["an object", { [k]: "resources: [a.yaml]", "a.yaml": "password: hunter2\n" }],
    ["a broken object", { [k]: "resources: [a.yaml]", "a.yaml": "password: 'hunter2\n" }],
    ["a broken kustomization", { [k]: "password: 'hunter2\n" }],
    ["a wrong type", { [k]: "resources: {password: hunter2}\n" }],
  ])("a message never quotes a value of %s", (_, files) => {
    const { diagnostics, notEvaluated } = build(files);
    expect(diagnostics).toHaveLength(1);
    expect(JSON.stringify([diagnostics, notEvaluated])).not.toContain("hunter2");
  });
});

describe("hostile kustomizations end, and are said to be unread", () => {
  test("a cycle", () => {
    const files = {
      "a/kustomization.yaml": "resources: [../b]",
      "b/kustomization.yaml": "resources: [../a]",
    };
    expect(said(files, "a")).toEqual([
      ["kustomization_failed", "it leads back to a", "b/kustomization.yaml:1"],
    ]);
  });

  test.each([
    ["an absolute path", "resources: [/etc/passwd]", "/etc/passwd is absolute"],
    ["a path that climbs out", "resources: [../../etc/passwd]", "etc/passwd lies outside of the repository"],
  ])("%s", (_, text, reason) => {
    expect(said({ [k]: text })[0]?.[1]).toContain(reason);
  });

  test("a path that climbs out does not come in again at the top", () => {
    const { resources } = build(
      {
        "k/kustomization.yaml": "resources: [../../top]",
        "top/kustomization.yaml": "resources: [a.yaml]",
        "top/a.yaml": pod,
      },
      "k",
    );
    expect(resources).toEqual([]);
  });

  test("a file outside of the kustomization's folder", () => {
    expect(said({ "k/kustomization.yaml": "resources: [../a.yaml]", "a.yaml": pod }, "k")).toEqual([
      [
        "kustomization_failed",
        "a.yaml lies outside of k, and kustomize reads no file from there",
        "k/kustomization.yaml:1",
      ],
    ]);
  });

  test("a hundred levels are built", () => {
    const levels = Array.from({ length: 100 }, (_, level): [string, string] => [
      `l${level}/kustomization.yaml`,
      level === 99 ? "resources: [a.yaml]" : `resources: [../l${level + 1}]`,
    ]);
    const { resources } = build({ ...Object.fromEntries(levels), "l99/a.yaml": pod }, "l0");
    expect(resources.map(({ address }) => address)).toEqual(["core/Pod/-/a"]);
  });

  test("diamonds upon diamonds, each twice the work of the one below", () => {
    const levels = Array.from({ length: 30 }, (_, level): readonly [string, string][] => [
      [
        `l${level}/kustomization.yaml`,
        level === 29 ? "resources: [a.yaml]" : `resources: [../x${level}, ../y${level}]`,
      ],
      [`x${level}/kustomization.yaml`, `namePrefix: x\nresources: [../l${level + 1}]`],
      [`y${level}/kustomization.yaml`, `namePrefix: z\nresources: [../l${level + 1}]`],
    ]).flat();
    expect(said({ ...Object.fromEntries(levels), "l29/a.yaml": pod }, "l0")).toEqual([
      ["limit_exceeded", "kustomizationBuildsMax", "l0/kustomization.yaml:1"],
    ]);
  });

  test("aliases that repeat themselves without end", () => {
    const lines = [
      "apiVersion: v1",
      "kind: ConfigMap",
      "metadata: {name: a}",
      "x0: &x0 [a, a, a, a, a, a, a, a, a]",
    ];
    for (let level = 1; level < 12; level += 1) {
      lines.push(
        `x${level}: &x${level} [${Array(9)
          .fill(`*x${level - 1}`)
          .join(", ")}]`,
      );
    }
    try {
      expect(said({ [k]: "resources: [a.yaml]", "a.yaml": lines.join("\n") })[0]?.[0]).toBe(
        "kustomization_failed",
      );
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      expect(error.code).toBe("memory");
    }
    expect(build({ [k]: "resources: [a.yaml]", "a.yaml": pod }).resources).toHaveLength(1);
  });

  test("more text than one root may have", () => {
    const big = "x".repeat(5 * 1024 * 1024);
    const files = {
      [k]: "configMapGenerator: [{name: a, files: [b.txt, c.txt]}]",
      "b.txt": big,
      "c.txt": big,
    };
    expect(said(files)[0]?.slice(0, 2)).toEqual(["limit_exceeded", "kustomizationBytesMax"]);
  });

  test("a pointer of Git LFS in place of a file", () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12345\n`;
    const { diagnostics } = build({
      [k]: "configMapGenerator: [{name: a, files: [b.txt]}]",
      "b.txt": pointer,
    });
    expect(diagnostics.map(({ messageId }) => messageId)).toEqual(["lfs_pointer"]);
  });
});
