import { isJsonArray, isJsonObject, type JsonValue, valueAt } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";

/** The AWS accounts that the providers of a Terraform root say they work in, sorted. */
export function accountsOf(resources: readonly Resource[]): readonly string[] {
  const providers = resources.filter(({ type }) => type === "provider" || type.startsWith("provider."));
  return [
    ...new Set(
      providers.flatMap(({ object }) => [
        ...texts(object["allowed_account_ids"]),
        ...elements(object["assume_role"]).flatMap((role) => accountOfArn(valueAt(role, ["role_arn"]))),
      ]),
    ),
  ].sort();
}

/** DNS names that a resource claims. */
export function hostsOf({ type, object }: Resource): readonly string[] {
  switch (type) {
    case "networking.k8s.io/Ingress":
    case "extensions/Ingress":
      return elements(valueAt(object, ["spec", "rules"])).flatMap((rule) => texts(valueAt(rule, ["host"])));
    case "gateway.networking.k8s.io/HTTPRoute":
    case "gateway.networking.k8s.io/GRPCRoute":
    case "gateway.networking.k8s.io/TLSRoute":
      return texts(valueAt(object, ["spec", "hostnames"]));
    case "route.openshift.io/Route":
      return texts(valueAt(object, ["spec", "host"]));
    case "projectcontour.io/HTTPProxy":
      return texts(valueAt(object, ["spec", "virtualhost", "fqdn"]));
    case "networking.istio.io/VirtualService":
      return texts(valueAt(object, ["spec", "hosts"]));
    case "aws_route53_record":
      return texts(object["name"]);
    default:
      return [];
  }
}

/** The Argo CD project that a resource belongs to or is. */
export function argoProjectOf({ type, object }: Resource): string | null {
  const paths: Readonly<Record<string, readonly string[]>> = {
    "argoproj.io/AppProject": ["metadata", "name"],
    "argoproj.io/Application": ["spec", "project"],
    "argoproj.io/ApplicationSet": ["spec", "template", "spec", "project"],
  };
  const path = Object.hasOwn(paths, type) ? paths[type] : undefined;
  return path === undefined ? null : (texts(valueAt(object, path))[0] ?? null);
}

/** The namespace that a resource stands in, or is, or is made for. `null` where it has none, or none is said. */
export function namespaceOf({ type, address, object, namespace }: Resource): string | null {
  if (isMadeForNamespace(type, address)) return texts(object["namespace"])[0] ?? null;
  if (type.startsWith("kubernetes_")) return namespaceInTerraform(type, object);
  if (type === "core/Namespace") return texts(valueAt(object, ["metadata", "name"]))[0] ?? null;
  return namespace === "" ? null : namespace;
}

/** As the provider of Kubernetes writes it; what names none is made where its provider points, which nobody knows. */
function namespaceInTerraform(type: string, object: Resource["object"]): string | null {
  const name = /^kubernetes_namespace(?:_v\d)?$/.test(type) ? "name" : "namespace";
  return texts(valueAt(object, ["metadata", 0, name]))[0] ?? null;
}

/**
 * Module calls (as they are, and as the resource that an adapter reads in them) and Helm releases name the Kubernetes
 * namespace that they serve. Other types of Terraform use `namespace` for other things, CloudWatch among them.
 */
function isMadeForNamespace(type: string, address: string): boolean {
  return type === "module" || type === "helm_release" || address.endsWith(`:${type}`);
}

function accountOfArn(value: JsonValue | undefined): readonly string[] {
  const account = typeof value === "string" ? /^arn:[\w-]+:iam::(\d{12}):/.exec(value)?.[1] : undefined;
  return account === undefined ? [] : [account];
}

function elements(value: JsonValue | undefined): readonly JsonValue[] {
  if (isJsonArray(value)) return value;
  return isJsonObject(value) ? [value] : [];
}

function texts(value: JsonValue | undefined): readonly string[] {
  const values = isJsonArray(value) ? value : [value];
  return values.filter((text) => typeof text === "string").filter((text) => text !== "");
}
