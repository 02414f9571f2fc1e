import type { ObjectPath, Pointer } from "../../model/json.ts";
import { isJsonObject, pointerOf, pointerSteps } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { identify, typeOf } from "../kubernetes/identity.ts";
import { isClusterScoped } from "../kubernetes/scope.ts";
import { madeKind } from "./kinds.ts";
import type { MadeObject } from "./made-object.ts";
import { kubectlManifest, kubernetesManifest } from "./manifests.ts";
import { Shaper } from "./shape.ts";

/**
 * The Kubernetes object that a Terraform resource makes (`kubernetes_*`, `kubernetes_manifest`, `kubectl_manifest`),
 * with the places and masks of the arguments it is made of; `null` for everything else, and where kind and version are
 * not known. The root stays Terraform's.
 */
export function kubernetesFromTerraform(resource: Resource): Resource | null {
  if (resource.type === "kubernetes_manifest") return kubernetesManifest(resource, withIdentity);
  if (resource.type === "kubectl_manifest") return kubectlManifest(resource, withIdentity);
  const made = madeKind(resource.type);
  if (made === null) return null;
  const shaper = new Shaper(resource.unknown);
  const shaped = shaper.block(
    "",
    "",
    "",
    resource.object,
    made.kind === "Secret" ? secretArguments : topArguments,
  );
  return withIdentity(resource, {
    object: { apiVersion: made.apiVersion, kind: made.kind, ...shaped },
    unknown: shaper.unknown,
    sensitive: movedSensitive(resource, shaper.origins),
    locate: (path) => resource.locate(originOf(shaper.origins, path)),
  });
}

/** What belongs to the object; the other top-level arguments (`lifecycle`, `timeouts`, `wait_*`) are Terraform's. */
const topArguments: ReadonlyMap<string, string> = new Map(
  Object.entries({
    metadata: "metadata",
    spec: "spec",
    data: "data",
    binary_data: "binaryData",
    immutable: "immutable",
    rule: "rules",
    role_ref: "roleRef",
    subject: "subjects",
    aggregation_rule: "aggregationRule",
    secret: "secrets",
    image_pull_secret: "imagePullSecrets",
    automount_service_account_token: "automountServiceAccountToken",
    type: "type",
    value: "value",
    global_default: "globalDefault",
    preemption_policy: "preemptionPolicy",
    storage_provisioner: "provisioner",
    parameters: "parameters",
    reclaim_policy: "reclaimPolicy",
    volume_binding_mode: "volumeBindingMode",
    allow_volume_expansion: "allowVolumeExpansion",
    mount_options: "mountOptions",
    webhook: "webhooks",
    handler: "handler",
  }),
);

/** Terraform takes a Secret's `data` as plain text and `binary_data` in base64: Kubernetes calls them so. */
const secretArguments: ReadonlyMap<string, string> = new Map([
  ...topArguments,
  ["data", "stringData"],
  ["binary_data", "data"],
]);

/** The provider's own default. Manifests have none: they say their namespace, or the API server refuses them. */
const defaultNamespace = "default";

function withIdentity(resource: Resource, made: MadeObject): Resource | null {
  const type = typeOf(made.object);
  if (type === null) return null;
  const metadata = isJsonObject(made.object["metadata"]) ? made.object["metadata"] : {};
  const unsaid = !made.unknown.has("/metadata") && !made.unknown.has("/metadata/namespace");
  const named =
    metadata["name"] === undefined && metadata["generateName"] === undefined
      ? { ...made.object, metadata: { ...metadata, name: resource.address } }
      : made.object;
  const scope = { cluster: isClusterScoped(type), defaultNamespace: unsaid ? defaultNamespace : "" };
  // Two instances of one block with generateName are told apart by Terraform's address, and not by their order.
  const identity = identify(named, type, scope, () => 1);
  const address = identity.address.endsWith("*#1")
    ? `${identity.address.slice(0, -1)}${resource.address}`
    : identity.address;
  return { ...resource, ...made, type, namespace: identity.namespace, address };
}

function originOf(origins: ReadonlyMap<Pointer, Pointer>, path: ObjectPath): ObjectPath {
  for (let length = path.length; length > 0; length -= 1) {
    const origin = origins.get(pointerOf(path.slice(0, length)));
    if (origin !== undefined) return [...pointerSteps(origin), ...path.slice(length)];
  }
  return [];
}

/** A sensitive argument is where it came from, or what stands within it. */
function movedSensitive(resource: Resource, origins: ReadonlyMap<Pointer, Pointer>): ReadonlySet<Pointer> {
  const sensitive = new Set<Pointer>();
  for (const pointer of resource.sensitive) {
    for (const [to, from] of origins) {
      if (from === pointer || from.startsWith(`${pointer}/`)) sensitive.add(to);
      else if (pointer.startsWith(`${from}/`) && !hasDeeper(origins, from, pointer)) {
        sensitive.add(to + pointer.slice(from.length));
      }
    }
  }
  return sensitive;
}

function hasDeeper(origins: ReadonlyMap<Pointer, Pointer>, from: Pointer, pointer: Pointer): boolean {
  for (const other of origins.values()) {
    if (other.length > from.length && (pointer === other || pointer.startsWith(`${other}/`))) return true;
  }
  return false;
}
