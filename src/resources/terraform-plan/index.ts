import { readBoundedJson } from "../../formats/json/bounded.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { PlanReading, PlanRefusal, TerraformPlan } from "../../model/plan.ts";
import { planBytesMax, planDepthMax } from "./limits.ts";
import { type PlanMasking, plannedChanges, wordOf } from "./planned-change.ts";
import { SecretSearch } from "./secret-search.ts";
import { sensitiveValuesOf } from "./sensitive-values.ts";

export { bestRoots } from "./fit.ts";
export { planBytesMax } from "./limits.ts";
export { mergePlan, type PlannedAction, type PlannedRoot } from "./merge.ts";

export interface PlanRequest {
  readonly name: string;
  readonly root: string | null;
  readonly bytes: Uint8Array;
  readonly sensitiveNames: readonly string[];
}

/**
 * `terraform show -json` (or OpenTofu's) to what a review needs of it, masked: variables, outputs, provider settings and
 * the prior state are left behind, and no value that is a secret comes out. Never throws for what the bytes hold.
 */
export function readPlan(request: PlanRequest): PlanReading {
  const { bytes } = request;
  if (bytes.byteLength > planBytesMax) return refused(request, "too-large", String(planBytesMax));
  if (isZip(bytes)) return refused(request, "binary");
  const json = readBoundedJson(bytes, { depthMax: planDepthMax });
  switch (json.kind) {
    case "value":
      return readDocument(request, json.value);
    case "too-deep":
      return refused(request, "too-deep", String(planDepthMax));
    case "truncated":
      return refused(request, "truncated");
    case "not-json":
      return refused(request, isEventStream(bytes) ? "event-stream" : "not-json");
    default:
      return json satisfies never;
  }
}

function refused({ name, root }: PlanRequest, reason: PlanRefusal, detail = ""): PlanReading {
  return { kind: "refused", name, root, reason, detail };
}

/** Terraform's own plan files are zip archives. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** One JSON object on each line, with a level and a message (Terraform: machine-readable UI). */
function isEventStream(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 2_000)).toString("latin1");
  return /^\s*\{"@level":|^\s*\{[^\n]*"@message":/.test(start);
}

function readDocument(request: PlanRequest, value: JsonValue): PlanReading {
  if (!isJsonObject(value)) return refused(request, "not-a-plan");
  if ("@level" in value) return refused(request, "event-stream");
  if (isState(value)) return refused(request, "state");
  const version = value["format_version"];
  if (typeof version !== "string" || !isPlan(value)) return refused(request, "not-a-plan");
  if (!/^[01]\.\d{1,4}$/.test(version)) return refused(request, "version", shownVersion(version));
  return { kind: "plan", plan: planOf(request, value, version) };
}

/** What `terraform show -json` makes of a state, or the file of the state itself. */
function isState(document: JsonObject): boolean {
  if (isPlan(document)) return false;
  const file = document["lineage"] !== undefined && document["serial"] !== undefined;
  return file || (document["format_version"] !== undefined && isJsonObject(document["values"]));
}

function isPlan(document: JsonObject): boolean {
  return isJsonArray(document["resource_changes"]) || isJsonObject(document["planned_values"]);
}

function shownVersion(version: string): string {
  return /^[\d.]{1,20}$/.test(version) ? version : "?";
}

function planOf(request: PlanRequest, document: JsonObject, formatVersion: string): TerraformPlan {
  const masking: PlanMasking = {
    sensitiveNames: request.sensitiveNames,
    secrets: new SecretSearch(sensitiveValuesOf(document)),
  };
  const { terraform_version: terraformVersion, complete, errored } = document;
  return {
    name: request.name,
    root: request.root,
    formatVersion,
    terraformVersion: typeof terraformVersion === "string" ? shownTool(terraformVersion) : "",
    complete: complete !== false,
    errored: errored === true,
    changes: plannedChanges(document["resource_changes"], masking),
    drift: plannedChanges(document["resource_drift"], masking),
    deferred: deferredOf(document["deferred_changes"]),
  };
}

function shownTool(version: string): string {
  return /^\d+\.\d+\.\d+(?:[-+][\w.-]{1,20})?$/.test(version) ? version : "";
}

function deferredOf(list: JsonValue | undefined): TerraformPlan["deferred"] {
  if (!isJsonArray(list)) return [];
  return list.flatMap((entry) => {
    const change = isJsonObject(entry) ? entry["resource_change"] : undefined;
    const address = isJsonObject(change) ? change["address"] : undefined;
    const reason = isJsonObject(entry) ? entry["reason"] : undefined;
    if (typeof address !== "string") return [];
    return [{ address, reason: wordOf(reason) ?? "" }];
  });
}
