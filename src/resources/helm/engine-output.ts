import { callJson } from "../../engines/call-json.ts";
import { type Engine, EngineError } from "../../engines/engine.ts";
import type { SetValue } from "../../model/root.ts";

/** What the engine renders: one chart with the values of one release. Paths are relative to the chart. */
export interface RenderInput {
  readonly files: Readonly<Record<string, string>>;
  /** Files that are no UTF-8, in base64. */
  readonly binaries: Readonly<Record<string, string>>;
  readonly release: { readonly name: string; readonly namespace: string };
  /** Texts of YAML or JSON, the later one wins. */
  readonly values: readonly { readonly name: string; readonly text: string }[];
  /** The value of a `set-file` is the content of the file. */
  readonly set: readonly SetValue[];
  readonly kubernetesVersion: string;
  readonly apiVersions: readonly string[];
  readonly skipCrds: boolean;
  /** Asks for the text that `helm template` prints. */
  readonly assembled: boolean;
}

/** One file that a template made, or a file of definitions as it is. */
export interface RenderedFile {
  /** Helm's name for it. */
  readonly name: string;
  /** Where it stands, relative to the chart; of a file in an archive it is the archive's path. */
  readonly path: string;
  readonly archived?: boolean;
  /** Index in `charts`. */
  readonly chart: number;
  readonly text: string;
  /** `[file, line, action…]` for each line of the text; missing where that could not be told. */
  readonly lines?: readonly (readonly number[])[];
}

/** A step in the values: a name, an index, or `*` for whatever element a loop is at. */
export type ValueStep = string | number;

export interface Problem {
  readonly chart: string;
  readonly path: readonly ValueStep[];
  readonly reason: string;
}

/** Why nothing was rendered. No value of a file is in it. */
export interface Failure {
  readonly stage: "archive" | "chart" | "dependencies" | "values" | "schema" | "template" | "manifests";
  readonly reason?: string;
  readonly name?: string;
  readonly path?: string;
  readonly line?: number;
  readonly names?: readonly string[];
  readonly problems?: readonly Problem[];
}

export interface Rendering {
  readonly failure?: Failure;
  /** The chart only defines templates for other charts. */
  readonly library?: boolean;
  readonly templates: readonly RenderedFile[];
  readonly crds: readonly RenderedFile[];
  readonly files: readonly string[] | null;
  /** Places in the values that each action reads. */
  readonly references: Readonly<Record<string, readonly (readonly ValueStep[])[]>>;
  /** The chart itself and its subcharts: by which names their values are reached, and their own values file. */
  readonly charts: readonly { readonly scope: readonly string[]; readonly values: string }[];
  readonly assembled?: string;
}

/** Renders a chart. Throws {@link EngineError} where the engine gives up. */
export function renderChart(engine: Engine, input: RenderInput): Rendering {
  const answer = callJson(engine, "render", {
    ...input,
    release: { ...input.release },
    values: input.values.map((each) => ({ ...each })),
    set: input.set.map((each) => ({ ...each })),
  });
  if (answer.kind === "ok") return answer.value as unknown as Rendering;
  throw new EngineError("protocol", `the helm engine refused its input: ${answer.code}`);
}
