import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEngine } from "../../engines/engine-loader.ts";
import { createEngine } from "../../engines/instance.ts";
import type { Resource } from "../../model/resource.ts";
import { readTerraform } from "../terraform/index.ts";
import { kubernetesFromTerraform } from "./index.ts";

const distDir = resolve(import.meta.dirname, "../../../engines/dist");
const engine = createEngine(await loadEngine("terraform", { distDir, cacheDir: null }));

function made(text: string): Resource {
  const { resources, diagnostics } = readTerraform(engine, {
    root: { key: "terraform:.", kind: "terraform", path: ".", variant: null, files: ["main.tf"] },
    files: new Map([["main.tf", Buffer.from(text)]]),
    settings: { roots: [], assumeKnown: {}, modules: [] },
  });
  expect(diagnostics).toEqual([]);
  const [object] = resources.flatMap((resource) => kubernetesFromTerraform(resource) ?? []);
  if (object === undefined) throw new Error("nothing was made");
  return object;
}

const deployment = `data "a_b" "d" {}
resource "kubernetes_deployment_v1" "app" {
  metadata {
    name      = "app"
    namespace = "shop"
    labels = {
      "app.kubernetes.io/name" = "app"
    }
  }
  spec {
    replicas = data.a_b.d.replicas
    selector {
      match_labels = { app_name = "app" }
    }
    template {
      metadata {
        labels = { app_name = "app" }
      }
      spec {
        host_pid = true
        container {
          name  = "app"
          image = "nginx:1.25"
          port {
            container_port = 80
          }
          resources {
            limits = {
              memory = "1Gi"
              cpu    = data.a_b.d.cpu
            }
          }
          security_context {
            read_only_root_filesystem = true
            capabilities {
              drop = ["ALL"]
            }
          }
          env {
            name  = "A"
            value = "b"
          }
        }
        volume {
          name = "v"
          secret {
            secret_name = "s"
          }
        }
        affinity {
          node_affinity {
            required_during_scheduling_ignored_during_execution {
              node_selector_term {
                match_expressions {
                  key      = "a"
                  operator = "Exists"
                }
              }
            }
          }
        }
      }
    }
  }
  timeouts {
    create = "5m"
  }
}
`;

describe("a Deployment of the kubernetes provider", () => {
  const object = made(deployment);

  it("has the identity that Kubernetes gives it, and stays in Terraform's root", () => {
    expect(object).toMatchObject({
      rootKey: "terraform:.",
      type: "apps/Deployment",
      address: "apps/Deployment/shop/app",
      namespace: "shop",
    });
  });

  it("has the shape that Kubernetes gives it", () => {
    expect(object.object).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "app", namespace: "shop", labels: { "app.kubernetes.io/name": "app" } },
      spec: {
        selector: { matchLabels: { app_name: "app" } },
        template: {
          metadata: { labels: { app_name: "app" } },
          spec: {
            hostPID: true,
            containers: [
              {
                name: "app",
                image: "nginx:1.25",
                ports: [{ containerPort: 80 }],
                resources: { limits: { memory: "1Gi" } },
                securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
                env: [{ name: "A", value: "b" }],
              },
            ],
            volumes: [{ name: "v", secret: { secretName: "s" } }],
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Exists" }] }],
                },
              },
            },
          },
        },
      },
    });
  });

  it("has its masks at the places that Kubernetes gives them", () => {
    expect([...object.unknown.keys()].toSorted()).toEqual([
      "/spec/replicas",
      "/spec/template/spec/containers/0/resources/limits/cpu",
    ]);
  });

  it.each([
    ["an argument", ["spec", "replicas"], 11, 11],
    ["a container", ["spec", "template", "spec", "containers", 0], 21, 43],
    ["an argument of a container", ["spec", "template", "spec", "containers", 0, "image"], 23, 23],
    [
      "an entry of a map",
      ["spec", "template", "spec", "containers", 0, "resources", "limits", "memory"],
      29,
      29,
    ],
    ["a name of Kubernetes' own", ["spec", "template", "spec", "hostPID"], 20, 20],
    ["what is not written", ["spec", "template", "spec", "containers", 0, "livenessProbe"], 21, 43],
  ] as const)("points at the line of %s", (_, path, startLine, endLine) => {
    expect(object.locate(path)).toMatchObject({ path: "main.tf", startLine, endLine });
  });
});

describe("other kinds", () => {
  it("a Role", () => {
    const role = made(
      'resource "kubernetes_role" "r" {\n  metadata {\n    name = "r"\n  }\n  rule {\n    api_groups = [""]\n    resources = ["pods"]\n    verbs = ["*"]\n  }\n}\n',
    );
    expect(role.address).toBe("rbac.authorization.k8s.io/Role/default/r");
    expect(role.object["rules"]).toEqual([{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }]);
    expect(role.locate(["rules", 0, "verbs"])).toMatchObject({ startLine: 8 });
  });

  it("a ClusterRoleBinding has no namespace", () => {
    const binding = made(
      'resource "kubernetes_cluster_role_binding" "b" {\n  metadata {\n    name = "b"\n  }\n  role_ref {\n    api_group = "g"\n    kind = "ClusterRole"\n    name = "cluster-admin"\n  }\n  subject {\n    kind = "Group"\n    name = "x"\n  }\n}\n',
    );
    expect(binding).toMatchObject({
      namespace: null,
      address: "rbac.authorization.k8s.io/ClusterRoleBinding/-/b",
    });
    expect(binding.object).toMatchObject({
      roleRef: { apiGroup: "g", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "Group", name: "x" }],
    });
  });

  it("a Secret's plain data, and what is sensitive in it", () => {
    const secret = made(
      'resource "kubernetes_secret" "s" {\n  metadata {\n    name = "s"\n  }\n  data = {\n    a_b = sensitive("x")\n    c = "d"\n  }\n}\n',
    );
    expect(secret.object["stringData"]).toEqual({ a_b: "x", c: "d" });
    expect([...secret.sensitive]).toEqual(["/stringData/a_b"]);
    expect(secret.locate(["stringData", "c"])).toMatchObject({ startLine: 7 });
  });

  it("an Ingress with backends that are objects", () => {
    const ingress = made(
      'resource "kubernetes_ingress_v1" "i" {\n  metadata {\n    name = "i"\n  }\n  spec {\n    rule {\n      host = "h"\n      http {\n        path {\n          path = "/"\n          backend {\n            service {\n              name = "s"\n              port {\n                number = 80\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}\n',
    );
    expect(ingress.object["spec"]).toEqual({
      rules: [
        {
          host: "h",
          http: { paths: [{ path: "/", backend: { service: { name: "s", port: { number: 80 } } } }] },
        },
      ],
    });
  });

  it("a StorageClass, whose arguments stand at the top", () => {
    const storage = made(
      'resource "kubernetes_storage_class_v1" "s" {\n  metadata {\n    name = "s"\n  }\n  storage_provisioner = "ebs.csi.aws.com"\n  reclaim_policy = "Retain"\n  parameters = {\n    encrypted = "true"\n  }\n}\n',
    );
    expect(storage).toMatchObject({
      address: "storage.k8s.io/StorageClass/-/s",
      object: {
        provisioner: "ebs.csi.aws.com",
        reclaimPolicy: "Retain",
        parameters: { encrypted: "true" },
      },
    });
    expect(storage.locate(["provisioner"])).toMatchObject({ startLine: 5 });
    expect(storage.locate(["parameters", "encrypted"])).toMatchObject({ startLine: 8 });
  });

  it("the webhooks of a configuration", () => {
    const hooks = made(
      'resource "kubernetes_validating_webhook_configuration_v1" "w" {\n  metadata {\n    name = "w"\n  }\n  webhook {\n    name = "a.example.com"\n    failure_policy = "Fail"\n    client_config {\n      service {\n        namespace = "n"\n        name = "s"\n      }\n    }\n    rule {\n      api_groups = [""]\n      resources = ["pods"]\n    }\n  }\n}\n',
    );
    expect(hooks).toMatchObject({
      namespace: null,
      address: "admissionregistration.k8s.io/ValidatingWebhookConfiguration/-/w",
    });
    expect(hooks.object["webhooks"]).toEqual([
      {
        name: "a.example.com",
        failurePolicy: "Fail",
        clientConfig: { service: { namespace: "n", name: "s" } },
        rules: [{ apiGroups: [""], resources: ["pods"] }],
      },
    ]);
    expect(hooks.locate(["webhooks", 0, "failurePolicy"])).toMatchObject({ startLine: 7 });
  });

  it("volumes whose names the provider writes in its own way", () => {
    const pod = made(
      'resource "kubernetes_pod_v1" "p" {\n  metadata {\n    name = "p"\n  }\n  spec {\n    volume {\n      name = "a"\n      ceph_fs {\n        monitors = ["m"]\n      }\n    }\n    volume {\n      name = "b"\n      downward_api {\n        default_mode = "0400"\n      }\n    }\n    volume {\n      name = "c"\n      ephemeral {\n        volume_claim_template {\n          spec {\n            access_modes = ["ReadWriteOnce"]\n          }\n        }\n      }\n    }\n  }\n}\n',
    );
    expect(pod.object["spec"]).toEqual({
      volumes: [
        { name: "a", cephfs: { monitors: ["m"] } },
        { name: "b", downwardAPI: { defaultMode: "0400" } },
        {
          name: "c",
          ephemeral: { volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"] } } },
        },
      ],
    });
  });

  it("an autoscaler with metrics that are objects", () => {
    const autoscaler = made(
      'resource "kubernetes_horizontal_pod_autoscaler_v2" "h" {\n  metadata {\n    name = "h"\n  }\n  spec {\n    max_replicas = 4\n    metric {\n      type = "External"\n      external {\n        metric {\n          name = "m"\n        }\n      }\n    }\n  }\n}\n',
    );
    expect(autoscaler.object["spec"]).toEqual({
      maxReplicas: 4,
      metrics: [{ type: "External", external: { metric: { name: "m" } } }],
    });
  });

  it("numbers that the provider takes as text, and no text of the user's own", () => {
    const workload = made(
      'resource "kubernetes_stateful_set_v1" "s" {\n  metadata {\n    name = "s"\n    annotations = {\n      port = "80"\n    }\n  }\n  spec {\n    replicas = "3"\n    template {\n      spec {\n        security_context {\n          run_as_user = "0"\n        }\n      }\n    }\n  }\n}\n',
    );
    expect(workload.object).toMatchObject({
      metadata: { annotations: { port: "80" } },
      spec: { replicas: 3, template: { spec: { securityContext: { runAsUser: 0 } } } },
    });
    const budget = made(
      'resource "kubernetes_pod_disruption_budget_v1" "b" {\n  metadata {\n    name = "b"\n  }\n  spec {\n    max_unavailable = "25%"\n  }\n}\n',
    );
    expect(budget.object["spec"]).toEqual({ maxUnavailable: "25%" });
  });

  it.each([
    ["kubernetes_pod_disruption_budget", "policy/v1beta1"],
    ["kubernetes_pod_disruption_budget_v1", "policy/v1"],
    ["kubernetes_pod_security_policy", "policy/v1beta1"],
    ["kubernetes_ingress", "networking.k8s.io/v1beta1"],
    ["kubernetes_ingress_v1", "networking.k8s.io/v1"],
    ["kubernetes_cron_job", "batch/v1beta1"],
    ["kubernetes_cron_job_v1", "batch/v1"],
    ["kubernetes_horizontal_pod_autoscaler_v2beta2", "autoscaling/v2beta2"],
    ["kubernetes_validating_webhook_configuration_v1", "admissionregistration.k8s.io/v1"],
  ])("%s makes %s", (type, apiVersion) => {
    expect(made(`resource "${type}" "x" {\n  metadata {\n    name = "x"\n  }\n}\n`).object).toMatchObject({
      apiVersion,
    });
  });

  it("an object whose name is not known is called by Terraform's address", () => {
    const map = made(
      'data "a_b" "d" {}\nresource "kubernetes_config_map" "m" {\n  metadata {\n    name = data.a_b.d.name\n    namespace = data.a_b.d.ns\n  }\n}\n',
    );
    expect(map).toMatchObject({ namespace: "", address: "core/ConfigMap/-/kubernetes_config_map.m" });
    expect([...map.unknown.keys()].toSorted()).toEqual(["/metadata/name", "/metadata/namespace"]);
  });

  it("blocks of an unknown number", () => {
    const pod = made(
      'data "a_b" "d" {}\nresource "kubernetes_pod" "p" {\n  metadata {\n    name = "p"\n  }\n  spec {\n    dynamic "container" {\n      for_each = data.a_b.d.list\n      content {\n        name = container.value\n      }\n    }\n  }\n}\n',
    );
    expect(pod.object["spec"]).toEqual({ containers: [null] });
    expect([...pod.unknown.keys()]).toEqual(["/spec/containers/0"]);
  });
});

describe("manifests", () => {
  it("kubernetes_manifest keeps what is unknown in it", () => {
    const object = made(
      'data "a_b" "d" {}\nresource "kubernetes_manifest" "m" {\n  manifest = {\n    apiVersion = "v1"\n    kind = "ConfigMap"\n    metadata = {\n      name = "m"\n      namespace = "n"\n    }\n    data = {\n      a = data.a_b.d.a\n    }\n  }\n}\n',
    );
    expect(object.address).toBe("core/ConfigMap/n/m");
    expect([...object.unknown.keys()]).toEqual(["/data/a"]);
    expect(object.locate(["metadata", "name"])).toMatchObject({ startLine: 7 });
  });

  it("kubectl_manifest points at the lines of its heredoc", () => {
    const object = made(
      'resource "kubectl_manifest" "m" {\n  yaml_body = <<-YAML\n    apiVersion: v1\n    kind: Pod\n    metadata:\n      name: p\n    spec:\n      hostNetwork: true\n  YAML\n}\n',
    );
    expect(object).toMatchObject({ type: "core/Pod", object: { spec: { hostNetwork: true } } });
    expect(object.locate(["spec", "hostNetwork"])).toMatchObject({ startLine: 8, endLine: 8 });
  });

  it.each([
    ["no Kubernetes", 'resource "aws_x" "y" {}\n'],
    [
      "a kind that is not known",
      'data "a_b" "d" {}\nresource "kubernetes_manifest" "m" {\n  manifest = data.a_b.d.m\n}\n',
    ],
    ["YAML that is broken", 'resource "kubectl_manifest" "m" {\n  yaml_body = "a: ["\n}\n'],
  ])("nothing is made of %s", (_, text) => {
    expect(() => made(text)).toThrow("nothing was made");
  });
});
