import type { Engine } from "../../engines/engine.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Root } from "../../model/root.ts";
import { type HelmReading, readHelm } from "../../resources/helm/index.ts";

/** A chart, rendered for the cluster and the namespace that its definition names. */
export function readChart(
  engine: Engine,
  root: Root,
  files: ReadonlyMap<string, Uint8Array>,
  configuration: Configuration,
): HelmReading {
  const { cluster = null, namespace = null } = root.destination ?? {};
  const rule = configuration.clusters.find(
    ({ name, server }) => cluster !== null && (name === cluster || server === cluster),
  );
  return readHelm(engine, {
    root,
    files,
    kubernetesVersion: rule?.kubernetesVersion ?? configuration.kubernetesVersion,
    defaultNamespace: namespace ?? "",
  });
}
