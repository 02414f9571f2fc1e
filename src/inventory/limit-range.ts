import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../model/json.ts";

/** What a namespace gives a container that asks for nothing: resource name to quantity, as written. */
export interface ContainerDefaults {
  readonly limits: Readonly<Record<string, string>>;
  readonly requests: Readonly<Record<string, string>>;
}

/**
 * The defaults of a LimitRange's items of type Container, filled in as the API server does
 * (kubernetes/pkg/apis/core/v1, SetDefaults_LimitRangeItem): a limit from `max`, a request from the limit, then `min`.
 */
export function containerDefaults(limitRange: JsonObject): ContainerDefaults {
  const items = valueAt(limitRange, ["spec", "limits"]);
  let defaults: ContainerDefaults = { limits: {}, requests: {} };
  for (const item of isJsonArray(items) ? items : []) {
    if (isJsonObject(item) && item["type"] === "Container")
      defaults = mergeDefaults(defaults, itemDefaults(item));
  }
  return defaults;
}

/** What the first says stands; the second adds what it leaves open. */
export function mergeDefaults(first: ContainerDefaults, second: ContainerDefaults): ContainerDefaults {
  return {
    limits: { ...second.limits, ...first.limits },
    requests: { ...second.requests, ...first.requests },
  };
}

function itemDefaults(item: JsonObject): ContainerDefaults {
  const limits = { ...quantities(item["max"]), ...quantities(item["default"]) };
  return {
    limits,
    requests: { ...quantities(item["min"]), ...limits, ...quantities(item["defaultRequest"]) },
  };
}

function quantities(value: JsonValue | undefined): Record<string, string> {
  if (!isJsonObject(value)) return {};
  const written = Object.entries(value).filter(
    ([, amount]) => typeof amount === "string" || typeof amount === "number",
  );
  return Object.fromEntries(written.map(([name, amount]) => [name, String(amount)]));
}
