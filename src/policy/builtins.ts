import type { JsonValue } from "../model/json.ts";
import { compareQuantities, multiplyQuantity, quantityDecimal } from "../model/quantity.ts";

/** The builtins that `docs/policy-input.md` promises, for every engine that runs Rego. */
export const quantityBuiltins = {
  "quantity.decimal": (quantity: JsonValue = null) => quantityDecimal(quantity) ?? undefined,
  "quantity.compare": (a: JsonValue = null, b: JsonValue = null) => compareQuantities(a, b) ?? undefined,
  "quantity.multiply": (a: JsonValue = null, b: JsonValue = null) => multiplyQuantity(a, b) ?? undefined,
};
