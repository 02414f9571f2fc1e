import {
  capacityRows,
  groupAmounts,
  groupUncounted,
  type NodeGroup,
  nodeGroups,
  usedTogether,
} from "../../../capacity/index.ts";
import type { Amounts } from "../../../model/capacity.ts";
import type { CapacityRow, CapacityScope, Uncounted } from "../../../model/capacity-report.ts";
import type { Resource } from "../../../model/resource.ts";
import type { AttributedChange } from "../../../policy/input.ts";

/** Groups of nodes whose size differs: a resource says all of it by itself. */
export function nodeScopes(changes: readonly AttributedChange[]): readonly CapacityScope[] {
  return changes.flatMap(({ change, attribution }) => {
    if (change.action === "no-op" || change.action === "read") return [];
    const [before, after] = [groupsOf(change.before), groupsOf(change.after)];
    const names = [...new Set([...before.keys(), ...after.keys()])];
    return names.map((name): CapacityScope => {
      const { cluster } = attribution;
      const sides = comparable(before.get(name), after.get(name));
      return {
        place: { kind: "nodes", name, cluster, rootKey: change.rootKey },
        extent: "complete",
        rows: withoutEchoes(capacityRows(sides.before, sides.after)),
        uncounted: uncountedOf(change.after, after.get(name)),
      };
    });
  });
}

/** A group of a fixed size has as many nodes at least as at most, and that is told once. */
function withoutEchoes(rows: readonly CapacityRow[]): readonly CapacityRow[] {
  return rows.filter(({ resource, before, after }) => {
    const most = rows.find((row) => `${row.resource}.least` === resource);
    return before.exact !== most?.before.exact || after.exact !== most.after.exact;
  });
}

function groupsOf(resource: Resource | null): ReadonlyMap<string, NodeGroup> {
  return new Map(resource === null ? [] : nodeGroups(resource).map((group) => [group.name, group]));
}

function uncountedOf(resource: Resource | null, group: NodeGroup | undefined): readonly Uncounted[] {
  return resource === null || group === undefined ? [] : groupUncounted(resource, group);
}

/** What a group that is there does not tell is no nothing: such a number has no other side to be compared with. */
function comparable(before: NodeGroup | undefined, after: NodeGroup | undefined) {
  const [earlier, later] = [before, after].map((group) => (group === undefined ? null : groupAmounts(group)));
  const told = (own: Amounts | null | undefined, other: Amounts | null | undefined): Amounts =>
    Object.fromEntries(
      Object.entries(own ?? {}).filter(
        ([name]) => (other ?? null) === null || Object.hasOwn(other ?? {}, name),
      ),
    );
  return { before: sideOf(told(earlier, later)), after: sideOf(told(later, earlier)) };
}

function sideOf(amounts: Amounts) {
  return usedTogether({ units: [], amounts, least: {}, uncounted: [] }, []);
}
