import type { JsonObject, JsonValue } from "../../../model/json.ts";
import { createKnownEnvironments, type KnownEnvironments } from "../../../tenancy/index.ts";
import { environmentJson, type FactTable } from "./view.ts";

/**
 * What unknown values of Terraform are made of, where what it is called says which environment it belongs to: nobody
 * knows the ARN of `data.aws_sns_topic.orders-prod` before it is applied, but its author has said what it is.
 */
export const unknownReferences: FactTable = ({ resources, configuration }) => {
  const known = createKnownEnvironments(configuration.environments);
  return Object.fromEntries(
    resources.flatMap(({ address, unknown, refersTo }): [string, JsonValue][] => {
      if (unknown.size === 0 || refersTo === undefined) return [];
      const told = [...unknown].flatMap(([pointer, digest]): [string, JsonValue][] => {
        const found = plainlyOf(refersTo(digest), known);
        return found === null ? [] : [[pointer, found]];
      });
      return told.length === 0 ? [] : [[address, Object.fromEntries(told)]];
    }),
  );
};

/** Of several things, nothing is said: nobody knows which of them makes the value what it is. */
function plainlyOf(names: readonly string[], known: KnownEnvironments): JsonObject | null {
  const [name] = names;
  if (name === undefined || names.length > 1) return null;
  const environment = known.ofName(labelOf(name));
  return environment === null ? null : { name, environment: environmentJson(environment) };
}

/**
 * What its author calls it: `orders-prod` of `module.a.data.aws_sns_topic.orders-prod.arn`, and the key of an instance.
 * Modules are not asked for their names, and types are the provider's words.
 */
function labelOf(reference: string): string {
  const inner = reference.replace(/^(?:module\.[^.[]+(?:\[[^\]]*\])?\.)+(?=data\.|[a-z0-9]+_[^.[]*\.)/, "");
  const [, label = "", key = ""] = /^(?:data\.)?[^.[]+\.([^.[]+)(?:\["([^"]*)"\])?/.exec(inner) ?? [];
  return `${label}/${key}`;
}
