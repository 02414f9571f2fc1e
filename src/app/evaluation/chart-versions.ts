import { isJsonArray, isJsonObject, type JsonValue } from "../../model/json.ts";
import type { Root } from "../../model/root.ts";
import { field, textOf, yamlObject } from "../../roots/yaml-object.ts";

/** A chart, or one that it depends on, as its own description or the lock says. */
export interface ChartVersion {
  readonly name: string;
  readonly version: string;
}

/** Charts that are told of one root: an umbrella of more is nothing that a person reads. */
const chartsMax = 50;

/** The versions of a chart and of everything in it, sorted by name. Empty for other roots. */
export function chartVersions(root: Root, files: ReadonlyMap<string, Uint8Array>): readonly ChartVersion[] {
  if (root.kind !== "chart") return [];
  const start = root.path === "." ? "" : `${root.path}/`;
  const described = root.files
    .filter((path) => path.startsWith(start) && isDescription(path.slice(start.length)))
    .flatMap((path) => versionIn(yamlObject(files.get(path))) ?? []);
  const locked = ["Chart.lock", "requirements.lock"].flatMap((name) =>
    listed(field(yamlObject(files.get(`${start}${name}`)), "dependencies")),
  );
  const byName = new Map<string, ChartVersion>();
  for (const chart of [...described, ...locked]) if (!byName.has(chart.name)) byName.set(chart.name, chart);
  return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, chartsMax);
}

/** `Chart.yaml`, and those of charts within it. */
function isDescription(path: string): boolean {
  return /^(?:charts\/[^/]+\/)*Chart\.yaml$/.test(path);
}

function listed(value: JsonValue | undefined): readonly ChartVersion[] {
  return isJsonArray(value) ? value.flatMap((each) => versionIn(each) ?? []) : [];
}

function versionIn(value: JsonValue): ChartVersion | null {
  if (!isJsonObject(value)) return null;
  const name = textOf(field(value, "name"));
  const version = textOf(field(value, "version"));
  return name === null || version === null ? null : { name, version };
}
