import type { ChangeAction } from "../../../model/change.ts";
import { isJsonObject, type JsonObject, type JsonValue, pointerSteps } from "../../../model/json.ts";
import type { PlannedChange, TerraformPlan } from "../../../model/plan.ts";

const terraformActions: Readonly<Record<ChangeAction, readonly string[]>> = {
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  replace: ["delete", "create"],
  move: ["no-op"],
  read: ["read"],
  forget: ["forget"],
  "no-op": ["no-op"],
  unknown: ["delete"],
};

/**
 * A plan in the form of `terraform show -json`, from what is kept of one: without variables, outputs, configuration and
 * prior state. `before` is the same as if nothing were changed: what was wrong already is nobody's doing here.
 */
export function planDocument(plan: TerraformPlan, side: "before" | "after"): JsonObject {
  const changes = plan.changes.filter((change) => side === "after" || change.before !== null);
  const values = changes.flatMap((change) => {
    const object = side === "after" ? change.after : change.before;
    return object === null ? [] : [{ ...identityOf(change), values: object }];
  });
  return {
    format_version: plan.formatVersion,
    terraform_version: plan.terraformVersion,
    resource_changes: changes.map((change) => ({ ...identityOf(change), change: changeOf(change, side) })),
    planned_values: { root_module: { resources: values } },
  };
}

function identityOf(change: PlannedChange): JsonObject {
  const { address, mode, type, name, index, previousAddress, deposed, actionReason, modules } = change;
  return {
    address,
    mode,
    type,
    name,
    ...(index === null ? {} : { index }),
    ...(modules.length === 0
      ? {}
      : { module_address: modules.map((module) => `module.${module}`).join(".") }),
    ...(previousAddress === null ? {} : { previous_address: previousAddress }),
    ...(deposed === null ? {} : { deposed }),
    ...(actionReason === null ? {} : { action_reason: actionReason }),
  };
}

function changeOf(change: PlannedChange, side: "before" | "after"): JsonObject {
  if (side === "before")
    return { actions: ["no-op"], before: change.before, after: change.before, after_unknown: {} };
  const { action, before, after, unknown, replacePaths } = change;
  return {
    actions: terraformActions[action],
    before,
    after,
    after_unknown: unknownTree(unknown),
    ...(replacePaths.length === 0 ? {} : { replace_paths: replacePaths }),
  };
}

type Tree = { [key: string]: JsonValue };

function unknownTree(pointers: readonly string[]): JsonObject {
  const tree: Tree = {};
  for (const pointer of pointers) {
    let at = tree;
    const steps = pointerSteps(pointer);
    for (const [position, step] of steps.entries()) {
      if (position === steps.length - 1) {
        at[step] = true;
        break;
      }
      const below = at[step];
      const inner: Tree = isJsonObject(below) ? { ...below } : {};
      at[step] = inner;
      at = inner;
    }
  }
  return tree;
}
