import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { corporaArePresent, unpacked } from "../corpora/unpack.ts";
import { moduleFolder } from "../go-module.ts";

export interface ChartCase {
  /** Where it comes from: a module with its version, a corpus, this repository. */
  readonly source: string;
  readonly name: string;
  readonly folder: string;
  /** A values file beside the chart's own; `null` for those alone. */
  readonly values: string | null;
}

/** Whole repositories that the Go module proxy serves, and the folder in them that holds charts. */
const modules: readonly (readonly [string, string])[] = [
  ["github.com/argoproj/argo-cd/v2@v2.14.21", "."],
  ["github.com/argoproj/argo-rollouts@v1.7.2", "examples"],
  ["github.com/aws/karpenter-provider-aws@v1.14.1", "charts"],
  ["github.com/cert-manager/cert-manager@v1.21.2", "."],
  ["github.com/external-secrets/external-secrets@v1.3.2", "deploy/charts"],
  ["github.com/grafana/loki@v1.6.1", "production/helm"],
  ["github.com/kyverno/kyverno@v1.19.1", "charts"],
  ["github.com/open-policy-agent/gatekeeper/v3@v3.23.1", "charts"],
  ["istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad", "manifests"],
  ["k8s.io/autoscaler/vertical-pod-autoscaler@v1.8.1", "charts"],
  ["k8s.io/ingress-nginx@v0.0.0-20240708192948-52c50467d67d", "charts"],
  ["sigs.k8s.io/descheduler@v0.36.0", "charts"],
  ["sigs.k8s.io/external-dns@v0.18.0", "charts"],
  ["sigs.k8s.io/kueue@v0.16.1", "charts"],
  ["sigs.k8s.io/metrics-server@v0.9.0", "charts"],
  ["helm.sh/helm/v4@v4.3.1", "."],
];

const corpora = ["argocd-example-apps", "microservices-demo"];
const ownCharts = "fixtures/charts";

/** Every chart to compare, and the names of what is not there. */
export function chartCases(): { readonly cases: readonly ChartCase[]; readonly absent: readonly string[] } {
  const cases: ChartCase[] = [];
  const absent: string[] = [];
  const add = (source: string, folder: string | null) => {
    if (folder === null || !existsSync(folder)) absent.push(source);
    else cases.push(...chartsBelow(folder).flatMap((chart) => withValues(source, folder, chart)));
  };
  add("this repository", ownCharts);
  for (const name of corpora) add(name, corporaArePresent() ? unpacked(name) : null);
  for (const [module, folder] of modules) {
    const downloaded = moduleFolder(module);
    add(module, downloaded === null ? null : join(downloaded, folder));
  }
  return { cases, absent };
}

/** Charts that do not render with their own values alone, and what they ask for. */
const asked: Readonly<Record<string, string>> = {
  karpenter: "settings: {clusterName: checkpoint}\n",
};

function askedValues(folder: string): readonly string[] {
  const text = asked[basename(folder)];
  if (text === undefined) return [];
  const path = join(mkdtempSync(join(tmpdir(), "compare-helm-")), "asked-values.yaml");
  writeFileSync(path, text);
  return [path];
}

/** The chart with its own values, and once more with each values file that its authors test it with. */
function withValues(source: string, around: string, folder: string): readonly ChartCase[] {
  const name = relative(around, folder) || basename(folder);
  const tested = join(folder, "ci");
  const files = existsSync(tested) ? readdirSync(tested).filter((file) => file.endsWith("-values.yaml")) : [];
  const given = [...askedValues(folder), ...files.toSorted().map((file) => join(tested, file))];
  return [null, ...given].map((values) => ({
    source,
    name: values === null ? name : `${name} (${basename(values)})`,
    folder,
    values,
  }));
}

/** The outermost charts: what stands in a chart is rendered with it. */
function chartsBelow(folder: string): readonly string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === "Chart.yaml")
    .map((entry) => entry.parentPath)
    .toSorted();
  return found.filter((chart) => !found.some((other) => other !== chart && isBelow(other, chart)));
}

function isBelow(above: string, folder: string): boolean {
  for (let current = dirname(folder); current.length >= above.length; current = dirname(current)) {
    if (current === above) return true;
  }
  return false;
}
