import { callJson } from "../../engines/call-json.ts";
import { type Engine, EngineError } from "../../engines/engine.ts";
import type { JsonObject } from "../../model/json.ts";

/** Where an object comes from: its file, or the generator that made it. Paths are those of the tree, `""` where there is none. */
export interface EngineOrigin {
  readonly path: string;
  readonly configuredIn: string;
  /** The kind of the generator: `ConfigMapGenerator`. */
  readonly configuredBy: string;
}

/** What is not built, found before building: it lies elsewhere (`remote`), or runs a program or renders a chart (`plugin`). */
export interface EngineRefusal {
  readonly kind: "remote" | "plugin";
  readonly file: string;
  readonly field: string;
  readonly name: string;
}

export interface EngineBuild {
  /** The documents of the output, in kustomize's order: JSON, unless YAML was asked for. */
  readonly objects: readonly string[];
  readonly refusals: readonly EngineRefusal[];
  /** Why kustomize gave up, in its own words, which may quote values of the files; `""` where it did not. */
  readonly failure: string;
  /** The limit that was exceeded, or `""`. */
  readonly limit: string;
}

export interface BuildInput {
  /** Texts by path; what is no text stands in `binary`, as base64. */
  readonly files: Readonly<Record<string, string>>;
  readonly binary: Readonly<Record<string, string>>;
  readonly root: string;
  /** Fields laid over the kustomization of the root. */
  readonly overrides: JsonObject;
  /** The objects as kustomize prints them, which takes longer. */
  readonly yaml?: boolean;
}

/** Builds a kustomization. Throws {@link EngineError}, as every engine call does. */
export function buildKustomization(engine: Engine, input: BuildInput): EngineBuild {
  const answer = callJson(engine, "build", { ...input });
  if (answer.kind !== "ok") throw new EngineError("protocol", `build refused: ${answer.message}`);
  return answer.value as unknown as EngineBuild;
}

/** Where the objects of a build come from, in its order; empty where kustomize cannot tell. A second, slower build. */
export function findOrigins(engine: Engine, input: BuildInput): readonly EngineOrigin[] {
  const answer = callJson(engine, "origins", { ...input });
  if (answer.kind !== "ok") throw new EngineError("protocol", `origins refused: ${answer.message}`);
  return answer.value as unknown as readonly EngineOrigin[];
}
