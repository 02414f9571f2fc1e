import { type JsonValue, valueAt } from "../../../model/json.ts";
import type { AttributedChange } from "../../../policy/input.ts";

/** Addresses of workloads that were there and get another template: their pods are replaced one after the other. */
export function rollingAddresses(changes: readonly AttributedChange[]): ReadonlySet<string> {
  return new Set(
    changes
      .filter(
        ({ change: { before, after } }) =>
          before !== null && after !== null && rolls(before.object, after.object),
      )
      .map(({ change }) => change.address),
  );
}

function rolls(before: JsonValue, after: JsonValue): boolean {
  const [earlier, later] = [before, after].map((object) => valueAt(object, ["spec", "template"]));
  return later !== undefined && JSON.stringify(earlier) !== JSON.stringify(later);
}
