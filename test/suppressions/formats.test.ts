import { beforeAll, describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluation/task.ts";
import { exampleConfiguration, openWorkbench, type Workbench } from "../policies/workbench.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});

type Files = Readonly<Record<string, string>>;

async function review(base: Files, head: Files): Promise<Evaluation> {
  const configuration = await exampleConfiguration('inlineSuppression: { rules: ["*"] }');
  return workbench.evaluate({ rules: workbench.policySet.rules, base, head, configuration });
}

function saidOf(ruleId: string, { findings }: Evaluation): readonly string[] {
  return findings
    .filter((finding) => finding.ruleId === ruleId && finding.status !== "existing")
    .map(({ status, suppression, address }) => `${address} ${status} ${suppression?.effect ?? "-"}`);
}

function askedAbout({ findings }: Evaluation): readonly string[] {
  return findings
    .filter(
      ({ ruleId, status, enforcement }) =>
        ruleId === "CHG-023" && status === "active" && enforcement === "review",
    )
    .map(({ messageId }) => messageId);
}

const text = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

describe("a chart", () => {
  const chart = (tag: string, beside: string): Files => ({
    "charts/api/Chart.yaml": text("apiVersion: v2", "name: api", "version: 1.0.0"),
    "charts/api/values.yaml": text(`tag: ${tag}`),
    "charts/api/templates/pod.yaml": text(
      "apiVersion: v1",
      "kind: Pod",
      "metadata:",
      "  name: api",
      "  namespace: shop",
      ...(beside.startsWith("#") ? [] : ["  annotations:", `    sekisho/ignore: ${beside}`]),
      "spec:",
      "  containers:",
      "    - name: api",
      ...(beside.startsWith("#") ? [`      ${beside}`] : []),
      "      image: a/b:{{ .Values.tag }}",
    ),
  });

  test("has annotations on what it renders", async () => {
    const result = await review(chart("1.0.0", "SEC-020 why"), chart("latest", "SEC-020 why"));
    expect(saidOf("SEC-020", result)).toEqual(["core/Pod/shop/api waived counts"]);
  });

  test("has no comments that count, and that is said", async () => {
    const comment = "# sekisho:ignore SEC-020 why";
    const result = await review(chart("1.0.0", "none"), chart("latest", comment));
    expect(saidOf("SEC-020", result)).toEqual(["core/Pod/shop/api active -"]);
    const [told] = result.findings.filter(
      ({ ruleId, status }) => ruleId === "CHG-023" && status === "active",
    );
    expect(told).toMatchObject({ messageId: "suppression_rendered", enforcement: "advise" });
  });
});

test("an overlay has the comments of its base, and of its patch", async () => {
  const overlay = (baseImage: string, patched: string): Files => ({
    "base/kustomization.yaml": text("resources: [pod.yaml]"),
    "base/pod.yaml": text(
      "apiVersion: v1",
      "kind: Pod",
      "metadata: { name: api, namespace: shop }",
      "spec:",
      "  containers:",
      "    - name: api",
      `      image: ${baseImage} # sekisho:ignore SEC-020 the base says so`,
      "    - name: other",
      "      image: c/d:1.0.0",
    ),
    "prod/kustomization.yaml": text("resources: [../base]", "patches: [{ path: patch.yaml }]"),
    "prod/patch.yaml": text(
      "apiVersion: v1",
      "kind: Pod",
      "metadata: { name: api, namespace: shop }",
      "spec:",
      "  containers:",
      "    - name: other",
      "      # sekisho:ignore SEC-020 the patch says so",
      `      image: ${patched}`,
    ),
  });
  const result = await review(overlay("a/b:1.0.0", "c/d:2.0.0"), overlay("a/b:latest", "c/d:latest"));
  const said = result.findings
    .filter(({ ruleId, rootKey }) => ruleId === "SEC-020" && rootKey.includes("prod"))
    .map(({ status, suppression }) => `${status} ${suppression?.reason}`);
  expect(said.toSorted()).toEqual(["waived the base says so", "waived the patch says so"]);
});

describe("Terraform", () => {
  const bucket = (source: Files, encrypted: boolean): Files => ({
    ...source,
    "modules/db/main.tf": text(
      'variable "encrypted" {}',
      'resource "aws_db_instance" "main" {',
      "  # sekisho:ignore SEC-039 a scratch database",
      `  storage_encrypted = ${encrypted}`,
      "}",
    ),
  });
  const call = (name: string) =>
    text(`module "${name}" {`, '  source = "../modules/db"', "  encrypted = true", "}");

  test("has the comments of a module in all its callers", async () => {
    const source = { "a/main.tf": call("one"), "b/main.tf": call("two") };
    const result = await review(bucket(source, true), bucket(source, false));
    expect(saidOf("SEC-039", result).toSorted()).toEqual([
      "module.one.aws_db_instance.main waived counts",
      "module.two.aws_db_instance.main waived counts",
    ]);
    expect(askedAbout(result)).toEqual([]);
  });

  test("judges a new caller of a commented module without the comment, and asks nobody about the comment", async () => {
    const before = { "a/main.tf": call("one") };
    const after = { ...before, "b/main.tf": call("two") };
    const result = await review(bucket(before, false), bucket(after, false));
    expect(saidOf("SEC-039", result)).toEqual(["module.two.aws_db_instance.main active new"]);
    expect(askedAbout(result)).toEqual([]);
  });

  test("has one comment for all instances of a block", async () => {
    const instances = (names: string) => ({
      "main.tf": text(
        "# sekisho:ignore SEC-039 scratch databases",
        'resource "aws_db_instance" "main" {',
        `  for_each = toset([${names}])`,
        "  storage_encrypted = false",
        "}",
      ),
    });
    const result = await review(instances('"a"'), instances('"a", "b"'));
    expect(saidOf("SEC-039", result)).toEqual(['aws_db_instance.main["b"] waived counts']);
  });

  test("has comments where a value is written that is only referred to", async () => {
    const root = (encrypted: boolean) => ({
      "main.tf": text('resource "aws_db_instance" "main" {', "  storage_encrypted = var.encrypted", "}"),
      "variables.tf": text(
        'variable "encrypted" {',
        `  default = ${encrypted} // sekisho:ignore SEC-039 scratch`,
        "}",
      ),
    });
    const result = await review(root(true), root(false));
    expect(saidOf("SEC-039", result)).toEqual(["aws_db_instance.main waived counts"]);
  });
});

test("a Dockerfile has comments above its instructions", async () => {
  const file = (image: string) => ({
    Dockerfile: text(
      "FROM node:20.1 AS build",
      "# sekisho:ignore SEC-047 a tool",
      `FROM ${image}`,
      "USER 1000",
    ),
  });
  const result = await review(file("node:20.1"), file("node:latest"));
  expect(saidOf("SEC-047", result)).toEqual(["Dockerfile waived counts"]);
});
