import type { PermissionHolder, PermissionsEffect } from "../../../model/change-effect.ts";
import type { JsonObject, JsonValue } from "../../../model/json.ts";
import type { AttachedPolicy } from "../../../model/permission.ts";

/** One document of a resource, or what is attached to it, on one side of a change. */
export interface Policy {
  readonly document: PermissionsEffect["document"];
  readonly who: PermissionHolder;
  /** Documents that count together, as text or as objects; nothing where the resource has none. */
  readonly texts: readonly JsonValue[];
  /** What counts while there is none: some services then have a policy of their own. */
  readonly absent?: JsonObject;
  readonly attached?: readonly Attached[];
  /** The arguments that say so. */
  readonly tells: readonly string[];
}

export interface Attached {
  readonly as: AttachedPolicy["as"];
  /** Its ARN; `{ "$unknown": <source> }`, or `{ "$made": <name> }` where all that is known is what a list is made of. */
  readonly policy: JsonValue;
  readonly namespaces?: readonly JsonValue[];
}
