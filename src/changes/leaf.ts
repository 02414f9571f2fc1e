import { type NamedPath, namePath } from "../model/element-key.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  pointerSteps,
} from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { holdsChangedSecret, isSecretMarker, withoutSecretMarks } from "../model/secret-marker.ts";

/** A value without parts: a scalar, an empty list or map, a secret's marker, or something unknown. */
export interface Leaf {
  readonly path: NamedPath;
  /** For people: an unknown value is `{ "$unknown": true }`. */
  readonly value: JsonValue;
  /** Equal for equal values; an unknown value equals itself only while its expression is the same. */
  readonly token: string;
  /** A secret whose value differs from the base's; its marker alone could not tell. */
  readonly secretChanged: boolean;
}

/** The leaves of a resource by their named path, in the order of the object; what is unknown comes last. */
export function leavesOf(resource: Resource): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect(leaves, resource.object, resource.object, []);
  for (const [pointer, source] of resource.unknown) {
    const path = namePath(resource.object, pointerSteps(pointer));
    leaves.set(JSON.stringify(path), {
      path,
      value: { $unknown: true },
      token: `unknown ${source}`,
      secretChanged: false,
    });
  }
  return leaves;
}

function collect(leaves: Map<string, Leaf>, object: JsonObject, value: JsonValue, path: ObjectPath): void {
  const children = isSecretMarker(value) ? [] : childrenOf(value);
  if (children.length === 0 && path.length > 0) {
    const named = namePath(object, path);
    leaves.set(JSON.stringify(named), { path: named, value, ...identity(value) });
  }
  for (const [step, child] of children) collect(leaves, object, child, [...path, step]);
}

function childrenOf(value: JsonValue): readonly (readonly [string | number, JsonValue])[] {
  if (isJsonArray(value)) return value.map((element, index) => [index, element] as const);
  return isJsonObject(value) ? Object.entries(value) : [];
}

function identity(value: JsonValue): Pick<Leaf, "token" | "secretChanged"> {
  return {
    token: `value ${JSON.stringify(withoutSecretMarks(value))}`,
    secretChanged: holdsChangedSecret(value),
  };
}
