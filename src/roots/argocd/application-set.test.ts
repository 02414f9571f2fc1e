import { describe, expect, test } from "vitest";
import { find } from "../testing/find.ts";
import type { Files } from "../testing/memory-tree.ts";
import { applicationsPerSetMax } from "./generators.ts";

const tree: Files = {
  "apps/api/Chart.yaml": "name: api\n",
  "apps/web/Chart.yaml": "name: web\n",
  "apps/web/deep/x.yaml": "",
  "apps/.hidden/x.yaml": "",
  "envs/dev.yaml": "name: dev\ncluster: {address: https://dev}\ncount: 3\n",
  "envs/prod.json": '[{"name": "p1", "cluster": {"address": "https://p1"}}, {"name": "p2"}]',
};

function set(generators: string, template: string, more = ""): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\nspec:\n  generators: ${generators}\n  template: ${template}\n${more}`;
}

/** `key cluster/namespace` of every root that the set makes, and what is not followed. */
async function made(text: string, options: Parameters<typeof find>[1] = {}) {
  const found = await find({ ...tree, "argo/set.yaml": text }, options);
  const roots = found.roots.filter(({ definedBy }) => definedBy !== undefined);
  return {
    roots: roots.map(({ key, destination }) => `${key} ${destination?.cluster}/${destination?.namespace}`),
    said: [
      ...found.notEvaluated.map(({ reason, detail }) => `${reason} ${detail}`),
      ...found.diagnostics.map(({ messageId, arguments: given }) => `${messageId} ${given["limit"]}`),
    ],
  };
}

const flat =
  '{metadata: {name: "{{name}}"}, spec: {source: {path: apps/api}, destination: {name: "{{ cluster }}", namespace: "{{other}}"}}}';
const byFolder =
  '{metadata: {name: "{{path.basename}}"}, spec: {source: {path: "{{path}}"}, destination: {namespace: "{{path[0]}}"}}}';
const byFile =
  '{metadata: {name: "{{name}}"}, spec: {source: {path: apps/api}, destination: {server: "{{cluster.address}}", namespace: "{{path.filename}}"}}}';

describe("a set without Go templates", () => {
  test.each<[string, string, string, readonly string[], readonly string[]]>([
    [
      "a list",
      "[{list: {elements: [{name: a, cluster: c1}, {name: b, cluster: c2}]}}]",
      flat,
      ["chart:apps/api#a c1/{{other}}", "chart:apps/api#b c2/{{other}}"],
      [],
    ],
    [
      "a list in a text",
      "[{list: {elementsYaml: '[{name: a, cluster: c1, other: 3}]'}}]",
      flat,
      ["chart:apps/api#a c1/3"],
      [],
    ],
    [
      "folders",
      "[{git: {repoURL: r, directories: [{path: 'apps/*'}]}}]",
      byFolder,
      ["chart:apps/api#api null/apps", "chart:apps/web#web null/apps"],
      [],
    ],
    [
      "folders without one",
      "[{git: {repoURL: r, directories: [{path: 'apps/*'}, {path: apps/web, exclude: true}]}}]",
      byFolder,
      ["chart:apps/api#api null/apps"],
      [],
    ],
    [
      "files",
      "[{git: {repoURL: r, files: [{path: 'envs/*'}]}}]",
      byFile,
      [
        "chart:apps/api#dev https://dev/dev.yaml",
        "chart:apps/api#p1 https://p1/prod.json",
        "chart:apps/api#p2 {{cluster.address}}/prod.json",
      ],
      [],
    ],
    [
      "a matrix, whose second part names the first",
      "[{matrix: {generators: [{list: {elements: [{name: a, dir: apps}]}}, {git: {repoURL: r, directories: [{path: '{{dir}}/*'}]}}]}}]",
      '{metadata: {name: "{{name}}-{{path.basename}}"}, spec: {source: {path: "{{path}}"}}}',
      ["chart:apps/api#a-api null/null", "chart:apps/web#a-web null/null"],
      [],
    ],
    [
      "a merge",
      "[{merge: {mergeKeys: [name], generators: [{list: {elements: [{name: a, cluster: c1}, {name: b, cluster: c2}]}}, {list: {elements: [{name: b, cluster: c9, other: x}, {name: z}]}}]}}]",
      flat,
      ["chart:apps/api#a c1/{{other}}", "chart:apps/api#b c9/x"],
      [],
    ],
    [
      "a selector",
      "[{list: {elements: [{name: a, cluster: c1}, {name: b, cluster: c2}]}, selector: {matchLabels: {name: b}}}]",
      flat,
      ["chart:apps/api#b c2/{{other}}"],
      [],
    ],
    [
      "a template laid over",
      "[{list: {elements: [{name: a, cluster: c1}], template: {spec: {destination: {namespace: own}}}}}]",
      flat,
      ["chart:apps/api#a c1/own"],
      [],
    ],
    [
      "what a cluster or a server alone knows",
      "[{clusters: {}}, {pullRequest: {github: {}}}, {matrix: {generators: [{scmProvider: {}}, {list: {elements: [{a: b}]}}]}}, {list: {elements: [{name: a, cluster: c}]}}]",
      flat,
      ["chart:apps/api#a c/{{other}}"],
      ["not-static ApplicationSet all: generator clusters, generator pullRequest, generator scmProvider"],
    ],
    [
      "folders of another repository",
      "[{git: {repoURL: r, directories: [{path: 'elsewhere/*'}]}}]",
      byFolder,
      [],
      ["not-static ApplicationSet all: generator git"],
    ],
    ["nothing", "[]", flat, [], []],
    [
      "nonsense",
      "[{list: 3}, {}, 4, {matrix: {generators: {}}}]",
      flat,
      [],
      ["not-static ApplicationSet all: generator ?, generator list"],
    ],
  ])("made of %s", async (_, generators, template, roots, said) => {
    expect(await made(set(generators, template))).toEqual({ roots, said });
  });

  test("that would make ten thousand stops at the limit, and that is said", async () => {
    const elements = Array.from({ length: 100 }, (_, index) => `{a${0}: "${index}"}`).join(", ");
    const other = elements.replaceAll("a0", "b0");
    const generators = `[{matrix: {generators: [{list: {elements: [${elements}]}}, {list: {elements: [${other}]}}]}}]`;
    const template = '{metadata: {name: "x-{{a0}}-{{b0}}"}, spec: {source: {path: apps/api}}}';
    const { roots, said } = await made(set(generators, template));
    expect(roots).toHaveLength(applicationsPerSetMax);
    expect(said).toEqual(["limit_exceeded applicationsPerSetMax"]);
  });

  test("over the whole tree makes what is there", async () => {
    const { roots } = await made(set("[{git: {repoURL: r, directories: [{path: '**'}]}}]", byFolder));
    expect(roots).toHaveLength(5);
  });
});

describe("a set with Go templates", () => {
  const go = (template: string, more = "") =>
    `${set("[{git: {repoURL: r, directories: [{path: 'apps/*'}]}}]", template)}  goTemplate: true\n${more}`;
  const templating = async (texts: readonly string[], data: unknown) =>
    texts.map((text) => {
      if (text.includes("fail")) return null;
      const path = (data as { path: { path: string; basename: string } }).path;
      return text.replaceAll("{{.path.path}}", path.path).replaceAll("{{.path.basename}}", path.basename);
    });

  test("is filled by the engine", async () => {
    const template = '{metadata: {name: "{{.path.basename}}"}, spec: {source: {path: "{{.path.path}}"}}}';
    const patch =
      '  templatePatch: |\n    spec: {destination: {namespace: "{{.path.basename}}"}, source: {path: apps/web}}\n';
    expect(await made(go(template), { templating })).toEqual({
      roots: ["chart:apps/api#api null/null", "chart:apps/web#web null/null"],
      said: [],
    });
    expect((await made(go(template, patch), { templating })).roots).toEqual([
      "chart:apps/web#api null/api",
      "chart:apps/web#web null/web",
    ]);
  });

  test("that fail are said to be unread", async () => {
    const template = '{metadata: {name: "{{ fail }}"}, spec: {source: {path: apps/api}}}';
    expect(await made(go(template), { templating })).toEqual({
      roots: [],
      said: ["not-static ApplicationSet all: template, 2×"],
    });
  });
});
