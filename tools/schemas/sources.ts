/** Where the schemas come from: modules of the Go proxy, whose sums the Go toolchain checks against its log. */

export interface ModuleSource {
  readonly module: string;
  readonly version: string;
}

/** A project whose custom kinds are known without the repository defining them. */
export interface ProjectSource {
  /** Name of the file in schemas/dist. */
  readonly name: string;
  readonly sources: readonly (ModuleSource & { readonly paths: readonly string[] })[];
}

/** The newest patch of each version that the proxy holds. */
export const kubernetesSources: readonly ModuleSource[] = [
  "1.25.16",
  "1.26.15",
  "1.27.16",
  "1.28.15",
  "1.29.6",
  "1.30.14",
  "1.31.14",
  "1.32.13",
  "1.33.13",
  "1.34.4",
  "1.35.4",
  "1.36.3",
  "1.37.1",
].map((version) => ({ module: "k8s.io/kubernetes", version: `v${version}` }));

/**
 * Where the dates of API versions stand, as Go methods that Kubernetes generates. The newest knows all that is there;
 * the oldest, what was taken out since. `folder` holds `<group>/<version>/`.
 */
export const lifecycleSources: readonly (ModuleSource & { readonly folder: string })[] = [
  { module: "k8s.io/api", version: "v0.25.16", folder: "." },
  { module: "k8s.io/api", version: "v0.30.0", folder: "." },
  { module: "k8s.io/api", version: "v0.37.1", folder: "." },
  { module: "k8s.io/apiextensions-apiserver", version: "v0.37.1", folder: "pkg/apis" },
  { module: "k8s.io/kube-aggregator", version: "v0.37.1", folder: "pkg/apis" },
];

const flux = (controller: string, version: string) => ({
  module: `github.com/fluxcd/${controller}`,
  version,
  paths: ["config/crd/bases/"],
});

/** Paths end in `/` for every file in a folder. */
export const projectSources: readonly ProjectSource[] = [
  {
    name: "argo-cd",
    sources: [{ module: "github.com/argoproj/argo-cd/v3", version: "v3.5.7", paths: ["manifests/crds/"] }],
  },
  {
    name: "argo-rollouts",
    sources: [{ module: "github.com/argoproj/argo-rollouts", version: "v1.8.3", paths: ["manifests/crds/"] }],
  },
  {
    name: "argo-workflows",
    sources: [
      {
        module: "github.com/argoproj/argo-workflows/v3",
        version: "v3.6.0",
        paths: ["manifests/base/crds/full/"],
      },
    ],
  },
  {
    name: "cert-manager",
    sources: [
      { module: "github.com/cert-manager/cert-manager", version: "v1.21.2", paths: ["deploy/crds/"] },
    ],
  },
  {
    name: "csi-snapshotter",
    sources: [
      {
        module: "github.com/kubernetes-csi/external-snapshotter/client/v8",
        version: "v8.7.0",
        paths: ["config/crd/"],
      },
    ],
  },
  {
    name: "datadog",
    sources: [
      { module: "github.com/DataDog/datadog-operator", version: "v1.31.0", paths: ["config/crd/bases/v1/"] },
    ],
  },
  {
    name: "external-secrets",
    sources: [
      {
        module: "github.com/external-secrets/external-secrets",
        version: "v1.3.2",
        paths: ["config/crds/bases/"],
      },
    ],
  },
  {
    name: "flux",
    sources: [
      flux("helm-controller", "v1.6.1"),
      flux("kustomize-controller", "v1.9.6"),
      flux("source-controller", "v1.9.1"),
    ],
  },
  {
    name: "gateway-api",
    sources: [{ module: "sigs.k8s.io/gateway-api", version: "v1.6.3", paths: ["config/crd/experimental/"] }],
  },
  {
    name: "istio",
    sources: [
      {
        module: "istio.io/api",
        version: "v1.31.1",
        paths: ["kubernetes/customresourcedefinitions.gen.yaml"],
      },
    ],
  },
  {
    name: "karpenter",
    sources: [
      { module: "github.com/aws/karpenter-provider-aws", version: "v1.14.1", paths: ["pkg/apis/crds/"] },
    ],
  },
  {
    name: "keda",
    sources: [{ module: "github.com/kedacore/keda/v2", version: "v2.21.0", paths: ["config/crd/bases/"] }],
  },
  {
    name: "prometheus-operator",
    sources: [
      {
        module: "github.com/prometheus-operator/prometheus-operator",
        version: "v0.85.0",
        paths: ["example/prometheus-operator-crd-full/"],
      },
    ],
  },
  {
    name: "sealed-secrets",
    sources: [
      {
        module: "github.com/bitnami-labs/sealed-secrets",
        version: "v0.40.0",
        paths: ["helm/sealed-secrets/crds/"],
      },
    ],
  },
  {
    name: "vertical-pod-autoscaler",
    sources: [
      {
        module: "k8s.io/autoscaler/vertical-pod-autoscaler",
        version: "v1.8.1",
        paths: ["deploy/vpa-v1-crd-gen.yaml"],
      },
    ],
  },
];
