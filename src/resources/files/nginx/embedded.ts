import { isJsonObject, type ObjectPath, valueAt } from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { Resource } from "../../../model/resource.ts";
import { lineWithin } from "../script-line.ts";
import { nginxWithin } from "./index.ts";

/** Keys of the controller's own ConfigMap (ingress-nginx) that hold directives. */
const snippetKeys = /^(?:main|http|stream|server|location)-snippet$/;
const snippetAnnotation = /^nginx\.(?:ingress\.kubernetes\.io|org)\/(?:[a-z]+-)?snippets?$/;
/** A whole configuration names a block that only NGINX has, and a directive with its semicolon. */
const wholeConfiguration =
  /^[ \t]*(?:http|server|stream|upstream[ \t]+[^\n{;]{1,200}|location[ \t]+[^\n{;]{1,500})\s{0,50}\{/m;
const directive =
  /^[ \t]*(?:listen|server_name|proxy_pass|return|root|location|worker_connections|server)\b[^\n]{0,2000}[;{]/m;

/** NGINX text that a Kubernetes object carries: data of a ConfigMap, snippets of an Ingress. Each is a resource of its own. */
export function nginxFromKubernetes(resource: Resource): readonly Resource[] {
  if (resource.type === "core/ConfigMap") return found(resource, ["data"], isConfiguration);
  if (resource.type === "networking.k8s.io/Ingress" || resource.type === "k8s.nginx.org/VirtualServer")
    return found(resource, ["metadata", "annotations"], (key) => snippetAnnotation.test(key));
  return [];
}

function isConfiguration(key: string, text: string): boolean {
  if (snippetKeys.test(key)) return true;
  return wholeConfiguration.test(text) && directive.test(text);
}

function found(
  resource: Resource,
  path: ObjectPath,
  holds: (key: string, text: string) => boolean,
): readonly Resource[] {
  const parent = valueAt(resource.object, path);
  if (!isJsonObject(parent)) return [];
  return Object.entries(parent).flatMap(([key, text]) => {
    if (typeof text !== "string" || !holds(key, text)) return [];
    const whole = resource.locate([...path, key]);
    const holder = {
      rootKey: resource.rootKey,
      address: `${resource.address}#${key}`,
      namespace: resource.namespace,
      location: whole,
    };
    const at = (line: number): Location => lineWithin(text, line - 1, whole);
    return nginxWithin(text, holder, at) ?? [];
  });
}
