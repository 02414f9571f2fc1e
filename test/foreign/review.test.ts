import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { messageOf } from "../../src/report/message.ts";
import { type Bench, openBench, type Reviewed } from "../hostile/bench.ts";
import { fewWords } from "./few-words.ts";

/** Policies of an organisation through a whole review: trees, settings, workers, decision, report. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const settings = ".github/sekisho.yml";
const plain = { format: "plain", locale: "en" } as const;
type Files = Readonly<Record<string, string>>;

function messages({ report }: Reviewed): readonly string[] {
  return report.findings
    .filter(({ status }) => status === "active")
    .map((finding) => {
      const { ruleId, enforcement, location } = finding;
      const place = `${location.path}:${location.startLine}`;
      return `${ruleId} ${enforcement} ${place} ${messageOf(finding, report.texts, plain)}`;
    });
}

describe("the five policies of an estate, run unchanged beside ours", () => {
  const folder = join(installation.top, "docs/examples/conftest");
  const copied = (path: string): Files =>
    Object.fromEntries(
      readdirSync(join(folder, path)).map((name) => [
        `${path}/${name}`,
        readFileSync(join(folder, path, name), "utf8"),
      ]),
    );
  const configuration = `version: 1
policySources: [{ path: policy, data: [data], kind: conftest, name: estate, enforcement: review }]
`;
  const base = { ...copied("policy"), ...copied("data"), [settings]: configuration };
  const at = "namespaces/live/courts";
  const head = {
    ...base,
    [`${at}/00-namespace.yaml`]: `apiVersion: v1
kind: Namespace
metadata:
  name: courts
  labels:
    pod-security.kubernetes.io/enforce: baseline
  annotations:
    cloud-platform.justice.gov.uk/business-unit: HMPPS
    cloud-platform.justice.gov.uk/application: Courts
    cloud-platform.justice.gov.uk/owner: courts
    cloud-platform.justice.gov.uk/slack-channel: courts
`,
    [`${at}/01-rbac.yaml`]: `kind: RoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: { name: courts, namespace: courts }
subjects: [{ kind: Group, name: "github:courts", apiGroup: rbac.authorization.k8s.io }]
roleRef:
  kind: ClusterRole
  name: cluster-admin
  apiGroup: rbac.authorization.k8s.io
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ci, namespace: courts }
`,
    [`${at}/02-pod.yaml`]: `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: courts }
spec:
  hostNetwork: true
`,
    [`${at}/resources/main.tf`]: `variable "namespace" {
  default = "prisons"
}

resource "kubernetes_config_map" "words" {
  metadata {
    name      = "words"
    namespace = "prisons"
  }
}

resource "aws_iam_role" "lambda" {
  name               = "lambda"
  assume_role_policy = "{}"
}
`,
  };

  test("each finds what it asks for, at its line, and our rules find theirs", async () => {
    const reviewed = await bench.ask({ base, head, rules: "conftest.*,SEC-002" });
    const all = messages(reviewed);
    expect(all.filter((text) => text.startsWith("conftest.")).toSorted()).toEqual([
      `conftest.estate.main.deny_cluster_objects review ${at}/01-rbac.yaml:10 ServiceAccount ci: this kind is made by the platform team, with its service account module.`,
      `conftest.estate.main.deny_namespace review ${at}/00-namespace.yaml:5 Namespace courts: pod-security.kubernetes.io/enforce is baseline; it has to be restricted.`,
      `conftest.estate.main.deny_namespace review ${at}/00-namespace.yaml:7 Namespace courts lacks annotations of cloud-platform.justice.gov.uk: source-code.`,
      `conftest.estate.main.deny_role_binding review ${at}/01-rbac.yaml:7 RoleBinding courts binds cluster-admin; teams are given admin.`,
      `conftest.estate.main.deny_terraform_namespace review ${at}/resources/main.tf:1 The variable namespace is prisons, and this is the folder of courts.`,
      `conftest.estate.main.deny_terraform_namespace review ${at}/resources/main.tf:5 kubernetes_config_map.words goes to the namespace prisons, and this is the folder of courts.`,
      `conftest.estate.main.warn_iam advise ${at}/resources/main.tf:12 aws_iam_role.lambda: ask the platform team to look at it.`,
    ]);
    expect(all.filter((text) => text.startsWith("SEC-002"))).toHaveLength(1);
    expect(reviewed.outputs["markdown"]).toContain("teams are given admin");
    expect(reviewed.outputs["sarif"]).toContain("conftest.estate.main.deny_role_binding");
  });

  test("a scan finds the same, and what was there before is not the change's", async () => {
    const scanned = await bench.ask({ base: null, head, rules: "conftest.*" });
    expect(messages(scanned)).toHaveLength(7);
    const changed = {
      ...head,
      [`${at}/03-more.yaml`]: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
    };
    expect(messages(await bench.ask({ base: head, head: changed, rules: "conftest.*" }))).toEqual([]);
  });
});

const deny = 'package main\ndeny contains "no config maps" if input.kind == "ConfigMap"\n';
const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: courts }\n";
const source = (more = "") =>
  `version: 1\npolicySources: [{ path: policy, kind: conftest, enforcement: block }]\n${more}`;

describe("policies of an organisation are settled as ours are", () => {
  test("what a change loosens does not judge it, and is a change of the rules", async () => {
    const base = { [settings]: source(), "policy/a.rego": deny };
    const head = {
      [settings]: "version: 1\n",
      "policy/a.rego": "package main\ndeny contains msg if { msg := input.never }\n",
      "a/map.yaml": configMap,
    };
    const { said } = await bench.ask({ base, head, rules: "conftest.*,CHG-023" });
    expect(said.toSorted()).toEqual([
      `CHG-023 edited ${settings}`,
      "CHG-023 edited policy/a.rego",
      "conftest.policy.main.deny said a/map.yaml",
    ]);
  });

  test("enforcement differs by environment, a glob turns off, a waiver accepts", async () => {
    const more = `environments: { production: { paths: ["prod/**"] }, development: { paths: ["dev/**"] } }
policies:
  conftest.policy.*: { enforcement: { production: confirm, default: advise } }
  conftest.policy.main.warn_*: { enforcement: "off" }
`;
    const policies = { "policy/a.rego": `${deny}\nwarn_all contains "all" if input.kind\n` };
    const waiver = `- id: W-1
  rules: [conftest.policy.main.deny]
  scope: { resources: ["**/waived"] }
  reason: It goes next month
  requester: mei
  approver: sam
  granted: 2026-12-01
  expires: 2027-01-20
`;
    const base = { [settings]: source(more), ...policies, ".github/sekisho/waivers/w.yml": waiver };
    const named = (name: string) => configMap.replace("words", name);
    const head = {
      ...base,
      "dev/map.yaml": named("dev"),
      "prod/map.yaml": named("prod"),
      "prod/waived.yaml": named("waived"),
    };
    const reviewed = await bench.ask({ base, head, rules: "conftest.*" });
    expect(messages(reviewed)).toEqual([
      "conftest.policy.main.deny advise dev/map.yaml:1 no config maps",
      "conftest.policy.main.deny confirm prod/map.yaml:1 no config maps",
    ]);
    expect(reviewed.report.findings.find(({ status }) => status === "waived")).toMatchObject({
      ruleId: "conftest.policy.main.deny",
      location: { path: "prod/waived.yaml" },
    });
  });

  test("the digest of the rules holds those of the organisation, and not where they stand in history", async () => {
    const ask = (text: string) =>
      bench.ask({ base: { [settings]: source(), "policy/a.rego": text }, head: { "a/map.yaml": configMap } });
    const [one, same, other] = [await ask(deny), await ask(deny), await ask(`${deny}# changed\n`)];
    expect(one.report.decision.policySet).toBe(same.report.decision.policySet);
    expect(one.report.decision.policySet).not.toBe(other.report.decision.policySet);
  });

  test("what such a policy cannot see is listed, and not judged", async () => {
    const files = {
      [settings]:
        "version: 1\npolicySources: [{ path: g, kind: gatekeeper }, { path: policy, kind: conftest }]\n",
      "policy/a.rego": deny,
      "g/t.yaml": `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: nomaps }
spec:
  crd: { spec: { names: { kind: NoMaps } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package nomaps
        violation[{"msg": "a map"}] { input.review.kind.kind == "ConfigMap" }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: NoMaps
metadata: { name: all }
`,
    };
    const map = (name: string, value: string) => `resource "kubernetes_config_map" "${name}" {
  metadata {
    name      = "${name}"
    namespace = "courts"
  }
  data = { word = ${value} }
}
`;
    const head = {
      ...files,
      "tf/main.tf": `variable "word" {}\n${map("unknown", "var.word")}${map("known", '"a"')}`,
    };
    const reviewed = await bench.ask({ base: files, head, rules: "conftest.*,gatekeeper.*" });
    expect(messages(reviewed)).toEqual(["gatekeeper.NoMaps.all advise tf/main.tf:9 a map"]);
    expect(reviewed.report.notEvaluated).toMatchObject([
      { path: "tf", reason: "policy-unknown-values", detail: "g: 1" },
    ]);
  });
});

describe("rule units of an organisation", () => {
  const files = (enforcement: string, message?: string) => ({
    [settings]: "version: 1\npolicySources: [{ path: rules, kind: sekisho }]\n",
    ...fewWords({
      production: enforcement,
      elsewhere: "advise",
      message,
      wordsMax: 'data.parameters["ACME-001"].wordsMax',
    }),
  });
  const words = `${configMap}data:\n  a: "1"\n  b: "2"\n`;

  test("are judged with our library, their own words and their own columns", async () => {
    const base = files("review");
    const reviewed = await bench.ask({ base, head: { ...base, "a/map.yaml": words }, rules: "ACME-001" });
    expect(messages(reviewed)).toEqual([
      "ACME-001 review a/map.yaml:4 The map holds 2 words, and fewer are expected.",
    ]);
  });

  test("one that says what its README does not know is told, and our rules are heard", async () => {
    const base = files("review", "unheard_of");
    const pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: courts}\nspec: {hostNetwork: true}\n";
    const head = { ...base, "a/map.yaml": words, "a/pod.yaml": pod };
    const reviewed = await bench.ask({ base, head, rules: "ACME-001,SEC-002,CHG-025" });
    expect(reviewed.said).toEqual(["CHG-025 rules_failed a/map.yaml", "SEC-002 network a/pod.yaml"]);
  });
});
