import { digestOf } from "../../model/digest.ts";
import { type NamedPath, namePath } from "../../model/element-key.ts";
import type { JsonObject, ObjectPath } from "../../model/json.ts";

/** What makes a finding the same finding in two commits: no line, file path or value is in it. */
export interface FindingIdentity {
  readonly ruleId: string;
  readonly messageId: string;
  readonly rootKey: string;
  readonly address: string;
  readonly type: string;
  /** Where in the object, elements of lists named by their keys. */
  readonly namedPath: NamedPath;
  /**
   * What tells it from others of the rule that stand at the same place: as the rule says. Of rules of other tools, the
   * digest of the message: they have no ids for what they say, and name no path.
   */
  readonly aspect?: string;
}

/** Raised when the fingerprint of the same finding changes: everything recorded then has another. */
const fingerprintVersion = 1;

/** SHA-256 in hexadecimal over RFC 8785 `[1, ruleId, messageId, rootKey, address, type, objectPath]`, and the aspect where there is one. */
export function fingerprintOf(
  finding: Omit<FindingIdentity, "namedPath"> & { readonly path: ObjectPath },
  object: JsonObject,
): string {
  return fingerprintOfIdentity({ ...finding, namedPath: namePath(object, finding.path) });
}

/** {@link fingerprintOf} where the path is named already. */
export function fingerprintOfIdentity(identity: FindingIdentity): string {
  const { ruleId, messageId, rootKey, address, type, namedPath, aspect } = identity;
  const told = aspect === undefined ? [] : [aspect];
  return digestOf([fingerprintVersion, ruleId, messageId, rootKey, address, type, namedPath, ...told]);
}
