import type { ChangeSummary } from "../model/report.ts";
import { dutyOrder } from "./causes.ts";

/** A change, and what of the others goes with it. */
export interface DistinctChange extends ChangeSummary {
  /** Objects that are deleted with their namespace. */
  readonly contents?: number;
}

/**
 * Changes with everything told once that was read twice: a Terraform resource and the Kubernetes object that it makes,
 * the call of a module and what is known to come of it, a namespace and what is deleted with it. What people are asked about is never left out.
 */
export function distinctChanges(
  changes: readonly ChangeSummary[],
  concern: (change: ChangeSummary) => number,
): readonly DistinctChange[] {
  const real = changes.filter(({ action }) => action !== "no-op" && action !== "read");
  const made = Map.groupBy(
    real.filter(({ type }) => type.includes("/")),
    placeOf,
  );
  const called = Map.groupBy(
    real.filter(({ type }) => type !== "module"),
    ({ rootKey, address }) => JSON.stringify([rootKey, address.split(":")[0]]),
  );
  const distinct = real.flatMap((change) => {
    if (/^(?:kubernetes_|kubectl_manifest$)/.test(change.type)) {
      const objects = made.get(placeOf(change)) ?? [];
      return objects.some((object) => concern(object) <= concern(change)) ? [] : [change];
    }
    if (change.type !== "module") return [change];
    const results = called.get(JSON.stringify([change.rootKey, change.address])) ?? [];
    return withoutResults(change, results, concern);
  });
  const told = new Set(distinct.filter(hasPermissions).map(({ rootKey }) => rootKey));
  const more = distinct.filter((change) => !isLookUp(change) && !isDocument(change, told));
  return withoutContents(more.length === 0 ? distinct : more, concern);
}

/** What goes with its namespace, and concerns nobody by itself, is a number. */
function withoutContents(
  changes: readonly ChangeSummary[],
  concern: (change: ChangeSummary) => number,
): readonly DistinctChange[] {
  const namespaces = changes.filter(({ type, action }) => type === "core/Namespace" && action === "delete");
  if (namespaces.length === 0) return changes;
  const holderOf = (change: ChangeSummary) =>
    concern(change) < dutyOrder.existing ? undefined : namespaces.find((each) => isWithin(change, each));
  const holders = new Map(changes.map((change) => [change, holderOf(change)]));
  return changes.flatMap((change) => {
    if (holders.get(change) !== undefined) return [];
    const contents = changes.filter((other) => holders.get(other) === change).length;
    return [contents === 0 ? change : { ...change, contents }];
  });
}

/** Both stand below one folder: another cluster may have a namespace of the same name. */
function isWithin({ type, action, address, location }: ChangeSummary, namespace: ChangeSummary): boolean {
  const folder = namespace.location.path.slice(0, namespace.location.path.lastIndexOf("/") + 1);
  return (
    type.includes("/") &&
    action === "delete" &&
    address.split("/")[2] === namespace.address.split("/").slice(3).join("/") &&
    location.path.startsWith(folder)
  );
}

function placeOf({ rootKey, location }: ChangeSummary): string {
  const { path, startLine, endLine, side = "head" } = location;
  return JSON.stringify([rootKey, path, startLine, endLine, side]);
}

/** The call without what is told of the resources that it makes; nothing where nothing is left. */
function withoutResults(
  call: ChangeSummary,
  results: readonly ChangeSummary[],
  concern: (change: ChangeSummary) => number,
): readonly ChangeSummary[] {
  if (results.length === 0 || !results.some((result) => concern(result) <= concern(call))) return [call];
  if (call.action !== "update") return results.some(({ action }) => action === call.action) ? [] : [call];
  const told = new Set(results.flatMap(({ leaves }) => leaves.map(valuesKey)));
  const leaves = call.leaves.filter((leaf) => !told.has(valuesKey(leaf)));
  return leaves.length === 0 && call.leaves.length > 0 ? [] : [{ ...call, leaves }];
}

function valuesKey({ before, after }: ChangeSummary["leaves"][number]): string {
  return JSON.stringify([before, after]);
}

function hasPermissions({ effects = [] }: ChangeSummary): boolean {
  return effects.some(({ kind }) => kind === "permissions");
}

/** A document of which the policies that are made of it say all. */
function isDocument(change: ChangeSummary, told: ReadonlySet<string>): boolean {
  return (
    change.type === "data.aws_iam_policy_document" && !hasPermissions(change) && told.has(change.rootKey)
  );
}

/** Something that is looked up, or no longer: it changes nothing by itself. */
function isLookUp({ type, action }: ChangeSummary): boolean {
  return type.startsWith("data.") && (action === "create" || action === "delete");
}
