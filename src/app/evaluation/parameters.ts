import { effectiveParameters } from "../../model/enforcement.ts";
import type { JsonObject } from "../../model/json.ts";
import type { EvaluationTask } from "./task.ts";

/** `data.parameters`: by rule, what the configuration leaves of its parameters. */
export function parametersOf({
  rules,
  configuration,
}: Pick<EvaluationTask, "rules" | "configuration">): JsonObject {
  return Object.fromEntries(rules.map((rule) => [rule.id, effectiveParameters(configuration, rule)]));
}
