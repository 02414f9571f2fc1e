import type { ResourceChange } from "../model/change.ts";
import { type RiskItem, riskItemKey } from "../model/decision.ts";
import { digestOf } from "../model/digest.ts";
import { elementKeys } from "../model/element-key.ts";
import type { Finding } from "../model/finding.ts";
import {
  isJsonArray,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
  pointerSteps,
  valueAt,
} from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import type { Asked } from "./reviewers.ts";

/** The action of a finding about something that is no resource: a file, a root, the repository. */
const actionOfNothing = "none";

/** As much of a change as its risk is told by. */
export type RiskedChange = Pick<ResourceChange, "rootKey" | "address" | "action"> & {
  readonly before: Pick<Resource, "object" | "unknown"> | null;
  readonly after: object | null;
};

/** Makes what an approval covers. It stays the same through a rebase, and changes with the values that were approved. */
export function createRiskItems(
  changes: readonly RiskedChange[],
): (finding: Finding, asks: RiskItem["asks"], asked: Asked) => RiskItem {
  const byIdentity = new Map(changes.map((change) => [identity(change), change]));
  return (finding, asks, { teams, setBy }) => {
    const change = byIdentity.get(identity(finding));
    return {
      ruleId: finding.ruleId,
      rootKey: finding.rootKey,
      address: finding.address,
      action: change?.action ?? actionOfNothing,
      digest: riskDigestOf(finding, change),
      asks,
      reviewers: teams,
      ...(setBy.length === 0 ? {} : { setBy }),
    };
  };
}

/** Sorted, and each once: one that several settings ask the same people about names all of them. */
export function onceEach(items: readonly RiskItem[]): readonly RiskItem[] {
  return [...Map.groupBy(items, riskItemKey)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, same]) => {
      const setBy = [...new Set(same.flatMap((item) => item.setBy ?? []))].sort();
      return same.slice(0, 1).map((item) => (setBy.length === 0 ? item : { ...item, setBy }));
    });
}

/** Over what is asked of whom. Which setting says so is no part of it: an approval stands when that is written anew. */
export function digestOfItems(items: readonly RiskItem[]): string {
  return digestOf(items.map(({ setBy: _, ...item }) => item));
}

function identity({ rootKey, address }: { readonly rootKey: string; readonly address: string }): string {
  return JSON.stringify([rootKey, address]);
}

/** Over before and after of everything that the finding rests on, and its measure. */
function riskDigestOf(finding: Finding, change: RiskedChange | undefined): string {
  const removed = change !== undefined && change.after === null;
  const values = Object.entries(finding.evidence)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([pointer, digest]) => [pointer, beforeDigest(pointer, change), removed ? null : digest]);
  return digestOf([values, finding.measure]);
}

function beforeDigest(pointer: Pointer, change: RiskedChange | undefined): string | null {
  const before = change?.before ?? null;
  if (before === null) return null;
  const path = pathIn(before.object, pointer);
  const value = valueAt(before.object, path);
  return value === undefined ? (before.unknown.get(pointerOf(path)) ?? null) : digestOf(value);
}

/** Evidence names list elements by their keys (`[name=api]`), so that the element is found wherever it stood before. */
function pathIn(object: JsonValue, pointer: Pointer): ObjectPath {
  const path: (string | number)[] = [];
  let parent: JsonValue | undefined = object;
  for (const step of pointerSteps(pointer)) {
    const named = /^\[(.*)\]$/s.exec(step)?.[1];
    const place: string | number =
      isJsonArray(parent) && named !== undefined ? elementKeys(parent).indexOf(named) : step;
    path.push(place);
    parent = parent === undefined ? undefined : valueAt(parent, [place]);
  }
  return path;
}
