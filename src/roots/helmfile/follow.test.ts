import { describe, expect, test } from "vitest";
import { find } from "../testing/find.ts";
import type { Files } from "../testing/memory-tree.ts";
import { environmentsMax, helmfileReadsMax } from "./follow.ts";

const tree: Files = {
  "charts/api/Chart.yaml": "name: api\n",
  "values/prod.yaml": "replicas: 3\n",
  "values/api.yaml.gotmpl": "name: {{ .Environment.Name }}\n",
};

/** Knows `{{ .Environment.Name }}`, `{{ .Values.x }}` and `{{ .Release.Name }}`, and nothing else. */
async function templating(texts: readonly string[], data: unknown): Promise<readonly (string | null)[]> {
  const known = data as Record<string, Record<string, unknown>>;
  return texts.map((text) => {
    let failed = false;
    const made = text.replace(/\{\{ \.(\w+)\.(\w+) \}\}/g, (_, first: string, second: string) => {
      const value = known[first]?.[second];
      if (value === undefined) failed = true;
      return String(value);
    });
    return failed || made.includes("{{") ? null : made;
  });
}

async function made(files: Files) {
  const found = await find({ ...tree, ...files }, { templating });
  return {
    roots: found.roots.filter(({ definedBy }) => definedBy !== undefined),
    keys: found.roots.map(({ key }) => key),
    said: [
      ...found.notEvaluated.map(({ reason, detail }) => `${reason} ${detail}`),
      ...found.diagnostics.map(({ messageId, arguments: given }) => `${messageId} ${given["limit"] ?? ""}`),
    ],
  };
}

describe("a Helmfile", () => {
  test("makes a root of each release with a local chart, and says which charts stand elsewhere", async () => {
    const { roots, said } = await made({
      "helmfile.yaml": `namespace: apps
releases:
  - name: api
    chart: ./charts/api
    kubeContext: live
    values: [values/prod.yaml, {a: 1}]
    set: [{name: x, value: "1,2"}, {name: w, values: [1, b]}, {name: f, file: values/prod.yaml}]
    setString: [{name: z, value: 3}]
  - {name: redis, chart: bitnami/redis}
  - {name: off, chart: ./charts/api, installed: false}
  - {name: maybe, chart: ./charts/api, condition: a.b}
`,
    });
    expect(roots).toMatchObject([
      {
        key: "chart:charts/api#api",
        destination: { cluster: "live", namespace: "apps", project: null },
        rendering: {
          releaseName: "api",
          values: [
            { kind: "file", path: "values/prod.yaml" },
            { kind: "inline", values: { a: 1 }, path: "helmfile.yaml", line: 3 },
          ],
          set: [
            { kind: "set", name: "x", value: "1\\,2" },
            { kind: "set", name: "w", value: "{1,b}" },
            { kind: "set-file", name: "f", value: "values/prod.yaml" },
            { kind: "set-string", name: "z", value: "3" },
          ],
        },
        definedBy: { kind: "helmfile", name: "api", path: "helmfile.yaml", line: 3 },
      },
    ]);
    expect(said).toEqual(["remote-source Helmfile: redis: chart bitnami/redis"]);
  });

  test("with environments makes one of each, with its values", async () => {
    const { roots, keys } = await made({
      "deploy/helmfile.yaml.gotmpl": `environments:
  prod: {values: [../values/prod.yaml, {tier: big}]}
  dev: {values: [{replicas: 1, tier: small}]}
---
releases:
  - name: api-{{ .Values.tier }}
    chart: ../charts/api
    values: [../values/api.yaml.gotmpl, {count: "{{ .Values.replicas }}"}]
`,
    });
    expect(keys).toEqual(["chart:charts/api#dev/api-small", "chart:charts/api#prod/api-big"]);
    expect(roots[1]).toMatchObject({
      environment: "prod",
      rendering: {
        values: [
          { kind: "inline", values: { name: "prod" }, path: "values/api.yaml.gotmpl" },
          { kind: "inline", values: { count: "3" } },
        ],
      },
    });
    expect(roots[1]?.definedBy?.files).toEqual(["deploy/helmfile.yaml.gotmpl", "values/prod.yaml"]);
    expect(roots[1]?.files).toContain("values/api.yaml.gotmpl");
  });

  test("takes bases, templates and other Helmfiles along, which are then none of their own", async () => {
    const { keys, said } = await made({
      "base.yaml": "templates: {default: {chart: ../charts/api, namespace: n}}\n",
      "sub/helmfile.yaml":
        "bases: [../base.yaml, ./helmfile.yaml]\nreleases: [{name: in, inherit: [{template: default}]}]\n",
      "top/helmfile.yaml": "helmfiles: [../sub/helmfile.yaml, {path: 'git::https://u:pw@h/x?ref=1'}]\n",
    });
    expect(keys).toEqual(["chart:charts/api#in"]);
    expect(said).toEqual(["remote-source Helmfile: git::https://h/x"]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      "a template that runs something",
      "releases: [{name: a, chart: {{ exec `x` }}}]",
      ["not-static Helmfile: template helmfile.yaml"],
    ],
    ["a broken document", "releases: [\n", ["helmfile_failed "]],
    [
      "secrets",
      "releases: [{name: a, chart: charts/api, secrets: [x.yaml]}]",
      ["not-static Helmfile: release a: secrets"],
    ],
    [
      "values from elsewhere",
      "releases: [{name: a, chart: charts/api, values: ['https://x/v.yaml']}]",
      ["not-static Helmfile: release a: values https://x/v.yaml"],
    ],
    ["itself", "helmfiles: [helmfile.yaml]", ["not-static Helmfile: helmfile.yaml"]],
    ["a base that is gone", "bases: [gone.yaml]", ["not-static Helmfile: base gone.yaml"]],
    ["nonsense", "releases: {a: 1}\nhelmfiles: 3\nenvironments: []\n", []],
  ])("with %s says so", async (_, text, said) => {
    expect((await made({ "helmfile.yaml": text })).said).toEqual(said);
  });

  test("in a circle with another ends, and so does one that multiplies", async () => {
    const twice = (name: string) => `helmfiles: [../${name}/helmfile.yaml, ../${name}/helmfile.yaml]\n`;
    const files: Record<string, string> = { "l0/helmfile.yaml": twice("l1") };
    for (let level = 1; level <= 14; level += 1) files[`l${level}/helmfile.yaml`] = twice(`l${level + 1}`);
    expect((await made(files)).said).toContain("limit_exceeded helmfileReadsMax");
    expect(helmfileReadsMax).toBeLessThan(2 ** 11);
    const once = (name: string) =>
      `helmfiles: [../${name}/helmfile.yaml]\nreleases: [{name: ${name}, chart: ../charts/api}]\n`;
    const circle = await made({ "a/helmfile.yaml": once("b"), "b/helmfile.yaml": once("a") });
    expect(circle.keys).toEqual(["chart:charts/api#a", "chart:charts/api#b"]);
    expect(circle.said).toContain("not-static Helmfile: ../b/helmfile.yaml");
  });

  test("with too many environments says so", async () => {
    const names = Array.from({ length: environmentsMax + 1 }, (_, index) => `e${index}: {}`).join(", ");
    const { roots, said } = await made({
      "helmfile.yaml": `environments: {${names}}\n---\nreleases: [{name: a, chart: charts/api}]\n`,
    });
    expect([roots.length, said]).toEqual([environmentsMax, ["limit_exceeded environmentsMax"]]);
  });
});
