import type { HelmReleaseRule } from "../model/configuration.ts";
import { type Installation, noDestination } from "./installations.ts";
import { resolved } from "./paths.ts";
import type { Structure } from "./structure.ts";

/** Where the configuration stands. It is the base's on both sides, so no change of a tree defines a release. */
const configurationPath = ".github/sekisho.yml";

/** The releases of `helm.releases`. One whose chart a tree does not hold is none there. */
export function configuredReleases(
  rules: readonly HelmReleaseRule[],
  { charts }: Structure,
): readonly Installation[] {
  return rules.flatMap(({ chart, name, namespace, values, environment }): Installation[] => {
    const path = resolved(".", chart);
    if (path === null || !charts.has(path)) return [];
    return [
      {
        kind: "chart",
        path,
        name,
        distinction: environment ?? namespace ?? values.join(","),
        files: [],
        destination: { ...noDestination, namespace },
        rendering: {
          kind: "helm",
          releaseName: name,
          values: values.map((file) => ({ kind: "file", path: resolved(path, file) ?? file })),
          set: [],
          skipCrds: false,
          apiVersions: [],
        },
        environment,
        definedBy: { kind: "configuration", name, path: configurationPath, line: 1, files: [] },
        depth: 1,
      },
    ];
  });
}
