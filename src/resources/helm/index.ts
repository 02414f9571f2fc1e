import type { Engine } from "../../engines/engine.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { fileLocation, type Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { lfsDiagnostic } from "../kubernetes/diagnostics.ts";
import { resourcesOf } from "../kubernetes/resources.ts";
import { type HelmInput, renderInput, treePath, type ValuesProblem } from "./chart-input.ts";
import { type Rendering, renderChart } from "./engine-output.ts";
import { failureDiagnostics } from "./failure.ts";
import { readRendered } from "./rendered-objects.ts";
import { traceOf, verbatimTrace } from "./trace.ts";
import { withoutUnsaidNamespace } from "./unsaid-namespace.ts";
import { valuesIndex } from "./values-index.ts";

export interface HelmReading {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/**
 * Renders a chart as `helm template` does and reads its objects, hooks and definitions among them. `root.rendering` says
 * which release it is; without it the chart is rendered with its own values. Values are located where they are written:
 * in a values file where a template took them from there, with the template line as origin, else in the template.
 *
 * Secrets are not yet masked; no diagnostic quotes a value. Throws `EngineError` where the engine gives up.
 */
export function readHelm(engine: Engine, input: HelmInput): HelmReading {
  const { root } = input;
  const { input: wanted, problems } = renderInput(input);
  const notEvaluated = problems
    .filter(({ kind }) => kind === "encrypted")
    .map(({ path, detail }): NotEvaluated => ({ path, reason: "encrypted", detail }));
  const refused = problems.flatMap((problem) => problemDiagnostic(input, problem));
  if (refused.length > 0) return { resources: [], diagnostics: refused, notEvaluated };
  const rendering = renderChart(engine, wanted);
  if (rendering.failure !== undefined) {
    return { resources: [], diagnostics: failureDiagnostics(input, rendering.failure), notEvaluated };
  }
  if (rendering.library === true) {
    const library = {
      path: treePath(root, "Chart.yaml"),
      reason: "library-module",
      detail: "chart",
    } as const;
    return { resources: [], diagnostics: [], notEvaluated: [...notEvaluated, library] };
  }
  return { ...readRendering(input, rendering), notEvaluated };
}

function readRendering(
  input: HelmInput,
  rendering: Rendering,
): Pick<HelmReading, "resources" | "diagnostics"> {
  const { root } = input;
  const values = valuesIndex(input, rendering.charts);
  const readings = [
    ...rendering.crds.map((file) => readRendered(file, verbatimTrace(root, file), values)),
    ...rendering.templates.map((file) => readRendered(file, traceOf(root, rendering, file), values)),
  ];
  const placed = readings.flatMap(({ objects }) => objects);
  const found =
    input.defaultNamespace === ""
      ? placed.map((each) => withoutUnsaidNamespace(each, lineIn(input)))
      : placed;
  const resources = resourcesOf(root.key, found, input.defaultNamespace);
  return {
    resources: resources.map((resource, index) => {
      const places = found[index]?.places;
      return places === undefined ? resource : { ...resource, places };
    }),
    diagnostics: readings.flatMap(({ diagnostics, objects }) => [
      ...diagnostics,
      ...objects.flatMap((object) => object.diagnostics),
    ]),
  };
}

function lineIn({ files }: HelmInput): (location: Location) => string {
  return ({ path, startLine }) => {
    const bytes = files.get(path);
    return bytes === undefined ? "" : (Buffer.from(bytes).toString("utf8").split("\n")[startLine - 1] ?? "");
  };
}

/** What the definition of the release names and the tree does not hold as it is needed. */
function problemDiagnostic({ root }: HelmInput, { kind, path }: ValuesProblem): readonly Diagnostic[] {
  switch (kind) {
    case "encrypted":
      return [];
    case "lfs-pointer":
      return [lfsDiagnostic(path, digestOf([path]))];
    case "missing": {
      const { definedBy } = root;
      const location =
        definedBy === undefined
          ? fileLocation(treePath(root, "Chart.yaml"))
          : { path: definedBy.path, startLine: definedBy.line, endLine: definedBy.line };
      return [
        {
          kind: "not-rendered",
          messageId: "values_missing",
          arguments: { path: root.path, name: path },
          subject: `${root.key} ${path}`,
          digest: digestOf([root.key, path]),
          location,
        },
      ];
    }
  }
}
