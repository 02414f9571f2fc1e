import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanReading } from "../../src/model/plan.ts";
import { readPlan } from "../../src/resources/terraform-plan/index.ts";
import { unpacked } from "./unpack.ts";

export interface PlanRow {
  readonly file: string;
  /** What is in it, or the reason why it is not read. */
  readonly outcome: string;
  /** It is called a plan, and is not read. */
  readonly refusedPlan: boolean;
}

/** Every JSON file of HashiCorp's own test data that is a plan, or that somebody may take for one. */
export function readPlans(): readonly PlanRow[] | null {
  const folder = unpacked("terraform-plan-json");
  if (folder === null) return null;
  const files = globSync("**/*.json", { cwd: folder }).filter((file) => !/schemas?\.json$/.test(file));
  return files.toSorted().map((file) => {
    const bytes = readFileSync(join(folder, file));
    const reading = readPlan({ name: file, root: null, bytes, sensitiveNames: [] });
    const isPlan = /(?:^|\/)plan[^/]*\.json$/.test(file);
    return { file, outcome: outcomeOf(reading), refusedPlan: isPlan && reading.kind === "refused" };
  });
}

function outcomeOf(reading: PlanReading): string {
  if (reading.kind === "refused") return `refused: ${reading.reason} ${reading.detail}`.trim();
  const { formatVersion, changes, drift } = reading.plan;
  const actions = Map.groupBy(changes, ({ action }) => action);
  const counted = [...actions].map(([action, list]) => `${list.length} ${action}`);
  const drifted = drift.length === 0 ? [] : [`${drift.length} drifted`];
  return `format ${formatVersion}: ${[...counted, ...drifted].join(", ") || "no changes of resources"}`;
}
