import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import { ask, load, problemsOf, sourceOf, subject } from "./sources.ts";

const gatekeeper = (files: Readonly<Record<string, string>>, more = {}) =>
  sourceOf({ kind: "gatekeeper", path: "g", ...more }, files);

const schema = `
          type: object
          required: [labels]
          properties:
            labels: { type: array, items: { type: string }, minItems: 1 }
            level: { type: string, enum: [low, high], default: low }`;
const requiredLabels = `package k8srequiredlabels
violation[{"msg": msg, "details": {"path": "metadata.labels"}}] {
  label := input.parameters.labels[_]
  not input.review.object.metadata.labels[label]
  msg := sprintf("%v has no label %v (%v)", [input.review.name, label, input.parameters.level])
}`;

function template(rego: string, kind = "K8sRequiredLabels"): string {
  const indented = rego.split("\n").map((line) => `        ${line}`.trimEnd());
  return `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: ${kind.toLowerCase()} }
spec:
  crd:
    spec:
      names: { kind: ${kind} }
      validation:
        openAPIV3Schema:${schema}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
${indented.join("\n")}
`;
}

function constraint(spec: JsonObject, kind = "K8sRequiredLabels"): string {
  return JSON.stringify({
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind,
    metadata: { name: "owner" },
    spec: { parameters: { labels: ["owner"] }, ...spec },
  });
}

const withMatch = (match: JsonObject) =>
  gatekeeper({ "g/t.yaml": template(requiredLabels), "g/c.yaml": constraint({ match }) });

const pod = (more = {}, metadata: JsonObject = {}) =>
  subject(
    { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "courts", ...metadata } },
    more,
  );
const namespace = subject(
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "courts", labels: { tier: "a" } } },
  { namespaced: false, namespace: "", address: "namespace" },
);
const role = subject(
  { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "all" } },
  { namespaced: false, namespace: "", address: "role" },
);

describe("what Gatekeeper's templates say", () => {
  test("a constraint with its parameters, and the defaults of the template's schema", async () => {
    const { findings, failures } = await ask(withMatch({}), pod());
    expect(failures).toEqual([]);
    expect(findings).toMatchObject([
      {
        ruleId: "gatekeeper.K8sRequiredLabels.owner",
        arguments: { message: "web has no label owner (low)" },
        path: [],
      },
    ]);
    expect((await ask(withMatch({}), pod({}, { labels: { owner: "us" } }))).said).toEqual([]);
  });

  const inKube = pod({ namespace: "kube-system", address: "in kube-system" });
  test.each([
    ["kinds", { kinds: [{ apiGroups: [""], kinds: ["Pod"] }] }, ["web", "web"]],
    ["groups", { kinds: [{ apiGroups: ["rbac.authorization.k8s.io"], kinds: ["*"] }] }, ["all"]],
    [
      "several kinds",
      { kinds: [{ kinds: ["Service"] }, { apiGroups: ["*"], kinds: ["Namespace"] }] },
      ["courts"],
    ],
    ["namespaces, which cluster objects pass", { namespaces: ["cou*"] }, ["all", "courts", "web"]],
    ["excluded namespaces", { excludedNamespaces: ["*-system", "courts"] }, ["all"]],
    ["scope", { scope: "Cluster" }, ["all", "courts"]],
    ["scope of namespaced ones", { scope: "Namespaced" }, ["web", "web"]],
    ["a name", { name: "w*" }, ["web", "web"]],
    ["labels", { labelSelector: { matchLabels: { tier: "a" } } }, ["courts"]],
    [
      "expressions of labels",
      { labelSelector: { matchExpressions: [{ key: "tier", operator: "NotIn", values: ["a"] }] } },
      ["all", "web", "web"],
    ],
  ])("match by %s", async (_, match, expected) => {
    const { said } = await ask(withMatch(match), { ...pod(), address: "pod" }, inKube, namespace, role);
    expect(said.map((text) => /: (\S+) has no/.exec(text)?.[1])).toEqual(expected);
  });

  test("labels of a namespace that nobody knows decide nothing, and that is counted", async () => {
    const source = withMatch({ namespaceSelector: { matchLabels: { tier: "a" } } });
    const unknown = await ask(source, pod());
    expect([unknown.said, unknown.undecided]).toEqual([[], 1]);
    const known = await ask(source, pod({ namespaceLabels: { tier: "a" } }), pod({ namespaceLabels: {} }));
    expect([known.said.length, known.undecided]).toEqual([1, 0]);
  });

  test("an update is asked as one, with the object before, and as a creation", async () => {
    const rego = `package p
violation[{"msg": msg}] { msg := sprintf("%v %v", [input.review.operation, input.review.oldObject != null]) }`;
    const source = gatekeeper({ "g/t.yaml": template(rego), "g/c.yaml": constraint({}) });
    expect((await ask(source, pod())).said).toEqual(["gatekeeper.K8sRequiredLabels.owner: CREATE false"]);
    expect((await ask(source, pod({ before: { kind: "Pod" } }))).said).toEqual([
      "gatekeeper.K8sRequiredLabels.owner: CREATE false",
      "gatekeeper.K8sRequiredLabels.owner: UPDATE true",
    ]);
  });

  test.each([
    ["deny", "review", "review"],
    ["warn", "review", "advise"],
    ["dryrun", "review", "off"],
    ["deny", undefined, "advise"],
    ["warn", "off", "off"],
  ] as const)("enforcementAction %s of a source with %s is %s", async (action, enforcement, expected) => {
    const files = {
      "g/t.yaml": template(requiredLabels),
      "g/c.yaml": constraint({ enforcementAction: action }),
    };
    const loaded = await load(gatekeeper(files, enforcement === undefined ? {} : { enforcement }));
    expect(loaded).toMatchObject({ rules: [{ enforcement: { production: expected, elsewhere: expected } }] });
  });

  test("libraries, and engine: Rego in version 1", async () => {
    const text = template("X").replace(
      / {6}rego: \|[\s\S]*$/,
      `      code:
        - engine: K8sNativeValidation
          source: { validations: [] }
        - engine: Rego
          source:
            version: v1
            rego: |
              package p
              import data.lib.words
              violation contains {"msg": words.text} if input.review.kind.kind == "Pod"
            libs:
              - |
                package lib.words
                text := "from the library"
`,
    );
    const source = gatekeeper({ "g/t.yaml": text, "g/c.yaml": constraint({}) });
    expect((await ask(source, pod())).said).toEqual(["gatekeeper.K8sRequiredLabels.owner: from the library"]);
  });
});

describe("what is wrong with Gatekeeper's objects is told with file and line", () => {
  const withSpec = (spec: JsonObject) =>
    gatekeeper({ "g/t.yaml": template(requiredLabels), "g/c.yaml": `# a comment\n---\n${constraint(spec)}` });

  test.each([
    [{ parameters: {} }, "spec.parameters.labels is missing"],
    [{ parameters: { labels: "owner" } }, "spec.parameters.labels has to be of the type array"],
    [{ parameters: { labels: [] } }, "spec.parameters.labels needs at least 1 items"],
    [{ parameters: { labels: [7] } }, "spec.parameters.labels[0] has to be of the type string"],
    [
      { parameters: { labels: ["a"], level: "huge" } },
      'spec.parameters.level has to be one of "low", "high"',
    ],
  ])("parameters %j", async (spec, expected) => {
    expect(await problemsOf(withSpec(spec))).toEqual([
      `g/c.yaml:3: the parameters of the constraint owner do not follow the template's schema: ${expected}.`,
    ]);
  });

  test("a match that nobody can follow", async () => {
    const match = { labelSelector: { matchExpressions: [{ key: "a", operator: "Near" }] } };
    expect(await problemsOf(withSpec({ match }))).toEqual([
      'g/c.yaml:3: what the constraint owner matches cannot be told: spec.match.labelSelector has the operator "Near", and can have In, NotIn, Exists or DoesNotExist.',
    ]);
  });

  test("Rego of a template points to the line of the YAML", async () => {
    const broken = template('package p\nviolation[{"msg": msg}] {\n  msg := nothing\n}');
    const line = broken.split("\n").findIndex((text) => text.includes("msg := nothing")) + 1;
    expect(await problemsOf(gatekeeper({ "g/t.yaml": broken, "g/c.yaml": constraint({}) }))).toEqual([
      `g/t.yaml:${line}: var nothing is unsafe`,
    ]);
  });

  test("the network is refused in a template, too", async () => {
    const calling = template(
      'package p\nviolation[{"msg": "m"}] { http.send({"url": "https://example.com"}) }',
    );
    const [problem = ""] = await problemsOf(gatekeeper({ "g/t.yaml": calling, "g/c.yaml": constraint({}) }));
    expect(problem).toMatch(/^g\/t\.yaml:\d+: policies cannot use http\.send: .* Use a data file/);
  });

  test("a template without Rego, without a violation, without a constraint; a constraint without a template", async () => {
    const cel = template("X").replace(
      / {6}rego: \|[\s\S]*$/,
      "      code: [{ engine: K8sNativeValidation, source: {} }]\n",
    );
    expect(await problemsOf(gatekeeper({ "g/t.yaml": cel, "g/c.yaml": constraint({}) }))).toEqual([
      "g/t.yaml:1: the template K8sRequiredLabels is written for K8sNativeValidation, and only Rego is run. Give it a `code` with `engine: Rego`.",
    ]);
    const silent = template("package p\nallow { true }");
    expect(await problemsOf(gatekeeper({ "g/t.yaml": silent, "g/c.yaml": constraint({}) }))).toEqual([
      "g/t.yaml:1: the template K8sRequiredLabels is not complete: its Rego has no rule `violation`.",
    ]);
    expect(await problemsOf(gatekeeper({ "g/t.yaml": template(requiredLabels) }))).toEqual([
      "g:1: there is no constraint below this folder: a ConstraintTemplate alone judges nothing. Put its constraints beside it.",
    ]);
    const files = { "g/t.yaml": template(requiredLabels), "g/c.yaml": constraint({}, "K8sOther") };
    expect(await problemsOf(gatekeeper(files))).toEqual([
      "g/c.yaml:1: no ConstraintTemplate of this source makes the kind K8sOther.",
    ]);
  });

  test("everything that is wrong is told at once", async () => {
    const files = {
      "g/a.yaml": "a: [",
      "g/c.yaml": constraint({ parameters: {} }),
      "g/t.yaml": template(requiredLabels),
    };
    const problems = await problemsOf(gatekeeper(files));
    expect(problems.map((text) => text.split(": ")[0])).toEqual(["g/a.yaml:1", "g/c.yaml:1"]);
  });
});
