import { sameState } from "../../../changes/index.ts";
import type { ResourceChange } from "../../../model/change.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ChartVersion } from "../chart-versions.ts";
import type { FactTable } from "./view.ts";

/** What a new version of a chart changes everywhere, and what follows from other objects that are told themselves. */
const versionLabels: ReadonlySet<string> = new Set([
  ...["helm.sh/chart", "app.kubernetes.io/version", "chart", "chartVersion", "chart-version"],
]);

/** The versions of a chart on both sides, and what it renders that differs in more than them. */
export const chart: FactTable = ({ root, roots, changes, side }) => {
  if (root.kind !== "chart" || side === "base") return null;
  const loaded = roots.find(({ key }) => key === root.key);
  // Where nothing was rendered, nothing is known to differ.
  if (loaded?.base?.resources.length === 0 || loaded?.head?.resources.length === 0) return null;
  const before = loaded?.base?.charts ?? [];
  const after = loaded?.head?.charts ?? [];
  if (before.length === 0 || after.length === 0) return null;
  const differing = changes.filter((change) => change.rootKey === root.key && differs(change));
  return {
    name: root.definedBy?.name ?? root.path,
    before: before.map(versionJson),
    after: after.map(versionJson),
    differing: kindsOf(differing),
    first: differing[0]?.address ?? "",
  };
};

function versionJson({ name, version }: ChartVersion): JsonObject {
  return { name, version };
}

/** How many objects of each kind, sorted by kind. */
function kindsOf(changes: readonly ResourceChange[]): readonly JsonObject[] {
  const kinds = Map.groupBy(changes, ({ type }) => type.split("/").at(-1) ?? type);
  return [...kinds]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, group]) => ({ kind, count: group.length }));
}

function differs({ before, after }: ResourceChange): boolean {
  return before === null || after === null || !sameState(unlabelled(before), unlabelled(after));
}

function unlabelled(resource: Resource): Resource {
  const object = withoutVersions(resource.object, false);
  return isJsonObject(object) ? { ...resource, object } : resource;
}

/** Without labels of the version and checksums of other objects, in the metadata of the object and of its templates. */
function withoutVersions(value: JsonValue, inMetadata: boolean): JsonValue {
  if (isJsonArray(value)) return value.map((each) => withoutVersions(each, false));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      inMetadata && (key === "labels" || key === "annotations") && isJsonObject(inner)
        ? [key, withoutVersionKeys(inner)]
        : [key, withoutVersions(inner, key === "metadata")],
    ),
  );
}

function withoutVersionKeys(labels: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => !versionLabels.has(key) && !key.startsWith("checksum/")),
  );
}
