import type { EmbeddedFormat } from "../../formats/embedded/index.ts";
import { isJsonObject, type JsonObject, type ObjectPath, valueAt } from "../../model/json.ts";

/** A value that holds a document as text. */
export interface EmbeddedValue {
  readonly path: ObjectPath;
  readonly format: EmbeddedFormat;
}

const mappings = ["mapRoles", "mapUsers", "mapAccounts"];

/** The values of a Kubernetes object that programs read as documents of their own. */
export function embeddedInKubernetes(type: string, object: JsonObject): readonly EmbeddedValue[] {
  if (type === "core/ConfigMap" && valueAt(object, ["metadata", "name"]) === "aws-auth") {
    return mappings.map((key) => ({ path: ["data", key], format: "yaml" }));
  }
  if (type === "networking.k8s.io/Ingress") return ingressActions(object, ["metadata", "annotations"]);
  return [];
}

const configMaps = /^kubernetes_config_map(?:_v1)?(?:_data)?$/;

/** The arguments of a Terraform resource that providers read as documents of their own. */
export function embeddedInTerraform(type: string, object: JsonObject): readonly EmbeddedValue[] {
  if (type === "aws_ecs_task_definition") return [{ path: ["container_definitions"], format: "json" }];
  if (configMaps.test(type) && valueAt(object, ["metadata", 0, "name"]) === "aws-auth") {
    return mappings.map((key) => ({ path: ["data", key], format: "yaml" }));
  }
  if (/^kubernetes_ingress(?:_v1)?$/.test(type))
    return ingressActions(object, ["metadata", 0, "annotations"]);
  if (type === "kubernetes_manifest") return embeddedInManifest(object);
  return [];
}

function embeddedInManifest(object: JsonObject): readonly EmbeddedValue[] {
  const manifest = object["manifest"];
  if (!isJsonObject(manifest)) return [];
  const { apiVersion, kind } = manifest;
  const group =
    typeof apiVersion === "string" && apiVersion.includes("/") ? apiVersion.split("/")[0] : "core";
  return embeddedInKubernetes(`${group}/${String(kind)}`, manifest).map(({ path, format }) => ({
    path: ["manifest", ...path],
    format,
  }));
}

/** The AWS load balancer controller reads its actions as JSON. */
function ingressActions(object: JsonObject, path: ObjectPath): readonly EmbeddedValue[] {
  const annotations = valueAt(object, path);
  if (!isJsonObject(annotations)) return [];
  return Object.keys(annotations)
    .filter((key) => key.startsWith("alb.ingress.kubernetes.io/actions."))
    .map((key) => ({ path: [...path, key], format: "json" }));
}
