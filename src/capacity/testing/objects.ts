import type { CapacityUse } from "../../model/capacity.ts";
import type { JsonObject, Pointer } from "../../model/json.ts";
import type { CapacityObject } from "../namespace-use.ts";
import { capacityUse } from "../use.ts";

/** An object of the namespace `shop` in one root, read as the inventory reads it. */
export function object(
  type: string,
  name: string,
  spec: JsonObject,
  { unknown = [], annotations = {}, root = "kubernetes:k8s" }: ObjectOptions = {},
): CapacityObject {
  const written = { metadata: { name, annotations }, spec };
  const mask = new Map(unknown.map((pointer): [Pointer, string] => [pointer, "digest"]));
  const use: CapacityUse | null = capacityUse({ type, object: written, unknown: mask });
  return { type, name, rootKey: root, address: `${type}/shop/${name}`, use };
}

interface ObjectOptions {
  readonly unknown?: readonly Pointer[];
  readonly annotations?: JsonObject;
  readonly root?: string;
}

/** A container that asks for CPU and memory, in short: `{cpu: "1", memory: "1Gi"}`. */
export function container(requests: JsonObject, limits: JsonObject = {}): JsonObject {
  return { name: "a", resources: { requests, limits } };
}

export function podSpec(...containers: readonly JsonObject[]): JsonObject {
  return { template: { spec: { containers } } };
}
