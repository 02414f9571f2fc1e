import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { type HelmInput, renderingOf, treePath } from "./chart-input.ts";
import type { Rendering, ValueStep } from "./engine-output.ts";
import { inlineValues, valuesOfFile, type WrittenValue, type WrittenValues } from "./values-documents.ts";

/** A value that a template may have read. */
export interface Candidate extends WrittenValue {
  /** Where in the same source a value below it stands. */
  readonly below: (steps: ObjectPath) => WrittenValue | undefined;
}

/** Where the values of a chart are written down. */
export interface ValuesIndex {
  /** What a reference of a template may have read: for each place that it may be, the source that counts. */
  readonly inForce: (chart: number, reference: readonly ValueStep[]) => readonly Candidate[];
  /** Everything that is written at a reference, also where another source overrides it. */
  readonly everywhere: (chart: number, reference: readonly ValueStep[]) => readonly Location[];
}

interface Source {
  readonly values: WrittenValues;
  /** The names below which this source's values are another chart's: none for the chart itself. */
  readonly scope: readonly string[];
}

/** Elements of one loop that are tried: a template that goes over more is told by its line. */
const elementsMax = 200;

/** `charts` is the engine's, to know what belongs to which subchart. */
export function valuesIndex(input: HelmInput, charts: Rendering["charts"]): ValuesIndex {
  const sources = sourcesOf(input, charts);
  const places = (chart: number, reference: readonly ValueStep[]) =>
    alternatives(charts[chart]?.scope ?? [], reference);
  return {
    inForce: (chart, reference) =>
      places(chart, reference).flatMap((path) => {
        for (const source of sources) {
          const found = candidates(source, path);
          if (found.length > 0) return found;
        }
        return [];
      }),
    everywhere: (chart, reference) =>
      places(chart, reference).flatMap((path) =>
        sources.flatMap((source) => candidates(source, path).map(({ location }) => location)),
      ),
  };
}

/** From what wins to what is overridden: settings, values in the order of the release, the charts' own, inner charts last. */
function sourcesOf(input: HelmInput, charts: Rendering["charts"]): readonly Source[] {
  const { root, files } = input;
  const rendering = renderingOf(root);
  const given = rendering.values.toReversed().flatMap((source): Source[] => {
    const bytes = files.get(source.path);
    if (source.kind === "inline") return [{ values: inlineValues(source, bytes), scope: [] }];
    return bytes === undefined ? [] : [{ values: valuesOfFile(source.path, bytes), scope: [] }];
  });
  const own = charts.flatMap(({ scope, values }): Source[] => {
    const path = treePath(root, values);
    const bytes = values === "" ? undefined : files.get(path);
    return bytes === undefined ? [] : [{ values: valuesOfFile(path, bytes), scope }];
  });
  const settings: Source = { values: settingValues(input), scope: [] };
  return [settings, ...given, ...own];
}

/** `--set` has no lines of its own: it stands where the release is defined. */
function settingValues({ root }: HelmInput): WrittenValues {
  const { definedBy } = root;
  const settings = renderingOf(root).set;
  return {
    at: (steps) => {
      const name = steps.join(".");
      const found = settings.findLast((each) => each.name.replaceAll(/\[(\d+)\]/g, ".$1") === name);
      if (found === undefined || definedBy === undefined) return undefined;
      const { path, line } = definedBy;
      return { value: found.value, location: { path, startLine: line, endLine: line } };
    },
  };
}

/** A subchart's values stand below its name in the chart above; its globals may stand at any chart above. */
function alternatives(
  scope: readonly string[],
  reference: readonly ValueStep[],
): readonly (readonly ValueStep[])[] {
  if (reference[0] !== "global") return [[...scope, ...reference]];
  return [...scope, null].map((_, depth) => [...scope.slice(0, depth), ...reference]);
}

function candidates({ values, scope }: Source, path: readonly ValueStep[]): readonly Candidate[] {
  if (!scope.every((name, index) => path[index] === name)) return [];
  return expanded(values, path.slice(scope.length)).flatMap((steps) => {
    const written = values.at(steps);
    return written === undefined
      ? []
      : [{ ...written, below: (more: ObjectPath) => values.at([...steps, ...more]) }];
  });
}

/** The paths that `*` may stand for. */
function expanded(values: WrittenValues, path: readonly ValueStep[]): readonly ObjectPath[] {
  let paths: readonly (readonly ValueStep[])[] = [[]];
  for (const step of path) {
    paths = paths.flatMap((before) =>
      step === "*"
        ? stepsInto(values.at(before)?.value).map((each) => [...before, each])
        : [[...before, step]],
    );
    paths = paths.slice(0, elementsMax);
  }
  return paths;
}

function stepsInto(value: JsonValue | undefined): readonly ValueStep[] {
  if (isJsonArray(value)) return value.map((_, index) => index);
  return isJsonObject(value) ? Object.keys(value satisfies JsonObject) : [];
}
