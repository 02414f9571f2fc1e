import { isJsonArray, isJsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import type { TenantSource, TenantSourceKind } from "../../model/tenant-source.ts";
import type { Statement } from "./statement.ts";

/** What decides how a file is read. Everything else of a source is applied to what was read. */
export interface StatementSettings extends Pick<TenantSource, "subjects" | "keys"> {
  /** `Host`: what claims a host, which names no owner; asked for where somebody wants to see what nobody owns. */
  readonly kind: TenantSourceKind | "Host";
}

export type ObjectKind = Exclude<StatementSettings["kind"], "CODEOWNERS">;
type Said = Omit<Statement, "line">;

/** What an object says of who owns what; `null`: it is none of those that say so. */
export function readObject(
  kind: ObjectKind,
  object: JsonValue,
  settings: Pick<StatementSettings, "subjects" | "keys">,
): Said | null {
  switch (kind) {
    case "RoleBinding":
      return readRoleBinding(object, settings.subjects);
    case "Namespace":
      return readNamespace(object, settings.keys);
    case "AppProject":
      return readAppProject(object);
    case "Backstage":
      return readEntity(object);
    case "Host":
      return readHosts(object);
    default:
      return kind satisfies never;
  }
}

function readRoleBinding(object: JsonValue, subjects: StatementSettings["subjects"]): Said | null {
  if (!isKind(object, /^rbac\.authorization\.k8s\.io\//, ["RoleBinding"])) return null;
  const names = elements(valueAt(object, ["subjects"]))
    .filter((subject) => valueAt(subject, ["kind"]) === subjects)
    .flatMap((subject) => textOf(valueAt(subject, ["name"])) ?? []);
  const about = textOf(valueAt(object, ["metadata", "namespace"]));
  return { about, gives: [], role: textOf(valueAt(object, ["roleRef", "name"])) ?? "", names };
}

function readNamespace(object: JsonValue, keys: readonly string[]): Said | null {
  const name = textOf(valueAt(object, ["metadata", "name"]));
  if (!isKind(object, /^v1$/, ["Namespace"]) || name === null) return null;
  const written = ["labels", "annotations"].flatMap((map) => {
    const values = valueAt(object, ["metadata", map]);
    return isJsonObject(values) ? Object.entries(values) : [];
  });
  const names = written
    .filter(([key]) => keys.some((wanted) => isCalled(key, wanted)))
    .flatMap(([, value]) => (typeof value === "string" ? value.split(",") : []))
    .flatMap((value) => textOf(value.trim()) ?? []);
  return { about: name, gives: [], role: null, names };
}

/** `team-name` stands for `example.com/team-name` too. */
function isCalled(key: string, wanted: string): boolean {
  return key === wanted || (!wanted.includes("/") && key.endsWith(`/${wanted}`));
}

/** The groups of a project's roles may deploy with it; where to, its destinations say. */
function readAppProject(object: JsonValue): Said | null {
  const name = textOf(valueAt(object, ["metadata", "name"]));
  if (!isKind(object, /^argoproj\.io\//, ["AppProject"]) || name === null) return null;
  const destinations = elements(valueAt(object, ["spec", "destinations"]));
  const roles = elements(valueAt(object, ["spec", "roles"]));
  return {
    about: name,
    gives: destinations.flatMap((destination) => textOf(valueAt(destination, ["namespace"])) ?? []),
    role: null,
    names: roles.flatMap((role) =>
      elements(valueAt(role, ["groups"])).flatMap((group) => textOf(group) ?? []),
    ),
  };
}

/** An API or a Domain stands in nobody's folder; these three are what a folder holds. */
const entityKinds = ["Component", "Resource", "System"];

function readEntity(object: JsonValue): Said | null {
  if (!isKind(object, /^backstage\.io\//, entityKinds)) return null;
  const owner = textOf(valueAt(object, ["spec", "owner"]));
  const annotations = valueAt(object, ["metadata", "annotations"]);
  const namespace = isJsonObject(annotations) ? textOf(annotations[namespaceAnnotation]) : null;
  return {
    about: null,
    gives: namespace === null ? [] : [namespace],
    role: null,
    names: owner === null ? [] : [owner],
  };
}

/** Hosts as they are claimed by an Ingress or by a route of the Gateway API. */
function readHosts(object: JsonValue): Said | null {
  const rules = isKind(object, /^(?:networking\.k8s\.io|extensions)\//, ["Ingress"])
    ? elements(valueAt(object, ["spec", "rules"])).map((rule) => valueAt(rule, ["host"]))
    : [];
  const routes = isKind(object, /^gateway\.networking\.k8s\.io\//, ["HTTPRoute", "GRPCRoute", "TLSRoute"])
    ? elements(valueAt(object, ["spec", "hostnames"]))
    : [];
  const hosts = [...rules, ...routes].flatMap((host) => textOf(host) ?? []);
  return hosts.length === 0 ? null : { about: null, gives: hosts, role: null, names: [] };
}

const namespaceAnnotation = "backstage.io/kubernetes-namespace";

function isKind(object: JsonValue, version: RegExp, kinds: readonly string[]): boolean {
  if (!isJsonObject(object)) return false;
  const { apiVersion, kind } = object;
  return (
    typeof apiVersion === "string" && version.test(apiVersion) && kinds.some((wanted) => wanted === kind)
  );
}

function elements(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

/** Names of Kubernetes and GitHub are shorter; a longer one is none. */
const nameCharactersMax = 300;

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" && value.length <= nameCharactersMax ? value : null;
}
