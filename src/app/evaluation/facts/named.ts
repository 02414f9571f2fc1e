import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

/** Namespaces that the resources stand in or name: subjects, roles for service accounts, NGINX, selectors, routes. */
export function namedNamespaces(resources: readonly Resource[]): readonly string[] {
  const names = new Set<string>();
  for (const { namespace, object, type } of resources) {
    if (namespace !== null && namespace !== "") names.add(namespace);
    if (type === "core/Namespace") addText(names, valueAt(object, ["metadata", "name"]));
    if (type === "nginx_config") addMatches(names, object, /[a-z0-9-]\.([a-z0-9-]{1,63})\.svc\b/g);
    if (speaksOfAccounts(type)) {
      addMatches(names, object, /system:serviceaccounts?:([a-z0-9-]{1,63})\b/g);
      addMatches(names, object["oidc_providers"] ?? null, /"([a-z0-9-]{1,63}):[a-z0-9.*-]+"/g);
    }
    // Routes and Gateways name Services and Secrets elsewhere, and grants who may do so.
    if (type.startsWith("gateway.networking.k8s.io/") || type.startsWith("eksctl.io/"))
      addMatches(names, object, /"namespace":"([a-z0-9-]{1,63})"/g);
    if (type.endsWith("NetworkPolicy")) for (const name of selectedByName(object)) names.add(name);
    for (const subject of isJsonArray(object["subjects"]) ? object["subjects"] : []) {
      if (isJsonObject(subject)) addText(names, subject["namespace"]);
    }
  }
  return [...names].toSorted();
}

/** Roles of AWS that name service accounts, and modules that make such roles. */
function speaksOfAccounts(type: string): boolean {
  return type === "aws_iam_role" || type === "data.aws_iam_policy_document" || type === "module";
}

/** The labels that Kubernetes and Cilium give to whatever stands in a namespace hold its name. */
function selectedByName(object: JsonObject): readonly string[] {
  const labels =
    /"(?:kubernetes\.io\/metadata\.name|(?:k8s:)?io\.kubernetes\.pod\.namespace)":"([a-z0-9-]{1,63})"/g;
  const expressions =
    /"key":"(?:kubernetes\.io\/metadata\.name|(?:k8s:)?io\.kubernetes\.pod\.namespace)"[^}]*"values":\[([^\]]*)\]/g;
  const text = JSON.stringify(object);
  return [
    ...[...text.matchAll(labels)].flatMap(([, name]) => name ?? []),
    ...[...text.matchAll(expressions)].flatMap(([, list = ""]) =>
      [...list.matchAll(/"([a-z0-9-]{1,63})"/g)].flatMap(([, name]) => name ?? []),
    ),
  ];
}

/** AWS accounts that the resources name anywhere, sorted; any other number of twelve digits as well. */
export function namedAccounts(resources: readonly Resource[]): readonly string[] {
  const found = resources.flatMap(({ object }) => [
    ...JSON.stringify(object).matchAll(/(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g),
  ]);
  return [...new Set(found.map(([account]) => account))].toSorted();
}

/** Arguments that name what something is made from or subscribes to, and that may hold no ARN. */
const sourceArguments = [
  "snapshot_identifier",
  "snapshot_name",
  "replicate_source_db",
  "replication_source_identifier",
  "source_db_snapshot_identifier",
  "source_region",
  "bucket",
  "secret_id",
] as const;

/** Data sources that look up by name what somebody else has made. */
const lookedUpByName: ReadonlySet<string> = new Set([
  "data.aws_ssm_parameter",
  "data.aws_secretsmanager_secret",
]);

/** ARNs that the resources hold, and names of what they are made from, sorted. */
export function namedReferences(resources: readonly Resource[]): readonly string[] {
  const found = new Set<string>();
  for (const { object, type } of resources) {
    if (type.includes("/")) continue;
    for (const [arn] of JSON.stringify(object).matchAll(/arn:aws[\w-]*:[\w-]+:[^\s"'\\,]+/g)) found.add(arn);
    for (const name of sourceArguments) addText(found, object[name]);
    if (lookedUpByName.has(type)) addText(found, object["name"]);
    addText(found, valueAt(object, ["restore_to_point_in_time", 0, "source_db_instance_identifier"]));
    addText(found, valueAt(object, ["restore_to_point_in_time", 0, "source_cluster_identifier"]));
  }
  return [...found].toSorted();
}

function addMatches(names: Set<string>, value: JsonValue, pattern: RegExp): void {
  for (const [, name] of JSON.stringify(value).matchAll(pattern)) addText(names, name);
}

function addText(names: Set<string>, value: JsonValue | undefined): void {
  if (typeof value === "string" && value !== "") names.add(value);
}
