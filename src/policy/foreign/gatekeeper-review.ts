import { isJsonObject, type JsonObject, valueAt } from "../../model/json.ts";
import type { Matchable } from "./gatekeeper-match.ts";
import { textOf } from "./rule.ts";
import { type ForeignSubject, withoutMarkers } from "./subject.ts";

/**
 * An object as an admission request, `input.review`. What was there before is asked about twice: as an update, for
 * templates that compare, and as if it were created, because many leave updates of a Pod to the API server.
 */
export function reviewsOf(subject: ForeignSubject): {
  readonly target: Matchable;
  readonly reviews: readonly JsonObject[];
} {
  const object = objectOf(subject.object);
  const { group, version } = groupVersion(textOf(object["apiVersion"]));
  const kind = textOf(object["kind"]);
  const { namespace, namespaced, namespaceLabels, before } = subject;
  const basis: JsonObject = {
    kind: { group, version, kind },
    name: textOf(valueAt(object, ["metadata", "name"])),
    ...(namespaced && namespace !== "" ? { namespace } : {}),
    userInfo: {},
    object,
  };
  const created = { ...basis, operation: "CREATE", oldObject: null };
  const updated = before === null ? [] : [{ ...basis, operation: "UPDATE", oldObject: objectOf(before) }];
  return {
    target: { group, kind, object, namespaced, namespace, namespaceLabels },
    reviews: [created, ...updated],
  };
}

export function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [first = "", second] = apiVersion.split("/");
  return second === undefined ? { group: "", version: first } : { group: first, version: second };
}

function objectOf(object: JsonObject): JsonObject {
  const shown = withoutMarkers(object);
  return isJsonObject(shown) ? shown : {};
}
