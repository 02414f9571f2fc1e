import { type ArchiveRefusal, readArchive } from "../../formats/zip/read.ts";
import type { PlanReading } from "../../model/plan.ts";
import { planBytesMax, readPlan } from "../../resources/terraform-plan/index.ts";
import type { PlanArchiveTask } from "./task.ts";

/** GitHub puts whatever a step names into one archive; nobody plans more roots in one job. */
const archivePlansMax = 50;

/**
 * Of an artifact: room for plans and for what lies beside them; what all plans of one take unpacked has to fit into a
 * worker beside what is read of them. Terraform writes much of the same: honest plans reach a ratio of 60.
 */
const limits = {
  entriesMax: 1_000,
  fileBytesMax: planBytesMax,
  bytesMax: 2 * planBytesMax,
  ratioMax: 200,
};

/** The plans of an artifact, masked: every `*.json` of it. Only what is masked leaves the worker. */
export async function readPlanArchive(task: PlanArchiveTask): Promise<readonly PlanReading[]> {
  const archive = await readArchive(task.bytes, (path) => path.endsWith(".json"), limits);
  if (archive.kind === "refused") return [refused(task.name, archive.reason)];
  const files = [...archive.files].toSorted(([left], [right]) => (left < right ? -1 : 1));
  if (files.length === 0) return [refused(task.name, "no-json")];
  if (files.length > archivePlansMax) return [refused(task.name, "too-many-plans")];
  const { sensitiveNames } = task;
  return files.map(([path, bytes]) => {
    const name = files.length === 1 ? task.name : `${task.name}/${path}`;
    return readPlan({ name, root: folderOf(path), bytes, sensitiveNames });
  });
}

/** A hint at the root: whoever uploads several plans keeps the folders that they were made in. */
function folderOf(path: string): string | null {
  const end = path.lastIndexOf("/");
  return end < 1 ? null : path.slice(0, end);
}

/** `detail` stands in sentences of every language, so it is a word and not a sentence. */
function refused(name: string, detail: ArchiveRefusal | "no-json" | "too-many-plans"): PlanReading {
  return { kind: "refused", name, root: null, reason: "archive", detail };
}
