import type { ChangeAction, ResourceChange } from "../../model/change.ts";
import type { PlannedAction } from "../../resources/terraform-plan/index.ts";
import type { PlannedLoaded } from "./plans-load.ts";

const destructive: ReadonlySet<ChangeAction> = new Set(["delete", "replace", "unknown"]);

/** What Terraform says that it will do, where two states of a resource cannot tell: a replacement, a forgetting. */
export function withPlannedActions(
  changes: readonly ResourceChange[],
  { roots, plannedByRoot }: PlannedLoaded,
): readonly ResourceChange[] {
  const seen = new Set<string>();
  const told = changes.map((change) => {
    seen.add(keyOf(change));
    const action = plannedByRoot.get(change.rootKey)?.actions.get(change.address);
    return action === undefined ? change : withAction(change, action);
  });
  const unseen = roots.flatMap(({ key, base, head }) => {
    const planned = plannedByRoot.get(key);
    if (planned === undefined) return [];
    return [...planned.actions].flatMap(([address, action]): ResourceChange[] => {
      if (!destructive.has(action.action) || seen.has(keyOf({ rootKey: key, address }))) return [];
      const at = (resource: { readonly address: string }) => resource.address === address;
      const before = base?.resources.find(at) ?? null;
      const after = head?.resources.find(at) ?? null;
      const one = after ?? before;
      if (one === null) return [];
      const { type } = one;
      const change = { rootKey: key, address, type, before, after, move: null, replacePaths: [] };
      return [withAction({ ...change, action: "update" }, action)];
    });
  });
  return [...told, ...unseen];
}

function keyOf({ rootKey, address }: Pick<ResourceChange, "rootKey" | "address">): string {
  return JSON.stringify([rootKey, address]);
}

function withAction(
  change: ResourceChange,
  { action, actionReason, replacePaths }: PlannedAction,
): ResourceChange {
  if (destructive.has(action)) return { ...change, action, actionReason, replacePaths };
  if (action === "forget" && change.after === null) return { ...change, action };
  return change;
}

/**
 * The changes of the source and those of its plans, as one list. A plan makes a change worse or adds one; it takes none
 * away, and makes none better. An instance that the source changes under another name is told once.
 */
export function unitedChanges(
  source: readonly ResourceChange[],
  planned: readonly ResourceChange[],
  { plannedByRoot }: PlannedLoaded,
): readonly ResourceChange[] {
  const own = new Map(source.map((change) => [keyOf(change), change]));
  const added: ResourceChange[] = [];
  for (const change of planned) {
    if (!plannedByRoot.has(change.rootKey)) continue;
    const key = keyOf(change);
    const known = own.get(key);
    if (known !== undefined) {
      own.set(key, worse(known, change));
      continue;
    }
    const alias = plannedByRoot.get(change.rootKey)?.aliases.get(change.address);
    const same =
      alias === undefined ? undefined : own.get(keyOf({ rootKey: change.rootKey, address: alias }));
    if (same === undefined || same.action !== change.action) added.push(change);
  }
  return [...own.values(), ...added].toSorted(byPlace);
}

function worse(known: ResourceChange, planned: ResourceChange): ResourceChange {
  if (known.action === "delete" || !destructive.has(planned.action)) return known;
  return planned;
}

function byPlace(a: ResourceChange, b: ResourceChange): number {
  if (a.rootKey !== b.rootKey) return a.rootKey < b.rootKey ? -1 : 1;
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  return 0;
}
