import { describe, expect, test } from "vitest";
import { createEngine } from "../../engines/instance.ts";
import { readHelm } from "./index.ts";
import { chartFile, fixture, helmModule, only, placeOf, read } from "./testing/read-chart.ts";

const shop = read(fixture("shop"));

function addresses(reading: ReturnType<typeof read>): readonly string[] {
  return reading.resources.map(({ address }) => address).toSorted();
}

describe("a chart with subcharts", () => {
  test("gives its objects, hooks, tests and definitions, of subcharts in folders and archives, too", () => {
    expect(shop.diagnostics).toEqual([]);
    expect(addresses(shop)).toEqual([
      "apiextensions.k8s.io/CustomResourceDefinition/-/coupons.shop.example",
      "apps/Deployment/-/rel-shop",
      "apps/Deployment/-/rel-storefront",
      "apps/Deployment/-/rel-worker",
      "apps/StatefulSet/-/rel-cache",
      "batch/Job/-/rel-migrate",
      "core/ConfigMap/-/rel-files",
      "core/Pod/-/rel-test",
      "core/Secret/-/rel-shop",
      "networking.k8s.io/Ingress/-/rel-shop-example",
      "networking.k8s.io/Ingress/-/rel-www-shop-example",
    ]);
  });

  test.each([
    ["a condition", { name: "backoffice.enabled", value: "true" }, "apps/Deployment/-/rel-backoffice", true],
    ["a tag", { name: "tags.background", value: "false" }, "apps/Deployment/-/rel-worker", false],
  ] as const)("%s decides about a subchart", (_, setting, address, there) => {
    const reading = read(fixture("shop"), { set: [{ kind: "set", ...setting }] });
    expect(addresses(reading).includes(address)).toBe(there);
  });

  test("imports values, and reads no file outside, no host and no cluster", () => {
    expect(only(shop, "core/ConfigMap/-/rel-files").object["data"]).toEqual({
      "motd.txt": "Welcome.\n",
      outside: "",
      host: "",
      found: "{}",
      cache: "redis://cache:6379",
    });
  });

  test("leaves definitions out where the release does", () => {
    const types = read(fixture("shop"), { skipCrds: true }).resources.map(({ type }) => type);
    expect(types).not.toContain("apiextensions.k8s.io/CustomResourceDefinition");
  });

  test.each(["shop", "random"])("is read alike by engines that begin with other numbers: %s", (name) => {
    const files = new Map(Object.entries(fixture(name)));
    const root = { key: "chart:chart", kind: "chart", path: "chart", variant: null, files: [] } as const;
    const readings = [1, 2].map((seed) => {
      const engine = createEngine(helmModule, { seed });
      return readHelm(engine, { root, files, kubernetesVersion: "1.33", defaultNamespace: "" });
    });
    expect(JSON.stringify(readings[0])).toBe(JSON.stringify(readings[1]));
  });
});

describe("values", () => {
  const template =
    "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n  {{- toYaml .Values | nindent 2 }}\n";
  const files = {
    "chart/templates/a.yaml": template,
    "chart/values.yaml": "a: own\nb: own\nc: own\nd: own\n",
  };
  const data = (reading: ReturnType<typeof read>) => only(reading, "core/ConfigMap/-/a").object["data"];

  test("of a release win over the chart's, the later over the earlier, settings over all", () => {
    const reading = read(
      { ...files, "one.yaml": "b: one\nc: one\n", "app.yaml": "x: 1\n", text: "whole text\n" },
      {
        values: [
          { kind: "file", path: "one.yaml" },
          { kind: "inline", values: { c: "inline" }, path: "app.yaml", line: 1 },
        ],
        set: [
          { kind: "set", name: "d", value: "x,y" },
          { kind: "set-string", name: "e", value: "1" },
          { kind: "set-file", name: "f", value: "text" },
          { kind: "set", name: "g", value: "{1,2}" },
        ],
      },
    );
    expect(data(reading)).toEqual({
      ...{ a: "own", b: "one", c: "inline", d: "x,y", e: "1", f: "whole text\n" },
      g: [1, 2],
    });
  });

  test("that a definition names and nobody has are said to be missing", () => {
    const definedBy = { kind: "argocd", name: "app", path: "app.yaml", line: 7, files: [] } as const;
    const values = [{ kind: "file", path: "production.yaml" }] as const;
    const { resources, diagnostics } = read(files, { values }, { definedBy });
    expect(resources).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        kind: "not-rendered",
        messageId: "values_missing",
        arguments: { path: "chart", name: "production.yaml" },
        location: { path: "app.yaml", startLine: 7 },
      },
    ]);
  });

  test("that are encrypted are listed, and the rest is rendered", () => {
    const values = [{ kind: "file", path: "secrets.yaml" }] as const;
    const { resources, notEvaluated } = read({ ...files, "secrets.yaml": "\0GITCRYPT\0x" }, { values });
    expect(resources).toHaveLength(1);
    expect(notEvaluated).toEqual([{ path: "secrets.yaml", reason: "encrypted", detail: "git-crypt" }]);
  });
});

describe("a chart", () => {
  test("of the first version has its requirements beside it", () => {
    expect(addresses(read(fixture("legacy")))).toEqual([
      "core/ConfigMap/-/rel-legacy",
      "core/ConfigMap/-/rel-old",
    ]);
  });

  test("is rendered for the configured Kubernetes and the versions that its definition adds", () => {
    const reading = read(fixture("capabilities"), { apiVersions: ["monitoring.coreos.com/v1"] });
    expect(only(reading, "core/ConfigMap/-/versions").object["data"]).toMatchObject({
      kubernetes: "v1.33 1 33",
      monitoring: "true",
    });
  });

  test("that is a library is listed, because others are judged with it", () => {
    const { resources, notEvaluated } = read({ "chart/Chart.yaml": `${chartFile}type: library\n` });
    expect(resources).toEqual([]);
    expect(notEvaluated).toEqual([{ path: "chart/Chart.yaml", reason: "library-module", detail: "chart" }]);
  });

  test("without a release is named after its folder", () => {
    const text = "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\n";
    const { resources } = read({ "chart/templates/a.yaml": text }, {}, { rendering: undefined } as never);
    expect(resources.map(({ address }) => address)).toEqual(["core/Pod/-/chart"]);
  });
});

describe("a place", () => {
  const web = only(shop, "apps/Deployment/-/rel-shop");
  const container = ["spec", "template", "spec", "containers", 0] as const;

  test.each([
    [
      "a value that a template takes as it is",
      ["spec", "replicas"],
      "values.yaml:1 <- templates/deployment.yaml:11",
    ],
    [
      "a value below one that is written as a whole",
      [...container, "resources", "limits", "memory"],
      "values.yaml:7 <- templates/deployment.yaml:35",
    ],
    [
      "a key that such a value lacks",
      [...container, "resources", "requests"],
      "values.yaml:5-8 <- templates/deployment.yaml:34",
    ],
    ["the last part of a text", [...container, "image"], "values.yaml:4 <-~ templates/deployment.yaml:26"],
    [
      "the part of a text that is called a secret",
      [...container, "env", 1, "value"],
      "values.yaml:12 <-~ templates/deployment.yaml:33",
    ],
    [
      "an element that a loop is at",
      [...container, "env", 0, "value"],
      "values.yaml:19 <- templates/deployment.yaml:30",
    ],
    [
      "a value in a template that is included",
      ["metadata", "labels", "region"],
      "values.yaml:21 <- templates/_helpers.tpl:8",
    ],
    ["what a template writes itself", [...container, "name"], "templates/deployment.yaml:25"],
    ["what is computed", ["metadata", "annotations", "checksum/secret"], "templates/deployment.yaml:9"],
  ])("of %s", (_, path, place) => {
    expect(placeOf(web, path)).toBe(place);
  });

  test.each([
    [
      "the values of the chart above",
      "apps/Deployment/-/rel-storefront",
      ["spec", "replicas"],
      "values.yaml:26 <- charts/common/templates/_deployment.tpl:9",
    ],
    [
      "a global value",
      "apps/Deployment/-/rel-storefront",
      ["metadata", "labels", "region"],
      "values.yaml:21 <- charts/common/templates/_deployment.tpl:7",
    ],
    [
      "a subchart's own values",
      "apps/Deployment/-/rel-storefront",
      ["spec", "template", "spec", "containers", 0, "ports", 0, "containerPort"],
      "charts/api/values.yaml:2 <- charts/common/templates/_deployment.tpl:15",
    ],
    [
      "an archive",
      "apps/StatefulSet/-/rel-cache",
      ["spec", "replicas"],
      "charts/cache-0.1.0.tgz:1 <-~ charts/cache-0.1.0.tgz:1",
    ],
    [
      "the second element of a list",
      "networking.k8s.io/Ingress/-/rel-www-shop-example",
      ["spec", "rules", 0, "host"],
      "values.yaml:16 <- templates/ingress.yaml:9",
    ],
  ])("in %s", (_, address, path, place) => {
    expect(placeOf(only(shop, address), path)).toBe(place);
  });

  test("is the file that wins, and the setting where that does", () => {
    const values = [{ kind: "file", path: "chart/values-production.yaml" }] as const;
    const definedBy = { kind: "argocd", name: "app", path: "app.yaml", line: 9, files: [] } as const;
    const files = fixture("shop");
    const production = only(read(files, { values }, { definedBy }), web.address);
    expect(placeOf(production, ["spec", "replicas"])).toBe(
      "values-production.yaml:1 <- templates/deployment.yaml:11",
    );
    const set = [{ kind: "set", name: "replicas", value: "9" }] as const;
    const scaled = only(read(files, { values, set }, { definedBy }), web.address);
    expect(placeOf(scaled, ["spec", "replicas"])).toBe("app.yaml:9 <- templates/deployment.yaml:11");
  });

  test.each([
    ["a map", "spec:\n  valuesObject:\n    other: 1\n    replicas: 5\n", 2, 4],
    ["a text", "spec:\n  values: |\n    other: 1\n    replicas: 5\n", 2, 4],
    ["another form", "values: { other: 1, replicas: 5 }\n", 1, 1],
  ])("in values that stand as %s in an Application", (_, text, line, expected) => {
    const values = [{ kind: "inline", values: { other: 1, replicas: 5 }, path: "app.yaml", line }] as const;
    const deployment = only(read({ ...fixture("shop"), "app.yaml": text }, { values }), web.address);
    expect(placeOf(deployment, ["spec", "replicas"])).toBe(
      `app.yaml:${expected} <- templates/deployment.yaml:11`,
    );
  });

  test("of a secret is every line that it is made of", () => {
    const files = fixture("shop");
    const values = [{ kind: "file", path: "chart/values-production.yaml" }] as const;
    const reading = read(files, { values });
    const lines = (address: string, path: readonly (string | number)[]) =>
      only(reading, address)
        .places?.(path)
        .map(({ path: file, startLine }) => `${file}:${startLine}`);
    expect(lines("core/Secret/-/rel-shop", ["data", "password"])).toEqual([
      "chart/templates/secret.yaml:6",
      "chart/values-production.yaml:6",
      "chart/values.yaml:12",
    ]);
    expect(lines(web.address, [...container, "env", 1, "value"])).toEqual(
      expect.arrayContaining([
        "chart/values.yaml:12",
        "chart/values.yaml:11",
        "chart/templates/deployment.yaml:33",
      ]),
    );
  });
});
