import { describe, expect, it } from "vitest";
import { loadSchemaFiles } from "../../src/app/schema-files.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { apiAgeOf, createCatalogue, type Judgement, objectProblems } from "../../src/schemas/index.ts";
import { committedProblems } from "../../tools/build-schemas.ts";

/** The schemas that ship, as they are. */
const catalogue = createCatalogue(
  await loadSchemaFiles([
    "argoproj.io",
    "cert-manager.io",
    "external-secrets.io",
    "keda.sh",
    "monitoring.coreos.com",
  ]),
);

function judgement(version: string): Judgement {
  return { catalogue, version: catalogue.nearest(version), defined: () => null };
}

function problems(object: JsonObject, version = "1.33") {
  const found = objectProblems({ object, unknown: new Map(), opened: [] }, judgement(version));
  return found?.map(({ messageId, path }) => `${messageId} ${path.join("/")}`);
}

function age(apiVersion: string, kind: string, version: string, more: JsonObject = {}) {
  return apiAgeOf(
    { object: { apiVersion, kind, ...more }, unknown: new Map(), opened: [] },
    judgement(version),
  );
}

it("are the committed ones, from 1.25 on, without a gap", () => {
  expect(committedProblems("schemas/dist")).toEqual([]);
  expect(catalogue.versions[0]).toBe("1.25");
  expect(catalogue.versions.map((version) => Number(version.slice(2)))).toEqual(
    catalogue.versions.map((_, index) => 25 + index),
  );
  expect(catalogue.nearest("1.20")).toBe("1.25");
  expect(catalogue.nearest("1.99")).toBe(catalogue.versions.at(-1));
});

describe("an object of Kubernetes", () => {
  const pod = (spec: JsonObject) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec });

  it("has fields that came with a version", () => {
    const sidecar = pod({
      containers: [{ name: "a" }],
      initContainers: [{ name: "b", restartPolicy: "Always" }],
    });
    expect(problems(sidecar, "1.27")).toEqual(["later_field spec/initContainers/0/restartPolicy"]);
    expect(problems(sidecar, "1.28")).toEqual([]);
  });

  it("is judged in every version alike where nothing has changed", () => {
    for (const version of catalogue.versions) {
      expect(problems(pod({ containers: [{ name: "a", imagePullpolicy: "Always" }] }), version)).toEqual([
        "unknown_field_near spec/containers/0/imagePullpolicy",
      ]);
      expect(problems(pod({ containers: [{ image: "x" }] }), version)).toEqual([
        "missing_field spec/containers/0",
      ]);
    }
  });

  it("may leave out what only the definition asked for", () => {
    const policy = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", spec: { ingress: [] } };
    expect(problems(policy, "1.25")).toEqual([]);
  });

  it("takes quantities, ports and times as the server does", () => {
    const container = (memory: JsonObject[string]) => ({ name: "a", resources: { limits: { memory } } });
    for (const memory of ["1Gi", "128974848", "129e6", 1024, "0.5"]) {
      expect(problems(pod({ containers: [container(memory)] }))).toEqual([]);
    }
    for (const memory of ["1 Gi", "1GiB", "big", true]) {
      expect(problems(pod({ containers: [container(memory)] }))).toHaveLength(1);
    }
  });

  it("is not one that the version does not have", () => {
    expect(problems({ apiVersion: "apps/v1", kind: "Deploymnet" })).toEqual(["unknown_kind kind"]);
    expect(problems({ apiVersion: "v1", kind: "Deployment" })).toEqual(["wrong_version apiVersion"]);
    expect(problems({ apiVersion: "batch/v1beta1", kind: "CronJob" })).toEqual([]);
  });
});

describe("the age of an API version", () => {
  it.each<[string, string, string, string | null]>([
    ["apps/v1", "Deployment", "1.33", null],
    ["extensions/v1beta1", "Deployment", "1.33", "removed"],
    ["batch/v1beta1", "CronJob", "1.25", "removed"],
    ["policy/v1beta1", "PodSecurityPolicy", "1.25", "removed_for_good"],
    ["autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.25", "removed_next"],
    ["autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "removed"],
    ["flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "1.30", "deprecated"],
    ["flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "1.31", "removed_next"],
    ["flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "1.32", "removed"],
    ["external-secrets.io/v1beta1", "ExternalSecret", "1.33", "released_not_served"],
    ["external-secrets.io/v1", "ExternalSecret", "1.33", null],
    ["other.io/v1", "Thing", "1.33", null],
  ])("%s %s in %s", (apiVersion, kind, version, expected) => {
    expect(age(apiVersion, kind, version)?.messageId ?? null).toBe(expected);
  });

  it("is mended where nothing but the version has to change", () => {
    const job = {
      jobTemplate: { spec: { template: { spec: { containers: [{ name: "a" }] } } } },
      schedule: "0 0 * * *",
    };
    expect(age("batch/v1beta1", "CronJob", "1.25", { spec: job })?.fix).toEqual({
      op: "replace",
      path: ["apiVersion"],
      value: "batch/v1",
    });
    expect(age("batch/v1beta1", "CronJob", "1.25", { spec: { schedule: 1 } })?.fix).toBeNull();
  });

  it("is not mended where an empty selector would begin to mean everything", () => {
    const budget = (spec: JsonObject) => age("policy/v1beta1", "PodDisruptionBudget", "1.25", { spec })?.fix;
    expect(budget({ minAvailable: 1, selector: {} })).toBeNull();
    expect(budget({ minAvailable: 1, selector: { matchLabels: { a: "b" } } })).not.toBeNull();
  });
});

describe("an object of a well-known project", () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      "a wrong type",
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        spec: {
          scaleTargetRef: { name: "a" },
          triggers: [{ type: "cpu", metadata: {} }],
          maxReplicaCount: "5",
        },
      },
      ["wrong_type spec/maxReplicaCount"],
    ],
    [
      "a slip of the pen",
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        spec: { selector: {}, endpoints: [{ prot: "http" }] },
      },
      ["released_unknown_field spec/endpoints/0/prot"],
    ],
    [
      "a field that another release may have",
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        spec: { secretName: "s", issuerRef: { name: "i" }, somethingElse: 1 },
      },
      [],
    ],
  ])("%s", (_, object, expected) => {
    expect(problems(object)).toEqual(expected);
  });
});
