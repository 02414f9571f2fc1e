import { describe, expect, test } from "vitest";
import { writeRepairs } from "../../src/app/evaluation/write-repairs.ts";
import { withLineEdits } from "../../src/model/repair.ts";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

const workbench = await openWorkbench();
const configuration = await exampleConfiguration(null);

type Files = Readonly<Record<string, string>>;

/** The files with the repairs of one rule in them. */
async function mended(ruleId: string, head: Files): Promise<Files> {
  const rules = workbench.policySet.rules.filter(({ id }) => id === ruleId);
  const { findings, repairs = [] } = await workbench.evaluate({ rules, base: {}, head, configuration });
  expect(findings).not.toEqual([]);
  const texts: Record<string, string> = { ...head };
  for (const [path, own] of Map.groupBy(repairs, (repair) => repair.path)) {
    const text = head[path] ?? "";
    const edits = await writeRepairs({ path, text, repairs: own }, () => workbench.ports.engine("terraform"));
    texts[path] = withLineEdits(text, edits);
  }
  return texts;
}

const podHead = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec:\n";
const privileged = `${podHead}  containers:
    # The agent.
    - name: a
      image: "registry.example.com/a:1"
      securityContext:
        privileged: true # until March
`;
const merged = `${podHead}  containers:
    - name: a
      image: "a:1"
      securityContext: &context {privileged: true}
    - name: b
      image: "b:1"
      securityContext:
        <<: *context
`;
const database = `resource "aws_db_instance" "a" {
  engine              = "postgres"
  description         = <<-EOT
    deletion_protection = false
  EOT
  deletion_protection = false # for now
}
`;

describe("a repair", () => {
  test.each<[string, string, string, string]>([
    [
      "keeps comments and quotes",
      "SEC-003",
      privileged,
      privileged.replace("privileged: true #", "privileged: false #"),
    ],
    [
      "keeps the line ends of Windows",
      "SEC-003",
      privileged.replaceAll("\n", "\r\n"),
      privileged.replaceAll("\n", "\r\n").replace("privileged: true #", "privileged: false #"),
    ],
    [
      "is written within braces",
      "SEC-003",
      `${podHead}  containers: [{name: a, image: "a:1", securityContext: {privileged: true}}]\n`,
      `${podHead}  containers: [{name: a, image: "a:1", securityContext: {privileged: false}}]\n`,
    ],
    [
      "is written into the right document of several",
      "SEC-003",
      `---\n${privileged.replace("name: a,", "name: b,").replace("true #", "false #")}---\n${privileged}`,
      `---\n${privileged.replace("name: a,", "name: b,").replace("true #", "false #")}---\n${privileged.replace("true #", "false #")}`,
    ],
    [
      "takes along a list that would be left empty, but no comment",
      "SEC-004",
      `${podHead}  containers:
    - name: a
      image: "a:1"
      securityContext:
        capabilities:
          add:
            - SYS_ADMIN
            # why
            - NET_ADMIN
          drop: [ALL]
`,
      `${podHead}  containers:
    - name: a
      image: "a:1"
      securityContext:
        capabilities:
            # why
          drop: [ALL]
`,
    ],
    [
      "stands beside what is merged from elsewhere",
      "SEC-003",
      merged,
      `${merged}        privileged: false\n`,
    ],
  ])("of YAML %s", async (_, ruleId, text, expected) => {
    expect(await mended(ruleId, { "k8s/a.yaml": text })).toEqual({ "k8s/a.yaml": expected });
  });

  test.each<[string, string]>([
    [
      "stands at an anchor that others refer to",
      `${podHead}  containers:
    - name: a
      image: "a:1"
      securityContext: &context
        privileged: true
    - name: b
      image: "b:1"
      securityContext: *context
`,
    ],
  ])("of YAML is left to a person where the value %s", async (_, text) => {
    expect(await mended("SEC-003", { "k8s/a.yaml": text })).toEqual({ "k8s/a.yaml": text });
  });

  test("keeps out of a template, whose lines make more than one value", async () => {
    const files = {
      "chart/Chart.yaml": "apiVersion: v2\nname: a\nversion: 0.1.0\n",
      "chart/values.yaml": "privileged: true\n",
      "chart/templates/pod.yaml": privileged.replace("true # until March", "{{ .Values.privileged }}"),
    };
    const after = await mended("SEC-003", files);
    expect(after["chart/templates/pod.yaml"]).toBe(files["chart/templates/pod.yaml"]);
  });

  test("keeps out of a base that something else is made of, too, and is right there", async () => {
    const kustomization = (path: string) => `resources: [${path}]\n`;
    const patched =
      "resources: [../base]\npatches:\n  - patch: |-\n      - {op: replace, path: /spec/containers/0/securityContext/privileged, value: false}\n    target: {kind: Pod}\n";
    const files = {
      "base/kustomization.yaml": kustomization("pod.yaml"),
      "base/pod.yaml": privileged,
      "one/kustomization.yaml": kustomization("../base"),
      "two/kustomization.yaml": patched,
    };
    expect((await mended("SEC-003", files))["base/pod.yaml"]).toBe(privileged);
  });
});

describe("a repair of Terraform", () => {
  test("is written behind the right argument, and not into a text that looks alike", async () => {
    const text = database;
    expect((await mended("SEC-040", { "db/main.tf": text }))["db/main.tf"]).toBe(
      text.replace("deletion_protection = false # for now", "deletion_protection = true # for now"),
    );
  });

  test.each<[string, string]>([
    ["a variable", 'variable "protect" {\n  default = false\n}\n\n'],
    ["a local value", "locals {\n  protect = false\n}\n\n"],
  ])("is left to a person where the value comes from %s", async (name, before) => {
    const reference = name === "a variable" ? "var.protect" : "local.protect";
    const text = before + database.replace("= false # for now", `= ${reference}`);
    expect(await mended("SEC-040", { "db/main.tf": text })).toEqual({ "db/main.tf": text });
  });
});
