import { summariseChange } from "../../changes/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { JsonObject } from "../../model/json.ts";
import type { AttributedChange } from "../../policy/input.ts";

/**
 * What the changes of a pull request reach, by name and sorted; `production` says whether any of it is production. What
 * is only read, and what moves without a value of it changing, reaches nothing; nor do versions of Terraform and of its
 * providers, of which another major one is told by its own rule.
 */
export function reachOf(changes: readonly AttributedChange[]): JsonObject {
  const reaching = changes
    .filter(({ change }) => altersSomething(change))
    .map(({ attribution }) => attribution);
  const names = (of: (attribution: AttributedChange["attribution"]) => readonly string[]) =>
    [...new Set(reaching.flatMap(of))].toSorted();
  return {
    // What nobody owns by itself is its file's owner's.
    tenants: names(({ owner, pathOwner }) => (owner.length > 0 ? owner : pathOwner)),
    environments: names(({ environment }) => [environment.name]),
    clusters: names(({ cluster }) => (cluster === null ? [] : [cluster])),
    production: reaching.some(({ environment }) => environment.production),
  };
}

function altersSomething(change: ResourceChange): boolean {
  if (change.type === "terraform") return false;
  switch (change.action) {
    case "read":
    case "no-op":
      return false;
    case "move":
      return summariseChange(change).leaves.length > 0;
    default:
      return true;
  }
}
