import { describe, expect, test } from "vitest";
import { application, find } from "../testing/find.ts";
import type { Files } from "../testing/memory-tree.ts";

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
const tree: Files = {
  "charts/api/Chart.yaml": "name: api\n",
  "charts/api/values.yaml": "",
  "charts/api/env/a.yaml": "",
  "charts/api/env/b.yaml": "",
  "k/kustomization.yaml": "resources: [a.yaml]\n",
  "k/a.yaml": pod,
  "plain/a.yaml": pod,
  "plain/b.json": "{}",
  "plain/c.jsonnet": "",
  "plain/sub/d.yaml": pod,
  "plain/notes.txt": "",
  "values/prod.yaml": "",
};

/** What one Application with this spec leads to. */
async function followed(spec: string, more: Files = {}) {
  return find({ ...tree, ...more, "argo/app.yaml": `# first\n${application("shop", spec)}` });
}

const destination = "destination: {server: https://k8s.example.com, namespace: shop}, project: team";

describe("the source of an Application", () => {
  test.each([
    ["charts/api", "chart:charts/api#shop"],
    ["./charts/api/", "chart:charts/api#shop"],
    ["k", "kustomization:k#shop"],
    ["plain", "manifests:plain#shop"],
  ])("at %s is the root %s", async (path, key) => {
    const { roots } = await followed(`{source: {repoURL: r, path: ${path}}, ${destination}}`);
    expect(roots.find((root) => root.key === key)).toMatchObject({
      destination: { cluster: "https://k8s.example.com", namespace: "shop", project: "team" },
      definedBy: { kind: "argocd", name: "shop", path: "argo/app.yaml", line: 3, files: ["argo/app.yaml"] },
    });
  });

  test.each([
    ["{repoURL: r, path: elsewhere}", "remote-source", "Application shop: elsewhere"],
    ["{repoURL: r, path: .}", "remote-source", "Application shop: ."],
    [
      "{repoURL: 'https://u:secret@h/charts', chart: redis}",
      "remote-source",
      "Application shop: chart redis",
    ],
    ["{repoURL: r, path: plain, plugin: {name: x}}", "unsupported-format", "Application shop: plugin"],
    ["{repoURL: r, path: k, targetRevision: v1.2}", "other-revision", "Application shop: k, revision v1.2"],
  ] as const)("as %s is said to be %s", async (source, reason, detail) => {
    const { notEvaluated } = await followed(`{source: ${source}}`);
    expect(notEvaluated).toEqual([{ path: "argo/app.yaml", reason, detail }]);
  });

  test.each(["HEAD", "main", "refs/heads/main", "''"])("at the revision %s is this one", async (revision) => {
    const { notEvaluated } = await followed(`{source: {repoURL: r, path: k, targetRevision: ${revision}}}`);
    expect(notEvaluated).toEqual([]);
  });

  test.each([
    ["{source: {repoURL: r, path: ../..}}", "its path leaves the repository"],
    ["{source: {repoURL: r}}", "it names no folder and no chart"],
    ["{source: {repoURL: r, path: charts/api, helm: {values: '- a'}}}", "its values are no YAML mapping"],
    [
      "{source: {repoURL: r, path: charts/api, helm: {values: 'a: [&x 1, *y]'}}}",
      "its values are no YAML mapping",
    ],
  ])("in %s cannot be followed", async (spec, reason) => {
    const { diagnostics } = await followed(spec);
    expect(diagnostics).toMatchObject([
      { kind: "not-rendered", messageId: "application_failed", arguments: { name: "shop", reason } },
    ]);
  });

  test("is none where nothing is said", async () => {
    for (const spec of ["{}", "{source: null}", "{sources: []}", "[]", "{source: {}}"]) {
      expect((await followed(spec)).roots.filter(({ definedBy }) => definedBy !== undefined)).toEqual([]);
    }
  });
});

describe("a plain folder", () => {
  const files = async (directory: string) => {
    const found = await followed(`{source: {repoURL: r, path: plain, directory: ${directory}}}`);
    return [found.roots.find(({ kind }) => kind === "manifests")?.files ?? [], found.notEvaluated.length];
  };
  test.each([
    ["{}", ["plain/a.yaml", "plain/b.json"], 1],
    ["{recurse: true}", ["plain/a.yaml", "plain/b.json", "plain/sub/d.yaml"], 1],
    ["{recurse: true, include: '*.yaml'}", ["plain/a.yaml", "plain/sub/d.yaml"], 0],
    ["{recurse: true, include: '{b.*,sub/*}', exclude: '*.yaml'}", ["plain/b.json"], 0],
    ["{exclude: '*'}", [], 0],
  ])("applied with %s is %j, and %i file is not read", async (directory, expected, unread) => {
    expect(await files(directory)).toEqual([expected, unread]);
  });

  test("is no plain root beside the Application's", async () => {
    const { taken } = await followed("{source: {repoURL: r, path: plain}}");
    expect([taken.has("plain/a.yaml"), taken.has("plain/sub/d.yaml"), taken.has("argo/app.yaml")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("what Helm is given", () => {
  const rendering = async (helm: string, sources = "") => {
    const source = `{repoURL: r, path: charts/api, helm: ${helm}}`;
    const found = await followed(
      sources === "" ? `{source: ${source}}` : `{sources: [${source}, ${sources}]}`,
    );
    const root = found.roots.find(({ key }) => key === "chart:charts/api#shop");
    return { root, rendering: root?.rendering, notEvaluated: found.notEvaluated };
  };
  const filesOf = async (valueFiles: string, sources = "") => {
    const found = await rendering(`{valueFiles: ${valueFiles}}`, sources);
    const values = found.rendering?.kind === "helm" ? found.rendering.values : [];
    return [values.map(({ path }) => path), found.notEvaluated.map(({ detail }) => detail)];
  };

  test.each([
    ["[values.yaml, ../../values/prod.yaml]", "", ["charts/api/values.yaml", "values/prod.yaml"], []],
    [
      "[/values/prod.yaml, 'env/*.yaml']",
      "",
      ["values/prod.yaml", "charts/api/env/a.yaml", "charts/api/env/b.yaml"],
      [],
    ],
    ["['https://u:p@h/v.yaml?token=t']", "", [], ["Application shop: values https://h/v.yaml"]],
    [
      "['$v/values/prod.yaml', '$v/gone.yaml']",
      "{repoURL: r, ref: v}",
      ["values/prod.yaml", "gone.yaml"],
      [],
    ],
    ["['$v/gone.yaml']", "{repoURL: other, ref: v}", [], ["Application shop: values $v/gone.yaml"]],
    [
      "['$unknown/a.yaml', '$v/../../x']",
      "{repoURL: r, ref: v}",
      [],
      ["Application shop: values $unknown/a.yaml", "Application shop: values $v/../../x"],
    ],
    ["[env/$ARGOCD_APP_NAME.yaml]", "", ["charts/api/env/shop.yaml"], []],
  ])("of values files %s beside [%s] is %j, and elsewhere %j", async (files, sources, paths, elsewhere) => {
    expect(await filesOf(files, sources)).toEqual([paths, elsewhere]);
  });

  test("is all of it, in Argo CD's order", async () => {
    const helm = `{releaseName: rel, valueFiles: [values.yaml, gone.yaml], ignoreMissingValueFiles: true, values: "a: 1",
      valuesObject: {b: 2}, parameters: [{name: p, value: "x,y"}, {name: q, value: "1", forceString: true}, {name: l, value: "{a,b}"}],
      fileParameters: [{name: f, path: env/a.yaml}], skipCrds: true, apiVersions: [m/v1], namespace: other}`;
    const { root } = await rendering(helm);
    expect(root?.destination?.namespace).toBe("other");
    expect(root?.rendering).toEqual({
      kind: "helm",
      releaseName: "rel",
      values: [
        { kind: "file", path: "charts/api/values.yaml" },
        { kind: "inline", values: { b: 2 }, path: "argo/app.yaml", line: 3 },
      ],
      set: [
        { kind: "set", name: "p", value: "x\\,y" },
        { kind: "set-string", name: "q", value: "1" },
        { kind: "set", name: "l", value: "{a,b}" },
        { kind: "set-file", name: "f", value: "charts/api/env/a.yaml" },
      ],
      skipCrds: true,
      apiVersions: ["m/v1"],
    });
    expect(root?.files).toEqual([
      "argo/app.yaml",
      "charts/api/Chart.yaml",
      "charts/api/env/a.yaml",
      "charts/api/env/b.yaml",
      "charts/api/values.yaml",
    ]);
  });
});

test("what Kustomize is given are the fields of a kustomization", async () => {
  const kustomize = `{namePrefix: p-, nameSuffix: '', images: ['a=b:1', 'r/c:2', 'h:5000/d@sha256:x', e], version: v5,
    replicas: [{name: x, count: 3}], commonLabels: {a: b}, labelWithoutSelector: true, components: [../plain]}`;
  const { roots } = await followed(`{source: {repoURL: r, path: k, kustomize: ${kustomize}}}`);
  expect(roots.find(({ key }) => key === "kustomization:k#shop")?.rendering).toEqual({
    kind: "kustomize",
    overrides: {
      namePrefix: "p-",
      components: ["../plain"],
      labels: [{ pairs: { a: "b" }, includeSelectors: false, includeTemplates: false }],
      images: [
        { name: "a", newName: "b", newTag: "1" },
        { name: "r/c", newTag: "2" },
        { name: "h:5000/d", digest: "sha256:x" },
        { name: "e" },
      ],
      replicas: [{ name: "x", count: 3 }],
    },
  });
});

describe("the key of a root", () => {
  const named = async (...names: readonly string[]) => {
    const files = Object.fromEntries(
      names.map((name, index) => [`argo/${index}.yaml`, application(name, `{source: {path: k}}`)]),
    );
    const { roots } = await find({ ...tree, ...files });
    return roots.flatMap(({ key, kind }) => (kind === "kustomization" ? [key] : []));
  };
  test.each([
    [["a"], ["kustomization:k#a"]],
    [
      ["a", "a"],
      ["kustomization:k#a@argo/0.yaml", "kustomization:k#a@argo/1.yaml"],
    ],
    [
      ["a", "b"],
      ["kustomization:k#a", "kustomization:k#b"],
    ],
    [["a#b\\n`c"], ["kustomization:k#a%23b%0a%60c"]],
    [["本番"], ["kustomization:k#本番"]],
  ])("of Applications %j is %j", async (names, keys) => {
    expect(await named(...names)).toEqual(keys);
  });

  test("is short, however long a name is", async () => {
    const [one, other] = await named("x".repeat(5_000), `${"x".repeat(5_000)}y`);
    expect(one?.length).toBeLessThan(250);
    expect(one).not.toBe(other);
  });
});

describe("a definition", () => {
  test("may stand in a list, among others, and beside what does not parse", async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a}, spec: {source: {path: k}}}\n---\na: [\n${application("b", "{source: {path: k}}")}`;
    const { roots } = await find({ ...tree, "x.yml": list });
    expect(roots.map(({ key }) => key)).toContain("kustomization:k#a");
  });

  test.each([
    [
      "of another group",
      "apiVersion: example.com/v1\nkind: Application # argoproj.io\nspec: {source: {path: k}}\n",
    ],
    ["in a chart", application("a", "{source: {path: k}}")],
  ])("%s is none as it stands", async (_, text) => {
    const { roots } = await find({ ...tree, "charts/api/templates/x.yaml": text });
    expect(roots.map(({ key }) => key)).not.toContain("kustomization:k#a");
  });
});
