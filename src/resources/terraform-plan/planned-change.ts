import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
} from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { PlannedChange } from "../../model/plan.ts";
import type { Resource } from "../../model/resource.ts";
import { maskSecrets } from "../secrets/index.ts";
import { actionOf } from "./action.ts";
import { moduleNames } from "./address.ts";
import { placesOf, trueLeaves, withoutNulls } from "./masks.ts";
import { withNeutralMarkers } from "./neutral.ts";
import type { SecretSearch } from "./secret-search.ts";

export interface PlanMasking {
  readonly sensitiveNames: readonly string[];
  /** Secrets that the plan calls so in one place, and may repeat in another. */
  readonly secrets: SecretSearch;
}

/** `resource_changes` or `resource_drift`, masked. What is no change of a resource is left out. */
export function plannedChanges(list: JsonValue | undefined, masking: PlanMasking): readonly PlannedChange[] {
  if (!isJsonArray(list)) return [];
  return list.flatMap((entry) => (isJsonObject(entry) ? (plannedChange(entry, masking) ?? []) : []));
}

function plannedChange(entry: JsonObject, masking: PlanMasking): PlannedChange | null {
  const { address, type, name, mode, change, index, deposed } = entry;
  if (typeof address !== "string" || typeof type !== "string" || typeof name !== "string") return null;
  // Ephemeral resources leave nothing behind.
  if ((mode !== "managed" && mode !== "data") || !isJsonObject(change)) return null;
  const sides = maskedSides(mode === "data" ? `data.${type}` : type, change, masking);
  return {
    address,
    type,
    mode,
    name,
    modules: moduleNames(entry["module_address"]),
    index: typeof index === "string" || typeof index === "number" ? index : null,
    action: actionOf(change["actions"]),
    actionReason: wordOf(entry["action_reason"]),
    ...sides,
    unknown: trueLeaves(change["after_unknown"]),
    replacePaths: pathsOf(change["replace_paths"]),
    previousAddress: textOf(entry["previous_address"]),
    deposed: textOf(deposed),
    imported: isJsonObject(change["importing"]),
  };
}

type Sides = Pick<PlannedChange, "before" | "after" | "sensitiveBefore" | "sensitiveAfter">;

/** Each side is masked in the sight of the other, so that a marker can say whether its secret changed. */
function maskedSides(type: string, change: JsonObject, masking: PlanMasking): Sides {
  const before = side(type, change["before"], change["before_sensitive"], masking);
  const after = side(type, change["after"], change["after_sensitive"], masking);
  const { sensitiveNames } = masking;
  const maskedBefore = before === null ? null : maskSecrets(before, after, { sensitiveNames });
  const maskedAfter = after === null ? null : maskSecrets(after, before, { sensitiveNames });
  return {
    before: maskedBefore === null ? null : withNeutralMarkers(maskedBefore.object),
    after: maskedAfter === null ? null : withNeutralMarkers(maskedAfter.object),
    sensitiveBefore: [...(maskedBefore?.sensitive ?? [])],
    sensitiveAfter: [...(maskedAfter?.sensitive ?? [])],
  };
}

const nowhere = fileLocation("");

function side(
  type: string,
  value: JsonValue | undefined,
  mask: JsonValue | undefined,
  { secrets }: PlanMasking,
): Resource | null {
  if (!isJsonObject(value)) return null;
  const sensitive: readonly Pointer[] = [...trueLeaves(mask), ...placesOf(value, secrets)];
  return {
    rootKey: "",
    address: "",
    type,
    object: withoutNulls(value),
    unknown: new Map(),
    sensitive: new Set(sensitive),
    namespace: null,
    location: nowhere,
    locate: () => nowhere,
  };
}

function pathsOf(list: JsonValue | undefined): readonly ObjectPath[] {
  if (!isJsonArray(list)) return [];
  return list.flatMap((path) => {
    if (!isJsonArray(path)) return [];
    const steps = path.flatMap((step) =>
      typeof step === "string" || typeof step === "number" ? [step] : [],
    );
    return steps.length === path.length && steps.length > 0 ? [steps] : [];
  });
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A word of Terraform's own; anything else was put there by somebody. */
export function wordOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" && /^[a-z_]{1,80}$/.test(value) ? value : null;
}
