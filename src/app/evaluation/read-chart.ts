import type { Engine } from "../../engines/engine.ts";
import type { Configuration } from "../../model/configuration.ts";
import { compileGlobs } from "../../model/glob.ts";
import { mainFile, type Root } from "../../model/root.ts";
import { type HelmReading, readHelm } from "../../resources/helm/index.ts";

/** A chart, rendered for the cluster and the namespace that its definition names. */
export function readChart(
  engine: Engine,
  root: Root,
  files: ReadonlyMap<string, Uint8Array>,
  configuration: Configuration,
): HelmReading {
  return readHelm(engine, {
    root,
    files,
    kubernetesVersion: versionFor(root, configuration),
    defaultNamespace: root.destination?.namespace ?? "",
  });
}

/** The version of the cluster that a chart goes to: by its name or address, else by the path of the chart. */
function versionFor(root: Root, { clusters, kubernetesVersion }: Configuration): string {
  const wanted = root.destination?.cluster ?? null;
  const rule = clusters.find(({ name, server, paths }) =>
    wanted === null ? compileGlobs(paths)(mainFile(root)) : name === wanted || server === wanted,
  );
  return rule?.kubernetesVersion ?? kubernetesVersion;
}
