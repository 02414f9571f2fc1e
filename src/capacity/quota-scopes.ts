import { type QuotaScope, type QuotaScopes, scopeNames, scopeOperators } from "../model/capacity.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../model/json.ts";
import { isPartlyUnknown, type ReadResource } from "./read.ts";

/** Which pods or claims a quota counts, by both of its fields together; what the server refuses bounds nothing. */
export function quotaScopes(resource: ReadResource): QuotaScopes {
  if (fields.some((field) => isPartlyUnknown(resource, field))) return { kind: "unknown" };
  const [listed, selected] = fields.map((field) => listOf(valueAt(resource.object, field)));
  const written = [
    (listed ?? []).map((scopeName) => scopeOf({ scopeName, operator: "Exists" })),
    (selected ?? []).map(scopeOf),
  ];
  const scopes = written.flat().filter((scope) => scope !== null);
  if (written.flat().length === 0) return { kind: "all" };
  const resources = Object.keys(hardOf(resource));
  const isSound =
    scopes.length === written.flat().length &&
    !written.some(contradict) &&
    scopes.every((scope) => resources.every((name) => mayTrack(scope, name)));
  return isSound ? { kind: "some", scopes } : { kind: "refused" };
}

/** As a person would write it; of most scopes there is nothing to say but their name. */
export function scopeText({ name, operator, values }: QuotaScope): string {
  if (!isNamed(name)) return name;
  return [name, operator, values.join(", ")].filter((part) => part !== "").join(" ");
}

/** Whether a quota with such a scope counts that resource at all: pods and what they ask for, or claims. */
export function tracks({ name }: QuotaScope, resource: string): boolean {
  const isOfClaims = /(?:^|\/)(?:requests\.storage|persistentvolumeclaims)$/.test(resource);
  if (name === "VolumeAttributesClass") return isOfClaims;
  return (
    !isOfClaims && /^(?:pods|count\/pods|cpu|memory|requests\..+|limits\.(?:cpu|memory))$/.test(resource)
  );
}

const fields: readonly ObjectPath[] = [
  ["spec", "scopes"],
  ["spec", "scopeSelector", "matchExpressions"],
];

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

function hardOf({ object }: ReadResource) {
  const hard = valueAt(object, ["spec", "hard"]);
  return isJsonObject(hard) ? hard : {};
}

/** kubernetes/pkg/apis/core/validation, validateScopedResourceSelectorRequirement; `null`: it is refused there. */
function scopeOf(written: JsonValue): QuotaScope | null {
  const [said, asked] = ["scopeName", "operator"].map((key) => valueAt(written, [key]));
  const name = scopeNames.find((each) => each === said);
  const operator = scopeOperators.find((each) => each === asked);
  const values = listOf(valueAt(written, ["values"])).filter((value) => typeof value === "string");
  if (name === undefined || operator === undefined) return null;
  const wantsValues = operator === "In" || operator === "NotIn";
  if (values.length > 0 !== wantsValues || (!isNamed(name) && operator !== "Exists")) return null;
  return { name, operator, values };
}

/** Only within one field the server looks for that; what contradicts itself over both matches nothing. */
function contradict(scopes: readonly (QuotaScope | null)[]): boolean {
  const names = new Set(scopes.map((scope) => scope?.name));
  return (["BestEffort", "Terminating"] as const).some((name) => names.has(name) && names.has(`Not${name}`));
}

/** Scopes that ask for a name, and not for yes or no. */
function isNamed(name: QuotaScope["name"]): boolean {
  return name === "PriorityClass" || name === "VolumeAttributesClass";
}

const compute: ReadonlySet<string> = new Set(
  ["cpu", "memory"].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
);
/** Names that Kubernetes knows of quotas, and therefore checks against their scopes; any other passes. */
const standard =
  /^(?:(?:requests\.|limits\.)?(?:cpu|memory|ephemeral-storage)|requests\.storage|(?:requests\.)?hugepages-.+|pods|resourcequotas|services|replicationcontrollers|secrets|persistentvolumeclaims|configmaps|services\.(?:nodeports|loadbalancers))$/;

function mayTrack(scope: QuotaScope, resource: string): boolean {
  if (!standard.test(resource)) return true;
  switch (scope.name) {
    case "BestEffort":
      return resource === "pods";
    case "VolumeAttributesClass":
      return resource === "persistentvolumeclaims" || resource === "requests.storage";
    case "Terminating":
    case "NotTerminating":
    case "NotBestEffort":
    case "PriorityClass":
    case "CrossNamespacePodAffinity":
      return resource === "pods" || compute.has(resource);
  }
}
