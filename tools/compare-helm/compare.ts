import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Engine } from "../../src/engines/engine.ts";
import { renderInput } from "../../src/resources/helm/chart-input.ts";
import { type Rendering, renderChart } from "../../src/resources/helm/engine-output.ts";
import type { ChartCase } from "./charts.ts";
import { type RealHelm, type RealRun, runHelm, setting } from "./real-helm.ts";

export interface Comparison {
  readonly chart: ChartCase;
  readonly verdict: "same" | "both refuse" | "library" | "differs";
  readonly lines: number;
  /** Lines that differ between two runs of the real Helm: random, certificates, the time. */
  readonly masked: number;
  readonly detail: string;
}

export function compareChart(engine: Engine, helm: RealHelm, chart: ChartCase): Comparison {
  const values = chart.values === null ? [] : [chart.values];
  const first = runHelm(helm, chart.folder, values);
  const ours = rendered(engine, chart);
  const lines = linesOf(first.text).length;
  const told = { chart, lines, masked: 0 };
  if (first.failed || ours.assembled === undefined) return refusal(told, first, ours);
  const compared = (again: RealRun) =>
    differences(linesOf(first.text), linesOf(again.text), linesOf(ours.assembled ?? ""));
  let { masked, difference } = compared(runHelm(helm, chart.folder, values));
  if (difference !== null) {
    // What shows the time in seconds differs from itself only a second later.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, nextSecondMs);
    ({ masked, difference } = compared(runHelm(helm, chart.folder, values)));
  }
  return { ...told, masked, verdict: difference === null ? "same" : "differs", detail: difference ?? "" };
}

const nextSecondMs = 1_100;

function refusal(
  told: Pick<Comparison, "chart" | "lines" | "masked">,
  real: RealRun,
  ours: Rendering,
): Comparison {
  const said = [real.message.trim().split("\n")[0] ?? "", JSON.stringify(ours.failure ?? "rendered")];
  const detail = said.join(" | ");
  if (ours.library === true && /library charts are not installable/.test(real.message)) {
    return { ...told, verdict: "library", detail };
  }
  return { ...told, verdict: real.failed && ours.failure !== undefined ? "both refuse" : "differs", detail };
}

function rendered(engine: Engine, { folder, values }: ChartCase): Rendering {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`chart/${relative(folder, path)}`, readFileSync(path));
  }
  if (values !== null) files.set("values", readFileSync(values));
  const { input } = renderInput({
    root: {
      key: "chart:chart",
      kind: "chart",
      path: "chart",
      variant: null,
      files: [...files.keys()],
      rendering: {
        kind: "helm",
        releaseName: setting.release,
        values: values === null ? [] : [{ kind: "file", path: "values" }],
        set: [],
        skipCrds: false,
        apiVersions: setting.apiVersions,
      },
    },
    files,
    kubernetesVersion: setting.kubernetesVersion,
    defaultNamespace: setting.namespace,
  });
  return renderChart(engine, { ...input, assembled: true });
}

/** Blocks of PEM differ in length from run to run, so each counts as one line. */
function linesOf(text: string): readonly string[] {
  return text.replaceAll(/-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g, "PEM").split("\n");
}

function differences(
  first: readonly string[],
  second: readonly string[],
  ours: readonly string[],
): { readonly masked: number; readonly difference: string | null } {
  let masked = 0;
  if (first.length !== ours.length) {
    return { masked, difference: `${first.length} lines, and ${ours.length} of ours` };
  }
  for (const [index, line] of first.entries()) {
    if (line !== second[index]) masked += 1;
    else if (line !== ours[index])
      return { masked, difference: `line ${index + 1}: ${line} | ${ours[index]}` };
  }
  return { masked, difference: null };
}
