import { beforeAll, describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluation/task.ts";
import { exampleConfiguration, openWorkbench, type Workbench } from "../policies/workbench.ts";

const service = (port: number, name = "api") =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: payments\nspec:\n  type: ClusterIP\n  ports:\n    - port: ${port}\n`;
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\n  namespace: payments\nspec:\n  containers:\n    - name: api\n      image: ${image}\n`;

const chart = {
  "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
  "charts/api/values.yaml": "image: registry.example.com/api:latest\n",
  "charts/api/templates/pod.yaml": `{{/* The pod. */}}\n${pod("{{ .Values.image }}")}`,
};
const configured = 'generated: [{paths: ["rendered/**"], from: charts/api}]';

describe("generated files", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench();
  });

  async function evaluate(
    base: Readonly<Record<string, string>>,
    head: Readonly<Record<string, string>>,
    text = configured,
  ): Promise<Evaluation> {
    const configuration = await exampleConfiguration(text);
    return workbench.evaluate({ rules: workbench.policySet.rules, base, head, configuration });
  }

  const of = (evaluation: Evaluation, ruleId: string) =>
    evaluation.findings.filter((finding) => finding.ruleId === ruleId && finding.baselineState !== "absent");

  test("a finding in one points at the source that makes it", async () => {
    const rendered = { "rendered/pod.yaml": pod("registry.example.com/api:latest") };
    const evaluation = await evaluate({}, { ...chart, ...rendered });
    const copies = of(evaluation, "SEC-020").filter(({ rootKey }) => rootKey === "manifests:rendered");
    expect(copies).toHaveLength(1);
    expect(copies[0]?.location.path).toMatch(/^charts\/api\//);
    expect(copies[0]?.location.origin).toEqual({
      kind: "generated",
      path: "rendered/pod.yaml",
      line: 9,
      exact: true,
    });
    expect(of(evaluation, "VAL-009")).toEqual([]);
    expect(of(evaluation, "VAL-004")).toEqual([]);
  });

  test("one that differs, one too many and one too few are told, each once", async () => {
    const evaluation = await evaluate(
      {},
      {
        ...chart,
        "rendered/pod.yaml": pod("registry.example.com/api:1.0.0"),
        "rendered/service.yaml": service(80),
      },
    );
    expect(of(evaluation, "VAL-009").map(({ messageId, location }) => [messageId, location.path])).toEqual([
      ["generated_differs", "rendered/pod.yaml"],
      ["generated_left_over", "rendered/service.yaml"],
    ]);
    const none = await evaluate({}, { ...chart, "rendered/service.yaml": service(80) });
    expect(
      of(none, "VAL-009")
        .map(({ messageId }) => messageId)
        .toSorted(),
    ).toEqual(["generated_left_over", "generated_missing"]);
  });

  test("a source that is edited alone is told, although no generated file is touched", async () => {
    const rendered = { "rendered/pod.yaml": pod("registry.example.com/api:latest") };
    const edited = { ...chart, "charts/api/values.yaml": "image: registry.example.com/api:1.0.0\n" };
    const evaluation = await evaluate({ ...chart, ...rendered }, { ...edited, ...rendered });
    expect(of(evaluation, "VAL-009").map(({ messageId }) => messageId)).toEqual(["generated_differs"]);
  });

  test("what differed before is not the change's", async () => {
    const rendered = { "rendered/pod.yaml": pod("registry.example.com/api:1.0.0") };
    const before = { ...chart, ...rendered };
    const evaluation = await evaluate(before, { ...before, "charts/api/README.md": "Words.\n" });
    expect(of(evaluation, "VAL-009").filter(({ baselineState }) => baselineState !== "unchanged")).toEqual(
      [],
    );
  });

  test("a source that cannot be rendered is said to be none", async () => {
    const rendered = { "rendered/pod.yaml": pod("registry.example.com/api:1.0.0") };
    expect(of(await evaluate({}, rendered), "VAL-009").map(({ messageId }) => messageId)).toEqual([
      "generated_not_compared",
    ]);
  });

  test("a secret that differs is named by its place, and never by its value", async () => {
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: api\n  namespace: payments\nstringData:\n  password: ${value}\n`;
    const source = {
      "source/kustomization.yaml": "resources: [secret.yaml]\n",
      "source/secret.yaml": secret("planted-source-9Q"),
    };
    const evaluation = await evaluate(
      {},
      { ...source, "rendered/secret.yaml": secret("planted-copy-7K") },
      'generated: [{paths: ["rendered/**"], from: source}]',
    );
    const [found] = of(evaluation, "VAL-009");
    expect(found?.arguments["setting"]).toBe("stringData.password");
    expect(JSON.stringify(evaluation)).not.toMatch(/planted/);
  });
});
