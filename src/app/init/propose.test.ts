import { describe, expect, test } from "vitest";
import type { Root } from "../../model/root.ts";
import { clusterFolders, labelledEnvironments, proposedReleases, proposedSources } from "./propose.ts";
import type { Survey, SurveyedNamespace } from "./survey.ts";

function namespace(name: string, more: Partial<SurveyedNamespace> = {}): SurveyedNamespace {
  return { name, folder: `ns/live/${name}`, labels: {}, annotations: {}, ...more };
}

function survey(more: Partial<Survey>): Survey {
  return { roots: [], namespaces: [], bindings: [], paths: [], ...more };
}

function root(path: string, more: Partial<Root> = {}): Root {
  return { key: `manifests:${path}`, kind: "manifests", path, variant: null, files: [], ...more };
}

describe("the label that tells the environment", () => {
  const three = (label: string, values: readonly string[]) =>
    values.map((value, index) => namespace(`n${index}`, { labels: { [label]: value } }));

  test.each<[string, string, readonly string[], unknown]>([
    [
      "says yes or no",
      "acme/is-production",
      ["true", "false", "true"],
      { production: ["true"], development: ["false"] },
    ],
    [
      "has words as values",
      "environment",
      ["prod", "production", "stg", "dev"],
      { production: ["prod", "production"], staging: ["stg"], development: ["dev"] },
    ],
  ])("%s", (_, label, values, expected) => {
    const found = labelledEnvironments(three(label, values));
    expect(found).toMatchObject({
      label,
      values: expected,
      share: { count: values.length, total: values.length },
    });
  });

  test.each<[string, string, readonly string[]]>([
    ["another label may have such a word as its value", "app", ["prod", "dev", "stg"]],
    ["without production nothing is won", "environment", ["dev", "dev", "stg"]],
    ["two Namespaces are no habit", "environment", ["prod", "dev"]],
    ["a value may mean nothing", "environment", ["blue", "green", "red"]],
  ])("is none where %s", (_, label, values) => {
    expect(labelledEnvironments(three(label, values))).toBeNull();
  });
});

describe("folders of clusters", () => {
  const many = (folder: string) => ["a", "b", "c", "d", "e"].map((name) => root(`${folder}/${name}`));

  test("are called after the first part of their name", () => {
    expect(
      clusterFolders([...many("namespaces/live.example.com"), ...many("namespaces/test.example.com")]),
    ).toEqual([
      { name: "live", path: "namespaces/live.example.com", roots: 5 },
      { name: "test", path: "namespaces/test.example.com", roots: 5 },
    ]);
  });

  test("of one name keep their whole names, because one name is one cluster", () => {
    const found = clusterFolders([...many("namespaces/live.a"), ...many("namespaces/live.b")]);
    expect(found.map(({ name }) => name)).toEqual(["live.a", "live.b"]);
  });

  test("are none with few roots, or below folders of other names", () => {
    expect(clusterFolders([root("clusters/live/a"), ...many("services/api")])).toEqual([]);
  });
});

describe("where the repository says who owns what", () => {
  const binding = (name: string, group: string, role = "admin") => ({
    folder: `ns/live/${name}`,
    namespace: name,
    role,
    groups: [group],
  });

  test("bindings to groups of one form, in folders that are called after their namespace", () => {
    const found = proposedSources(
      survey({
        namespaces: [namespace("a"), namespace("b"), namespace("c")],
        bindings: [
          binding("a", "github:x"),
          binding("b", "github:y"),
          binding("b", "oidc:z"),
          binding("c", "github:v", "view"),
        ],
      }),
    );
    expect(found).toEqual([
      {
        kind: "RoleBinding",
        directory: "ns/live/{namespace}",
        pattern: "github:{team}",
        share: { count: 2, total: 3 },
      },
    ]);
  });

  test("folders of several clusters are one pattern", () => {
    const test = { ...namespace("b"), folder: "ns/test/b" };
    const [found] = proposedSources(
      survey({
        namespaces: [namespace("a"), test],
        bindings: [binding("a", "x"), { ...binding("b", "y"), folder: "ns/test/b" }],
      }),
    );
    expect(found).toMatchObject({ directory: "ns/*/{namespace}", pattern: "{team}" });
  });

  test("a label or annotation that is called after teams, CODEOWNERS and catalogues", () => {
    const found = proposedSources(
      survey({
        namespaces: [namespace("a", { annotations: { "acme/team-name": "x" } }), namespace("b")],
        paths: [".github/CODEOWNERS", "svc/catalog-info.yaml", "docs/notes/CODEOWNERS"],
      }),
    );
    expect(found).toEqual([
      { kind: "Namespace", key: "acme/team-name", share: { count: 1, total: 2 } },
      { kind: "Backstage", files: 1 },
      { kind: "CODEOWNERS", files: 1 },
    ]);
  });
});

test("values files that name an environment are releases, where nothing else installs the chart", () => {
  const paths = [
    "charts/api/Chart.yaml",
    "charts/api/values.yaml",
    "charts/api/values-prod.yaml",
    "charts/api/values-eu.yaml",
  ];
  expect(proposedReleases(survey({ paths }))).toEqual([
    {
      chart: "charts/api",
      name: "api",
      values: ["values.yaml", "values-prod.yaml"],
      environment: "production",
    },
  ]);
  const installed = root("charts/api", { kind: "chart", variant: "api" });
  expect(proposedReleases(survey({ paths, roots: [installed] }))).toEqual([]);
});
