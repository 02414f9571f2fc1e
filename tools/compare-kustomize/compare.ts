import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Engine, EngineError } from "../../src/engines/engine.ts";
import { readYaml } from "../../src/formats/yaml/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import { parseJson } from "../../src/model/json.ts";
import { rootKey } from "../../src/model/root.ts";
import { buildKustomization, type EngineBuild } from "../../src/resources/kustomize/engine-output.ts";
import { readFiles } from "../../src/resources/kustomize/files.ts";
import { readKustomize } from "../../src/resources/kustomize/index.ts";
import { KnownContents } from "../../src/roots/known-contents.ts";
import { folderOf, isKustomizationPath } from "../../src/roots/paths.ts";
import { readStructure } from "../../src/roots/structure.ts";
import { runKustomize } from "./real-kustomize.ts";

export interface Comparison {
  readonly source: string;
  readonly folder: string;
  /**
   * `too large`: the engine's memory does not suffice, and a review says so. `refused`: it needs the network, a plug-in or a chart, and is not compared. `both refuse`: neither builds it.
   * `differs`: other bytes, or only one of the two builds it.
   */
  readonly verdict: "same" | "both refuse" | "refused" | "too large" | "differs";
  readonly objects: number;
  /** Objects of which the file is found. */
  readonly placed: number;
  readonly detail: string;
}

/** Builds every kustomization of a folder with the engine, from the files that discovery finds for it, and for real. */
export async function compareSource(
  engine: Engine,
  real: string,
  source: string,
  top: string,
): Promise<readonly Comparison[]> {
  const tree = await directoryTree(top);
  const { kustomizations, index } = await readStructure(tree, new KnownContents());
  const folders = new Set(index.below(".").filter(isKustomizationPath).map(folderOf));
  const comparisons: Comparison[] = [];
  for (const folder of [...folders].filter((one) => kustomizations.has(one))) {
    const paths = kustomizations.filesOf(folder);
    const contents = await tree.read(paths);
    comparisons.push({ source, folder, ...compareOne(engine, real, top, folder, paths, contents) });
  }
  return comparisons;
}

function compareOne(
  engine: Engine,
  real: string,
  top: string,
  folder: string,
  paths: readonly string[],
  contents: ReadonlyMap<string, Uint8Array>,
): Omit<Comparison, "source" | "folder"> {
  const built = buildOrGiveUp(engine, folder, paths, contents, true);
  if (built === null) return { verdict: "too large", objects: 0, placed: 0, detail: "the engine's memory" };
  if (built.refusals.length > 0) {
    const names = built.refusals.map(({ name }) => name).join(", ");
    return { verdict: "refused", objects: 0, placed: 0, detail: names };
  }
  const run = runKustomize(real, join(top, folder));
  const failed = built.failure !== "" || built.limit !== "";
  if (run.failed && failed) return { verdict: "both refuse", objects: 0, placed: 0, detail: built.failure };
  if (run.failed || failed || built.objects.join("---\n") !== run.text) {
    const detail = run.failed ? run.message : built.failure || "other bytes";
    return { verdict: "differs", objects: built.objects.length, placed: 0, detail };
  }
  const other = otherValue(built, buildOrGiveUp(engine, folder, paths, contents, false));
  if (other !== null)
    return {
      verdict: "differs",
      objects: built.objects.length,
      placed: 0,
      detail: `the JSON of object ${other}`,
    };
  const key = rootKey("kustomization", folder);
  const root = { key, kind: "kustomization", path: folder, variant: null, files: paths } as const;
  const { resources } = readKustomize(engine, { root, files: contents, defaultNamespace: "" });
  const placed = resources.filter(({ location }) => contents.has(location.path) && !isWhole(location)).length;
  return { verdict: "same", objects: resources.length, placed, detail: "" };
}

/** `null` where the engine would need more memory than it may have. */
function buildOrGiveUp(
  engine: Engine,
  folder: string,
  paths: readonly string[],
  contents: ReadonlyMap<string, Uint8Array>,
  yaml: boolean,
): EngineBuild | null {
  const { texts, binary } = readFiles(paths, contents);
  try {
    return buildKustomization(engine, { files: texts, binary, root: folder, overrides: {}, yaml });
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "memory") throw error;
    return null;
  }
}

/** The first object whose JSON, which reviews read, is not the value of its YAML; `null` where all are the same. */
function otherValue(asYaml: EngineBuild, asJson: EngineBuild | null): number | null {
  const index = asYaml.objects.findIndex((text, at) => {
    const file = readYaml(Buffer.from(text));
    const [document] = file.kind === "documents" ? file.documents : [];
    const value = document?.kind === "value" ? document.value : undefined;
    return !isDeepStrictEqual(value, parseJson(asJson?.objects[at] ?? "null"));
  });
  return index === -1 ? null : index;
}

function isWhole({ startLine, endLine }: { readonly startLine: number; readonly endLine: number }): boolean {
  return startLine === 1 && endLine === 1;
}
