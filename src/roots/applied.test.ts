import { describe, expect, test } from "vitest";
import { installationsMax, rootDepthMax } from "./applied.ts";
import { application, type FindOptions, find } from "./testing/find.ts";
import type { Files } from "./testing/memory-tree.ts";

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
const chart = "apiVersion: v2\nname: x\nversion: 1.0.0\n";

async function keys(files: Files, options: FindOptions = {}): Promise<readonly string[]> {
  return (await find(files, options)).roots.map(({ key }) => key);
}

describe("a chart", () => {
  const files = {
    "c/Chart.yaml": chart,
    "c/values.yaml": "",
    "c/.helmignore": "*.md\nci/\n",
    "c/README.md": "",
    "c/ci/x.yaml": pod,
    "c/dashboards/a.json": "{}",
    "c/templates/a.yaml": pod,
    "c/charts/sub/Chart.yaml": chart,
    "c/charts/sub/templates/a.yaml": pod,
  };

  test("with its own values is one root, of everything that Helm's loader reads; what it vendors is part of it", async () => {
    const { roots } = await find(files);
    expect(roots).toMatchObject([{ key: "chart:c", kind: "chart", path: "c", variant: null }]);
    expect(roots[0]?.files).toEqual([
      "c/.helmignore",
      "c/Chart.yaml",
      "c/charts/sub/Chart.yaml",
      "c/charts/sub/templates/a.yaml",
      "c/dashboards/a.json",
      "c/templates/a.yaml",
      "c/values.yaml",
    ]);
  });

  test("that the configuration installs is a root for each release, and none of its own any more", async () => {
    const release = { chart: "./c/", namespace: "p", values: ["values.yaml", "../v/prod.yaml"] };
    const { roots, standIns } = await find(
      { ...files, "v/prod.yaml": "" },
      {
        releases: [
          { ...release, name: "api", environment: "production" },
          { ...release, name: "api", environment: "staging" },
          { ...release, name: "job", environment: null },
          { ...release, chart: "gone", name: "job", environment: null },
        ],
      },
    );
    expect(roots.map(({ key }) => key)).toEqual([
      "chart:c#api@production",
      "chart:c#api@staging",
      "chart:c#job",
    ]);
    expect(roots[0]).toMatchObject({
      environment: "production",
      destination: { cluster: null, namespace: "p", project: null },
      definedBy: { kind: "configuration", name: "api" },
      rendering: {
        releaseName: "api",
        values: [
          { kind: "file", path: "c/values.yaml" },
          { kind: "file", path: "v/prod.yaml" },
        ],
      },
    });
    expect(roots[0]?.files).toContain("v/prod.yaml");
    expect(standIns.map(({ key }) => key)).toEqual(["chart:c"]);
  });

  test("for other charts is read with those that name it, and said to be unused where none does", async () => {
    const library = { "lib/Chart.yaml": "name: lib\ntype: library\n", "lib/templates/_a.tpl": "" };
    const alone = await find(library);
    expect([alone.roots, alone.notEvaluated]).toMatchObject([[], [{ path: "lib", reason: "not-applied" }]]);
    const user = "name: u\ndependencies: [{name: lib, repository: 'file://../lib'}]\n";
    const used = await find({ ...library, "u/Chart.yaml": user });
    expect(used.roots.map(({ key, files: own }) => [key, own])).toEqual([
      ["chart:u", ["lib/Chart.yaml", "lib/templates/_a.tpl", "u/Chart.yaml"]],
    ]);
    expect(used.notEvaluated).toEqual([]);
  });

  test("may depend on itself", async () => {
    const self = "name: u\ndependencies: [{name: u, repository: 'file://.'}, {repository: 'file://../..'}]\n";
    expect(await keys({ "u/Chart.yaml": self })).toEqual([]);
    expect((await find({ "u/Chart.yaml": self })).standIns).toHaveLength(1);
  });
});

describe("a kustomization", () => {
  const files = {
    "base/kustomization.yaml": "resources: [a.yaml]\n",
    "base/a.yaml": pod,
    "part/kustomization.yaml": "kind: Component\nresources: [../other]\n",
    "other/kustomization.yaml": "resources: []\n",
    "prod/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\n",
    "dev/kustomization.yml": "bases: [../base/]\npatches: [{path: p.yaml}]\n",
    "dev/p.yaml": pod,
  };

  test("that no other builds on is a root, with every file of all that it builds on", async () => {
    const { roots } = await find(files);
    expect(roots.map(({ key, files: own }) => [key, own])).toEqual([
      [
        "kustomization:dev",
        ["base/a.yaml", "base/kustomization.yaml", "dev/kustomization.yml", "dev/p.yaml"],
      ],
      [
        "kustomization:prod",
        [
          "base/a.yaml",
          "base/kustomization.yaml",
          "other/kustomization.yaml",
          "part/kustomization.yaml",
          "prod/kustomization.yaml",
        ],
      ],
    ]);
  });

  test("in a circle has one of it as a root", async () => {
    const circle = {
      "a/kustomization.yaml": "resources: [../b]",
      "b/kustomization.yaml": "resources: [../a]",
    };
    expect(await keys(circle)).toEqual(["kustomization:a"]);
    expect(await keys({ "a/kustomization.yaml": "resources: [.]" })).toEqual(["kustomization:a"]);
  });

  test("that is a component nobody uses is said to be unused, and hides no base", async () => {
    const unused = { ...files, "prod/kustomization.yaml": "resources: [../base]\n" };
    const { roots, notEvaluated } = await find(unused);
    expect(roots.map(({ key }) => key)).toEqual([
      "kustomization:dev",
      "kustomization:other",
      "kustomization:prod",
    ]);
    expect(notEvaluated).toEqual([{ path: "part", reason: "not-applied", detail: "Kustomize component" }]);
  });
});

describe("Applications that something renders", () => {
  const app = (name: string, path: string) =>
    application(name, `{source: {path: ${path}, repoURL: x}, destination: {namespace: n}}`);
  const definer = (name: string) => ({
    [`${name}/Chart.yaml`]: chart,
    [`${name}/templates/a.yaml`]: "# argoproj.io Application",
  });

  test("are followed from chart to chart, which are then no roots of their own", async () => {
    const files = { ...definer("top"), ...definer("mid"), "c/Chart.yaml": chart };
    const found = await find(files, {
      renders: { "chart:top": app("middle", "mid"), "chart:mid#middle": app("leaf", "c") },
    });
    expect(found.roots.map(({ key }) => key)).toEqual(["chart:c#leaf", "chart:mid#middle", "chart:top"]);
    expect(found.roots[0]?.definedBy).toMatchObject({ kind: "argocd", name: "leaf" });
    expect(found.roots[0]?.definedBy?.files).toContain("mid/templates/a.yaml");
  });

  test("may point to what renders them", async () => {
    const files = definer("top");
    const render = { "chart:top": app("again", "top"), "chart:top#again": app("again", "top") };
    expect(await keys(files, { renders: render })).toEqual(["chart:top#again"]);
  });

  test("may point to what renders them under ever new names, until that is too deep", async () => {
    const files = definer("top");
    const renders: Record<string, string> = { "chart:top": app("a0", "top") };
    for (let depth = 0; depth < 20; depth += 1) renders[`chart:top#a${depth}`] = app(`a${depth + 1}`, "top");
    const { roots, diagnostics } = await find(files, { renders });
    expect(roots).toHaveLength(rootDepthMax);
    expect(diagnostics).toMatchObject([
      { messageId: "limit_exceeded", arguments: { limit: "rootDepthMax", maximum: rootDepthMax } },
    ]);
  });

  test("are read as they stand where their kustomization renders none", async () => {
    const files = {
      "argo/kustomization.yaml": "resources: [a.yaml, https://example.com/x]\n",
      "argo/a.yaml": app("api", "c"),
      "c/Chart.yaml": chart,
    };
    expect(await keys(files)).toEqual(["chart:c#api", "kustomization:argo"]);
  });

  test("make no unnecessary work: what holds none is not rendered", async () => {
    const { rendered } = await find({ ...definer("top"), "c/Chart.yaml": chart, "k/kustomization.yaml": "" });
    expect(rendered).toEqual(["chart:top"]);
  });

  test("beyond the limit are said to be unread", async () => {
    const files: Record<string, string> = { "c/Chart.yaml": chart };
    const documents = Array.from({ length: installationsMax + 1 }, (_, index) => app(`a${index}`, "c"));
    for (let part = 0; part < 10; part += 1) {
      files[`argo/${part}.yaml`] = documents.filter((_, index) => index % 10 === part).join("");
    }
    const { roots, diagnostics } = await find(files);
    expect(roots).toHaveLength(installationsMax);
    expect(diagnostics).toMatchObject([{ arguments: { limit: "installationsMax" } }]);
  });
});
