import type { PlanReading } from "../model/plan.ts";
import { planBytesMax } from "../resources/terraform-plan/index.ts";
import type { EvaluationRunner } from "./evaluation/runner.ts";
import type { PlanArchiveTask, PlanTask } from "./evaluation/task.ts";

/** Of an archive, packed: plans of {@link planBytesMax} shrink to a tenth. */
export const archiveBytesMax = planBytesMax / 2;

/**
 * A plan as somebody gave it, read and masked in a worker: the parent looks at no byte of it. Never throws for what the
 * plan holds, or for what it does to its worker.
 */
export function maskPlan(runner: EvaluationRunner, plan: Omit<PlanTask, "kind">): Promise<PlanReading> {
  if (plan.bytes.byteLength > planBytesMax) return Promise.resolve(tooLargePlan(plan));
  return runner.maskPlan({ kind: "plan", ...plan });
}

/** The plans of a ZIP archive, in the same way. Whoever has one has kept to {@link archiveBytesMax}. */
export function maskPlanArchive(
  runner: EvaluationRunner,
  archive: Omit<PlanArchiveTask, "kind">,
): Promise<readonly PlanReading[]> {
  return runner.maskPlanArchive({ kind: "plan-archive", ...archive });
}

/** For whoever stopped reading at {@link planBytesMax}. */
export function tooLargePlan({ name, root }: Pick<PlanTask, "name" | "root">): PlanReading {
  return { kind: "refused", name, root, reason: "too-large", detail: String(planBytesMax) };
}

/** All bytes of a stream, or `null` once there are more than a plan may have: the rest is not read. */
export async function readPlanBytes(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length > planBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
