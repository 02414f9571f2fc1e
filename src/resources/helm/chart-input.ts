import { isUtf8 } from "node:buffer";
import { type Encryption, recogniseOpaque } from "../../formats/recognise.ts";
import type { HelmRendering, Root } from "../../model/root.ts";
import type { RenderInput } from "./engine-output.ts";

export interface HelmInput {
  readonly root: Root;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly kubernetesVersion: string;
  /** Of the release, and of objects that name none. */
  readonly defaultNamespace: string;
}

/** What stands in the way of rendering: files that the root's definition names and that cannot be taken. */
export interface ValuesProblem {
  readonly kind: "missing" | "encrypted" | "lfs-pointer";
  readonly path: string;
  readonly detail: string;
}

/** Helm's own default, where a chart at the top of a repository has no folder to be named after. */
const unnamedRelease = "release-name";
/** Helm's own default. */
export const unnamedNamespace = "default";

/** How a chart is rendered that nothing defines a release of: as itself, with its own values. */
export function renderingOf(root: Root): HelmRendering {
  if (root.rendering?.kind === "helm") return root.rendering;
  const releaseName = root.path === "." ? unnamedRelease : (root.path.split("/").at(-1) ?? unnamedRelease);
  return { kind: "helm", releaseName, values: [], set: [], skipCrds: false, apiVersions: [] };
}

export function renderInput(input: HelmInput): {
  readonly input: RenderInput;
  readonly problems: readonly ValuesProblem[];
} {
  const { root, files } = input;
  const rendering = renderingOf(root);
  const problems: ValuesProblem[] = [];
  const textOf = (path: string): string | null => {
    const bytes = files.get(path);
    const opaque = bytes === undefined ? null : recogniseOpaque(bytes);
    if (bytes !== undefined && opaque === null) return Buffer.from(bytes).toString("utf8");
    problems.push({ kind: problemKind(opaque), path, detail: opaque ?? "" });
    return null;
  };
  const values = rendering.values.flatMap((source) => {
    const text = source.kind === "file" ? textOf(source.path) : JSON.stringify(source.values);
    return text === null ? [] : [{ name: source.path, text }];
  });
  const set = rendering.set.flatMap((each) => {
    const value = each.kind === "set-file" ? textOf(each.value) : each.value;
    return value === null ? [] : [{ ...each, value }];
  });
  const { releaseName, skipCrds, apiVersions } = rendering;
  const release = { name: releaseName, namespace: input.defaultNamespace || unnamedNamespace };
  const { kubernetesVersion } = input;
  return {
    input: {
      ...chartFiles(root, files),
      release,
      values,
      set,
      kubernetesVersion,
      apiVersions,
      skipCrds,
      assembled: false,
    },
    problems,
  };
}

function problemKind(opaque: Encryption | "lfs-pointer" | null): ValuesProblem["kind"] {
  if (opaque === null) return "missing";
  return opaque === "lfs-pointer" ? opaque : "encrypted";
}

function chartFiles(
  { path: folder }: Root,
  files: ReadonlyMap<string, Uint8Array>,
): Pick<RenderInput, "files" | "binaries"> {
  const texts: Record<string, string> = {};
  const binaries: Record<string, string> = {};
  const start = folder === "." ? "" : `${folder}/`;
  for (const [path, bytes] of files) {
    if (!path.startsWith(start)) continue;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (isUtf8(buffer)) texts[path.slice(start.length)] = buffer.toString("utf8");
    else binaries[path.slice(start.length)] = buffer.toString("base64");
  }
  return { files: texts, binaries };
}

/** A path of the chart as the tree has it. */
export function treePath({ path: folder }: Root, path: string): string {
  return folder === "." ? path : `${folder}/${path}`;
}
