import type { ResourceChange } from "../../../model/change.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Rendering } from "../../../model/root.ts";
import type { Loaded } from "../loaded.ts";
import type {
  EvaluationTrace,
  RecordedChange,
  RecordedFile,
  RecordedRendering,
  RecordedRoot,
} from "./trace.ts";

/** The objects of those that something is said of; risk is told by what stood there. */
export function changesOf(
  changes: readonly ResourceChange[],
  findings: readonly Finding[],
): readonly RecordedChange[] {
  const named = new Set(findings.map(({ rootKey, address }) => JSON.stringify([rootKey, address])));
  return changes.map(({ rootKey, address, type, action, before, after }) => {
    const change = { rootKey, address, type, action, gone: after === null };
    if (!named.has(JSON.stringify([rootKey, address]))) return change;
    if (before === null) return { ...change, before };
    return { ...change, before: { object: before.object, unknown: Object.fromEntries(before.unknown) } };
  });
}

/** Which roots there are, and which bytes they are made of. */
export function readOf({ roots, trees }: Loaded): Pick<EvaluationTrace, "roots" | "files"> {
  const listed: RecordedRoot[] = [];
  const files = new Map<string, RecordedFile>();
  for (const { base, head } of roots) {
    for (const [side, loaded] of [["base", base] as const, ["head", head] as const]) {
      if (loaded === null) continue;
      const { root, resources } = loaded;
      const { rendering, ...rest } = root;
      const rendered = rendering === undefined ? {} : { rendering: withoutValues(rendering) };
      listed.push({ side, root: rest, ...rendered, resources: resources.length });
      for (const path of [...root.files, ...(root.definedBy?.files ?? [])]) {
        const entry = trees[side]?.entries.get(path);
        if (entry !== undefined) files.set(`${side} ${path}`, { tree: side, path, blob: entry.blob });
      }
    }
  }
  return { roots: listed, files: [...files.values()] };
}

function withoutValues(rendering: Rendering): RecordedRendering {
  if (rendering.kind === "kustomize")
    return { kind: rendering.kind, given: Object.keys(rendering.overrides).toSorted() };
  const { kind, releaseName, values, set } = rendering;
  return {
    ...{ kind, releaseName },
    values: values.map((source) => ({
      path: source.path,
      line: source.kind === "inline" ? source.line : null,
    })),
    given: set.map(({ name }) => name),
  };
}
