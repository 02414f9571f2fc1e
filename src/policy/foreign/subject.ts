import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Attribution } from "../../model/resource.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";

/** One thing that foreign policies are asked about: an object, a Terraform file, a plan. */
export interface ForeignSubject {
  readonly kind: "object" | "file" | "plan";
  readonly rootKey: string;
  readonly address: string;
  readonly type: string;
  /** Masked; {@link withoutMarkers} is what policies see. */
  readonly object: JsonObject;
  /** The file that it is written in. */
  readonly path: string;
  /** Values of it are not known, and a policy of another tool would take them for absent. */
  readonly hasUnknown: boolean;
  readonly namespaced: boolean;
  readonly namespace: string;
  readonly namespaceLabels: JsonObject | null;
  /** The same object before the change. */
  readonly before: JsonObject | null;
  readonly attribution: Attribution;
  readonly locate: (path: ObjectPath) => Location;
  /** The place of something that a policy names, in a file that holds many things. */
  readonly named: (name: string) => Location | null;
}

/** What stands where a secret stood: a string, as the secret was, so that policies read the rest as ever. */
export const secretText = "[secret]";

export function withoutMarkers(value: JsonValue): JsonValue {
  if (isSecretMarker(value)) return secretText;
  if (isJsonArray(value)) return value.map(withoutMarkers);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarkers(inner)]));
}
