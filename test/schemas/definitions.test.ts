import { describe, expect, it } from "vitest";
import { exampleConfiguration, openWorkbench } from "../policies/workbench.ts";

/** Custom kinds that a pull request defines, read and judged as in a review. */
const workbench = await openWorkbench();
const configuration = await exampleConfiguration(null);
const rules = workbench.policySet.rules.filter(({ id }) => id === "VAL-002" || id === "VAL-003");

type Files = Readonly<Record<string, string>>;

async function said(base: Files, head: Files): Promise<readonly string[]> {
  const { findings } = await workbench.evaluate({ rules, base, head, configuration });
  const introduced = findings.filter(
    ({ baselineState }) => baselineState === "new" || baselineState === "updated",
  );
  return introduced.map(({ messageId, path }) => `${messageId} ${path.join("/")}`).toSorted();
}

function definition(versions: Readonly<Record<string, string>>, more = ""): string {
  const list = Object.entries(versions).map(
    ([name, properties]) => `
    - name: ${name}
      served: true
      storage: ${name === Object.keys(versions)[0]}
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, properties: {${properties}}}`,
  );
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.acme.io}
spec:
  group: acme.io
  names: {kind: Widget, plural: widgets}
  scope: Namespaced${more}
  versions:${list.join("")}
`;
}

function widget(spec: string, version = "v1"): string {
  return `apiVersion: acme.io/${version}\nkind: Widget\nmetadata: {name: w, namespace: shop}\nspec: ${spec}\n`;
}

const colour = "colour: {type: string}";

describe("a kind that the repository defines", () => {
  it("is strict, wherever the definition stands", async () => {
    expect(
      await said({}, { "app/w.yaml": widget("{color: red}"), "crds/w.yaml": definition({ v1: colour }) }),
    ).toEqual(["unknown_field_near spec/color"]);
  });

  it("has a definition for each of its versions", async () => {
    const crd = definition({ v1: colour, v2: "shade: {type: integer}" });
    const files = {
      "crds/w.yaml": crd,
      "app/a.yaml": widget("{colour: red}"),
      "app/b.yaml": widget("{shade: red}", "v2"),
    };
    expect(await said({}, files)).toEqual(["wrong_type spec/shade"]);
  });

  it("is held against the definition of the same pull request", async () => {
    const before = { "crds/w.yaml": definition({ v1: colour }), "app/w.yaml": widget("{colour: red}") };
    const both = {
      "crds/w.yaml": definition({ v1: "shade: {type: string}" }),
      "app/w.yaml": widget("{shade: red}"),
    };
    expect(await said(before, both)).toEqual([]);
    const late = { ...before, "crds/w.yaml": both["crds/w.yaml"] };
    expect(await said(before, { ...late, "app/w.yaml": widget("{colour: blue}") })).toEqual([
      "unknown_field spec/colour",
    ]);
  });

  it("is known by the base's definition where only the object changes", async () => {
    const crd = { "crds/w.yaml": definition({ v1: colour }) };
    expect(
      await said(
        { ...crd, "app/w.yaml": widget("{colour: red}") },
        { ...crd, "app/w.yaml": widget("{colour: 1}") },
      ),
    ).toEqual(["wrong_type spec/colour"]);
  });

  it("keeps everything where its definition says so", async () => {
    const crd = definition({ v1: colour }, "\n  preserveUnknownFields: true");
    expect(await said({}, { "crds/w.yaml": crd, "app/w.yaml": widget("{color: red}") })).toEqual([]);
  });
});

describe("a hostile definition", () => {
  // An engine that backtracks would never come back.
  it("that backtracks is matched in linear time", async () => {
    const crd = definition({ v1: 'colour: {type: string, pattern: "^(([a-z])+.)+[A-Z]([a-z])+$"}' });
    const found = await said(
      {},
      { "crds/w.yaml": crd, "app/w.yaml": widget(`{colour: ${"a".repeat(3_000)}}`) },
    );
    expect(found).toEqual(["no_match spec/colour"]);
  });

  it("that cannot be compiled, or is too large to be, counts for nothing", async () => {
    for (const pattern of ["(", "(?=a)b", "((a{1000}){1000}){1000}"]) {
      const crd = definition({ v1: `colour: {type: string, pattern: "${pattern}"}` });
      expect(await said({}, { "crds/w.yaml": crd, "app/w.yaml": widget("{colour: red}") })).toEqual([]);
    }
  });

  it("of a kind of Kubernetes changes nothing for it", async () => {
    const crd = definition({ v1: "" })
      .replace("group: acme.io", "group: apps")
      .replace("kind: Widget", "kind: Deployment");
    const deployment =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, namespace: shop}\nspec: {replicas: two}\n";
    expect(await said({}, { "crds/w.yaml": crd, "app/d.yaml": deployment })).toContain(
      "wrong_type spec/replicas",
    );
  });
});

it("lists a kind that nobody defines once, and says nothing else about it", async () => {
  const thing = (name: string) =>
    `apiVersion: other.io/v1\nkind: Thing\nmetadata: {name: ${name}, namespace: shop}\nanything: 1\n`;
  const head = { "app/a.yaml": thing("a"), "app/b.yaml": thing("b"), "app/w.yaml": widget("{colour: 1}") };
  const withDefinition = { ...head, "crds/w.yaml": definition({ v1: colour }) };
  const { findings, notEvaluated } = await workbench.evaluate({
    rules,
    base: {},
    head: withDefinition,
    configuration,
  });
  expect(findings.map(({ messageId }) => messageId)).toEqual(["wrong_type"]);
  expect(notEvaluated).toEqual([{ path: "app/a.yaml", reason: "no-schema", detail: "other.io/v1 Thing" }]);
});

it("holds manifests in Terraform against schemas, and what its own resources make against none", async () => {
  const manifest = `resource "kubernetes_manifest" "w" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "c", namespace = "shop" }
    dta        = { a = "1" }
  }
}
`;
  const own = `resource "kubernetes_deployment" "d" {
  metadata {
    name      = "d"
    namespace = "shop"
  }
  spec {
    replicas = "2"
    selector {
      match_labels = { app = "d" }
    }
    template {
      metadata {
        labels = { app = "d" }
      }
      spec {
        container {
          name  = "d"
          image = "d:1"
        }
      }
    }
  }
}
`;
  expect(await said({}, { "infra/main.tf": manifest })).toEqual(["unknown_field_near dta"]);
  expect(await said({}, { "infra/main.tf": own })).toEqual([]);
});
