import type { PlanReading } from "../../../model/plan.ts";
import type { Tree } from "../../../model/tree.ts";
import type { Blobs } from "../../../store/store.ts";
import type { PlanRecord } from "./counting.ts";

/** What was read of plans that count, for the evaluation of their commit. Throws where the store has lost one. */
export async function readingsFor(
  plans: readonly PlanRecord[],
  head: Tree,
  blobs: Pick<Blobs, "get">,
): Promise<readonly PlanReading[]> {
  const folders = plans.some(({ origin }) => origin.source === "artifact") ? foldersOf(head) : [];
  const readings = await Promise.all(
    plans.map(async ({ masked, origin }) => {
      const bytes = await blobs.get(masked);
      if (bytes === null) throw new TypeError(`the store does not hold the plan ${masked}`);
      const kept = planReadingsFrom(bytes);
      return origin.source === "upload" ? kept : kept.map((reading) => rooted(reading, folders));
    }),
  );
  return readings.flat();
}

/** Written where a plan is received, and nowhere else. */
function planReadingsFrom(bytes: Uint8Array): readonly PlanReading[] {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as readonly PlanReading[];
}

/** Folders with Terraform of their own. */
function foldersOf(tree: Tree): readonly string[] {
  const folders = new Set<string>();
  for (const path of tree.entries.keys()) {
    const match = /^(?:(.*)\/)?[^/]+\.(?:tf|tofu)(?:\.json)?$/.exec(path);
    if (match !== null) folders.add(match[1] ?? ".");
  }
  return [...folders];
}

/**
 * An archive says in which folder a plan stood, without what all its folders begin with: `prod/plan.json` of
 * `terraform/prod`. Where that fits one folder it names the root; else the plan's own addresses have to.
 */
function rooted(reading: PlanReading, folders: readonly string[]): PlanReading {
  const said = reading.kind === "plan" ? reading.plan.root : reading.root;
  if (said === null) return reading;
  const fitting = folders.filter((folder) => folder === said || folder.endsWith(`/${said}`));
  const root = fitting.includes(said) ? said : fitting.length === 1 ? (fitting[0] ?? null) : null;
  return reading.kind === "plan" ? { ...reading, plan: { ...reading.plan, root } } : { ...reading, root };
}
