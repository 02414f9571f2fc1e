import type { ChangeAction } from "../../model/change.ts";
import { isJsonArray, type JsonValue } from "../../model/json.ts";

const known: Readonly<Record<string, ChangeAction>> = {
  "no-op": "no-op",
  create: "create",
  read: "read",
  update: "update",
  delete: "delete",
  forget: "forget",
  "delete create": "replace",
  "create delete": "replace",
  // The new one takes the place of one that stays, without anybody who manages it.
  "create forget": "replace",
};

/** One word for a list of actions. A list that Terraform does not write today may hold anything, a deletion too. */
export function actionOf(actions: JsonValue | undefined): ChangeAction {
  if (!isJsonArray(actions)) return "unknown";
  const list = actions.join(" ");
  const action = Object.hasOwn(known, list) ? known[list] : undefined;
  if (action !== undefined) return action;
  return actions.includes("delete") && actions.includes("create") ? "replace" : "unknown";
}
