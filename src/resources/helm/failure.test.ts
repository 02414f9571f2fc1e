import { describe, expect, test } from "vitest";
import { chartFile, type Files, fixture, read } from "./testing/read-chart.ts";

const secret = "hunter2-hunter2";
const password = `password: ${secret}\n`;

/** What a reading says, in one line for each diagnostic. */
function said(files: Files): readonly string[] {
  const { diagnostics } = read(files);
  expect(JSON.stringify(diagnostics)).not.toContain(secret);
  expect(JSON.stringify(diagnostics)).not.toContain(Buffer.from(secret).toString("base64"));
  return diagnostics.map(({ kind, messageId, arguments: values, location }) =>
    [kind, messageId, values["reason"] ?? values["names"], `${location.path}:${location.startLine}`].join(
      " | ",
    ),
  );
}

const template = (text: string): Files => ({ "chart/values.yaml": password, "chart/templates/a.yaml": text });
const failed = (reason: string, line: number) => [
  `not-rendered | template_failed | ${reason} | chart/templates/a.yaml:${line}`,
];

describe("a template that fails is told by its place and the kind of mistake", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "a value that is not set",
      "a: 1\nb: {{ .Values.web.port }}\n",
      failed("it reads `port` of something that is not set", 2),
    ],
    ["an unknown function", "a: {{ wrong }}\n", failed("there is no function `wrong`", 1)],
    ["an unknown template", 'a: {{ include "none" . }}\n', failed("there is no template `none`", 1)],
    ["an unclosed action", "a: {{ .Values.x\n", failed("its syntax is broken: unclosed action", 1)],
    [
      "an action without an end",
      "{{ if .Values.x }}\na: 1\n",
      failed("its syntax is broken: unexpected EOF", 3),
    ],
    [
      "a number that is none",
      "a: {{ .Values.password | toDecimal | div 0 }}\n",
      failed("`div` does not take what it is given", 1),
    ],
    [
      "a loop over a text",
      "{{ range .Values.password }}{{ end }}\n",
      failed("it goes through something that is no list and no map", 1),
    ],
    [
      "a function that quotes what it refuses",
      'a: {{ .Values.password | mustToDate "2006" }}\n',
      failed("`mustToDate` does not take what it is given", 1),
    ],
    [
      "a wrong type",
      "a: {{ .Values.password | add1 | upper }}\n",
      failed("it needs a value of the type string and has one of int64", 1),
    ],
  ])("%s", (_, text, expected) => {
    expect(said(template(text))).toEqual(expected);
  });

  test("in a template that is included, at the innermost line", () => {
    const files = {
      ...template('a: {{ include "inner" . }}\n'),
      "chart/templates/_h.tpl": '{{ define "inner" }}\n\n{{ .Values.x.y }}\n{{ end }}\n',
    };
    expect(said(files)).toEqual([
      "not-rendered | template_failed | it reads `y` of something that is not set | chart/templates/_h.tpl:3",
    ]);
  });

  test("in a subchart, in its own file", () => {
    const files = {
      "chart/charts/sub/Chart.yaml": chartFile.replace("small", "sub"),
      "chart/charts/sub/templates/x.yaml": "a: {{ wrong }}\n",
    };
    expect(said(files)).toEqual([
      "not-rendered | template_failed | there is no function `wrong` | chart/charts/sub/templates/x.yaml:1",
    ]);
  });
});

test("a name that is computed from a value is not told", () => {
  expect(said(template("a: {{ include .Values.password . }}\n"))).toEqual(
    failed("it fails, and what it says may quote a value", 1),
  );
});

describe("an author's own message", () => {
  test.each<[string, string, string]>([
    ["is shown", '{{ required "A port is needed!" .Values.port }}', "A port is needed!"],
    ["is shown of fail", '{{ fail "no such thing" }}', "no such thing"],
    [
      "is not shown where it quotes a value",
      '{{ fail (printf "bad: %s" .Values.password) }}',
      "its author refuses these values, with a message that may quote them",
    ],
    [
      "is not shown where it quotes one in base64",
      "{{ fail (.Values.password | b64enc) }}",
      "its author refuses these values, with a message that may quote them",
    ],
    [
      "is not shown where it quotes a short one",
      '{{ fail (printf "pin %s" .Values.pin) }}',
      "its author refuses these values, with a message that may quote them",
    ],
    ["is cut after some lines", '{{ fail (repeat 100 "words ") }}', `${"words ".repeat(50)}…`],
  ])("%s", (_, text, reason) => {
    const files = { "chart/values.yaml": `${password}pin: "77"\n`, "chart/templates/a.yaml": `${text}\n` };
    expect(said(files)[0]?.split(" | ")[2]).toBe(reason);
  });
});

describe("a chart that cannot be loaded", () => {
  test.each<[string, Files, readonly string[]]>([
    [
      "names its missing dependencies",
      {
        "chart/Chart.yaml": `${chartFile}dependencies:\n  - name: redis\n    version: 1.0.0\n    repository: https://x\n  - {name: db, version: 1.0.0}\n`,
      },
      ["not-rendered | dependency_missing | redis, db | chart/Chart.yaml:5"],
    ],
    [
      "has no name",
      { "chart/Chart.yaml": "apiVersion: v2\nversion: 0.1.0\n" },
      ["not-rendered | chart_invalid | chart.metadata.name is required | chart/Chart.yaml:1"],
    ],
    [
      "has a version to come",
      { "chart/Chart.yaml": chartFile.replace("v2", "v3") },
      [
        "not-rendered | chart_invalid | charts of apiVersion v3 are not taken by any Helm that is released | chart/Chart.yaml:1",
      ],
    ],
    [
      "wants another Kubernetes",
      { "chart/Chart.yaml": `${chartFile}kubeVersion: ">=1.99"\n` },
      [
        "not-rendered | chart_invalid | it wants Kubernetes >=1.99, and v1.33 is configured | chart/Chart.yaml:1",
      ],
    ],
    ["has a broken description", { "chart/Chart.yaml": "name: [\n" }, ["syntax | yaml_syntax | "]],
    ["has broken values", { "chart/values.yaml": `${password}  x: : 1\n` }, ["syntax | yaml_syntax | "]],
    [
      "has values that are a list",
      { "chart/values.yaml": `- ${secret}\n` },
      ["not-rendered | chart_invalid | values.yaml is no YAML that Helm takes | chart/values.yaml:1"],
    ],
    [
      "holds a broken subchart",
      { "chart/charts/sub/templates/a.yaml": "a: 1\n" },
      ["not-rendered | chart_invalid | charts/sub: Chart.yaml file is missing | chart/Chart.yaml:1"],
    ],
  ])("%s", (_, files, expected) => {
    const lines = said(files);
    expect(lines).toHaveLength(expected.length);
    for (const [index, line] of lines.entries()) expect(line.startsWith(expected[index] ?? "?")).toBe(true);
  });
});

describe("values that a schema refuses", () => {
  const schema = JSON.stringify({
    type: "object",
    required: ["name"],
    properties: {
      web: { type: "object", properties: { port: { type: "integer" } } },
      password: { type: "string", pattern: "^x$" },
    },
  });

  test("are told one by one, at their lines, and never quoted", () => {
    const values = `${password}web:\n  port: "80"\n`;
    expect(said({ "chart/values.schema.json": schema, "chart/values.yaml": values }).toSorted()).toEqual([
      "not-rendered | values_refused | missing property 'name' | chart/values.schema.json:1",
      "not-rendered | values_refused | password: the schema refuses it | chart/values.yaml:1",
      "not-rendered | values_refused | web.port: got string, want integer | chart/values.yaml:3",
    ]);
  });

  test("are not fetched a schema for", () => {
    const remote = JSON.stringify({ $ref: "https://example.com/schema.json" });
    expect(said({ "chart/values.schema.json": remote, "chart/values.yaml": password })).toEqual([
      "not-rendered | values_refused | the schema cannot be followed | chart/values.schema.json:1",
    ]);
  });
});

describe("what is rendered and is no YAML", () => {
  test.each<[string, string, number]>([
    ["tabs", "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: {{ .Values.password }}\n", 4],
    [
      "a value that breaks its line",
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "{{ .Values.password }}\n',
      4,
    ],
    ["a key that stands twice", "apiVersion: v1\nkind: Pod\nkind: {{ .Values.password }}\n", 3],
  ])("%s", (_, text, line) => {
    const [told = "", ...others] = said(template(text));
    expect(others).toEqual([]);
    expect(told).toMatch(/^not-rendered \| rendered_invalid \| /);
    expect(told.endsWith(` | chart/templates/a.yaml:${line}`)).toBe(true);
  });

  test("leaves the other documents and templates as they are", () => {
    const files = {
      ...fixture("shop"),
      "chart/templates/broken.yaml":
        '---\na: {{ "[" }}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: kept}\n',
    };
    const { resources, diagnostics } = read(files);
    expect(diagnostics.map(({ messageId }) => messageId)).toEqual(["rendered_invalid"]);
    expect(resources.map(({ address }) => address)).toContain("core/Pod/-/kept");
  });
});

describe("documents are divided as Helm divides them", () => {
  test.each([
    ["a comment behind the dashes", "---# a comment\n"],
    ["space behind the dashes", "---  \n"],
    ["an object behind the dashes", "---"],
  ])("%s", (_, between) => {
    const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;
    const { resources, diagnostics } = read(template(`${pod("one")}${between}${pod("two")}`));
    expect(diagnostics).toEqual([]);
    expect(resources.map(({ address }) => address)).toEqual(["core/Pod/-/one", "core/Pod/-/two"]);
    const line = `${pod("one")}${between}`.split("\n").length + 3;
    expect(resources[1]?.locate(["metadata", "name"])).toMatchObject({ startLine: line });
  });
});

describe("a failure", () => {
  test("counts as the same one where only other files of the chart have changed", () => {
    const digests = ["1", "2"].map((version) => {
      const files = { ...template("a: {{ wrong }}\n"), "chart/templates/b.yaml": `b: ${version}\n` };
      return read(files).diagnostics[0]?.digest;
    });
    expect(digests[0]).toBe(digests[1]);
  });
});
