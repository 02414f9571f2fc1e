import type { NamedPath } from "../model/element-key.ts";
import type { JsonValue } from "../model/json.ts";
import type { Leaf } from "./leaf.ts";

/** A subject, a port, a toleration: larger elements are told value by value. */
const flatElementLeavesMax = 4;

/**
 * Leaves with the small list elements that only this side has put together: that a subject came is one thing to say, not
 * its kind, its name and its group.
 */
export function withWholeElements(
  leaves: ReadonlyMap<string, Leaf>,
  other: ReadonlyMap<string, Leaf>,
): ReadonlyMap<string, Leaf> {
  const own = elementsOf(leaves);
  const theirs = elementsOf(other);
  const joined = new Map<string, Leaf>();
  for (const [key, leaf] of leaves) {
    const parent = JSON.stringify(leaf.path.slice(0, -1));
    const element = own.get(parent);
    if (
      element === undefined ||
      element.length > flatElementLeavesMax ||
      element.includes(null) ||
      theirs.has(parent)
    ) {
      joined.set(key, leaf);
    } else joined.set(parent, whole(leaf.path.slice(0, -1), element));
  }
  return joined;
}

/** The leaves right below each list element; `null` stands for one that is deeper. */
function elementsOf(leaves: ReadonlyMap<string, Leaf>): ReadonlyMap<string, readonly (Leaf | null)[]> {
  const elements = new Map<string, (Leaf | null)[]>();
  for (const leaf of leaves.values()) {
    for (let length = 1; length < leaf.path.length; length += 1) {
      if (!isElement(leaf.path[length - 1])) continue;
      const key = JSON.stringify(leaf.path.slice(0, length));
      const child = length === leaf.path.length - 1 ? leaf : null;
      const known = elements.get(key);
      if (known === undefined) elements.set(key, [child]);
      else known.push(child);
    }
  }
  return elements;
}

function isElement(step: string | number | undefined): boolean {
  return typeof step === "number" || (step?.startsWith("[") === true && step.endsWith("]"));
}

function whole(path: NamedPath, children: readonly (Leaf | null)[]): Leaf {
  const entries = children.flatMap((leaf): [string, JsonValue][] =>
    leaf === null ? [] : [[String(leaf.path.at(-1)), leaf.value]],
  );
  return { path, value: Object.fromEntries(entries), token: "element", secretChanged: false };
}
