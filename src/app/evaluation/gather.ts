import type { Inventory } from "../../inventory/index.ts";
import type { NotEvaluated } from "../../model/diagnostic.ts";
import { type CustomKinds, customKindsOf, withCustomKinds } from "./custom-kinds.ts";
import { inventoryItems } from "./inventory.ts";
import { loadEverything } from "./load.ts";
import type { Loaded } from "./loaded.ts";
import { bindPlans, type PlanBinding, withPlanDiagnostics } from "./plans-bind.ts";
import type { EvaluationPorts } from "./ports.ts";
import type { RestWanted } from "./rest/asked.ts";
import { findRest, type Rest } from "./rest/find.ts";
import type { EvaluationTask, ScanPart } from "./task.ts";

/** Everything that is judged, and everything that is known beside it. */
export interface Gathered {
  readonly kind: "gathered";
  readonly loaded: Loaded;
  readonly binding: PlanBinding;
  readonly customKinds: CustomKinds;
  readonly rest: Rest;
  readonly inventory: Inventory;
  /** Of the loaded roots and of the rest. */
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Reads what is judged, and finds what is kept of the rest of the repository, unless that has to be read first. */
export async function gather(
  task: EvaluationTask,
  part: ScanPart | null,
  ports: EvaluationPorts,
): Promise<Gathered | RestWanted> {
  const found = await loadEverything(task, part, ports);
  const customKinds = await customKindsOf(found);
  const read = withCustomKinds(found, customKinds);
  const binding = bindPlans(task.plans, read);
  const loaded = withPlanDiagnostics(read, binding);
  // All parts of a scan are the whole.
  const rest = task.trees.base === null ? unasked : await findRest(task, loaded, customKinds, ports);
  if (rest.kind === "rest-wanted") return rest;
  ports.keptReadings.clear();
  const extent = part === null ? "whole" : "part";
  const items = await inventoryItems(loaded, task.configuration, rest, extent, ports.toldElsewhere);
  const inventory = await ports.inventory(items);
  const notEvaluated = [...loaded.notEvaluated, ...(rest.kind === "unasked" ? [] : rest.notEvaluated)];
  return { kind: "gathered", loaded, binding, customKinds, rest, inventory, notEvaluated };
}

const unasked: Rest = { kind: "unasked" };
