// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats have expressions of their own.
import { describe, expect, test } from "vitest";
import { lineOf, onlyResource, readFiles } from "../testing/read-files.ts";

const path = ".github/workflows/ci.yml";
const workflow = (text: string) => onlyResource({ [path]: text });

describe("a workflow", () => {
  test.each([
    ["a word", "on: push\njobs: {}\n", { push: {} }],
    ["a list", "on: [push, issues]\njobs: {}\n", { push: {}, issues: {} }],
    ["a map", "on:\n  push:\n  issues: {types: [opened]}\n", { push: {}, issues: { types: ["opened"] } }],
    ["a key in quotes", '"on": push\n', { push: {} }],
  ])("has its triggers as a map, written as %s", (_, text, on) => {
    const { type, address, object } = workflow(text);
    expect({ type, address, on: object["on"] }).toEqual({ type: "github_workflow", address: path, on });
    expect(Object.keys(object)).not.toContain("true");
  });

  test("is located by its triggers wherever they stand", () => {
    expect(lineOf(workflow("name: a\non:\n  push:\n  issues:\n"), "on", "issues")).toBe(`${path}:4`);
    expect(lineOf(workflow("name: a\non:\n  - push\n  - issues\n"), "on", "issues")).toBe(`${path}:4`);
    expect(lineOf(workflow("name: a\non: push\n"), "on", "push")).toBe(`${path}:2`);
  });

  test("has the lines of its scripts", () => {
    const resource = workflow(
      "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          one\n          two\n          three\n      - run: one\n",
    );
    expect(lineOf(resource, "jobs", "a", "steps", 0, "run", 2)).toBe(`${path}:8`);
    expect(lineOf(resource, "jobs", "a", "steps", 0, "run")).toBe(`${path}:5`);
    expect(lineOf(resource, "jobs", "a", "steps", 1, "run", 0)).toBe(`${path}:9`);
  });

  test("that is folded into fewer lines is pointed at as a whole", () => {
    const resource = workflow(
      "on: push\njobs:\n  a:\n    steps:\n      - run: >\n          one\n          two\n",
    );
    expect(lineOf(resource, "jobs", "a", "steps", 0, "run", 0)).toBe(`${path}:5`);
  });
});

describe("what is no workflow is said", () => {
  test.each([
    ["broken YAML, expressions or not", "on: push\njobs: ${{ [ }}\n  a: 1\n", "yaml_syntax"],
    ["a list", "- on: push\n", "yaml_syntax"],
    ["a key that stands twice", "on: push\non: push\n", "duplicate_key"],
  ])("%s", (_, text, messageId) => {
    const { resources, diagnostics } = readFiles({ [path]: text });
    expect(resources).toEqual([]);
    expect(diagnostics).toMatchObject([{ messageId, subject: path }]);
  });

  test("what is encrypted or stored elsewhere", () => {
    expect(readFiles({ [path]: "$ANSIBLE_VAULT;1.1\n" }).notEvaluated).toMatchObject([
      { reason: "encrypted" },
    ]);
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\n";
    expect(readFiles({ [path]: pointer }).diagnostics).toMatchObject([{ messageId: "lfs_pointer" }]);
  });
});

test("a composite action is read as it is written", () => {
  const resource = onlyResource({
    ".github/actions/a/action.yml":
      "name: a\nruns:\n  using: composite\n  steps:\n    - run: |\n        x\n        y\n",
  });
  expect(resource.type).toBe("github_action");
  expect(lineOf(resource, "runs", "steps", 0, "run", 1)).toBe(".github/actions/a/action.yml:7");
});

test("CircleCI's parameters in angle brackets are no template", () => {
  const broken = "jobs:\n  a:\n    docker: [{image: << parameters.x >>}]\n  b: [\n";
  expect(readFiles({ ".circleci/config.yml": broken }).diagnostics).toHaveLength(1);
  const good = "jobs:\n  a:\n    docker:\n      - image: << parameters.x >>\n";
  expect(onlyResource({ ".circleci/config.yml": good }).type).toBe("circleci_config");
});
