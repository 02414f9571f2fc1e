import { Document, isMap, isPair, isScalar, isSeq, type ParsedNode } from "yaml";
import type { JsonValue, ObjectPath } from "../../model/json.ts";

/** Deeper than any manifest; what is nested further is written as JSON on one line. */
const commentedDepthMax = 100;

/**
 * A value as YAML that Kubernetes reads as the same value: texts that YAML 1.1 would take for something else (`no`, `on`,
 * `1_000`) stand in quotes. `commentOf` says what stands behind a single value on its line.
 */
export function writeYaml(value: JsonValue, commentOf?: (path: ObjectPath) => string | null): string {
  const document = new Document(value, { version: "1.1", aliasDuplicateObjects: false });
  if (commentOf !== undefined) addComments(document.contents, [], commentOf);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function addComments(node: unknown, path: ObjectPath, commentOf: (path: ObjectPath) => string | null): void {
  if (path.length > commentedDepthMax) return;
  if (isMap(node)) {
    for (const pair of node.items) {
      if (isPair(pair) && isScalar(pair.key))
        addComments(pair.value, [...path, String(pair.key.value)], commentOf);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) addComments(item, [...path, index], commentOf);
  } else if (isScalar(node)) {
    const comment = commentOf(path);
    if (comment !== null) (node as ParsedNode).comment = ` ${comment}`;
  }
}
