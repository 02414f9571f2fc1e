import type { JsonObject } from "../src/model/json.ts";

/**
 * What OPA's WebAssembly runtime does itself (internal/compiler/wasm, `builtinsFunctions`) with the same result as OPA's
 * evaluator. Everything else would be answered by JavaScript that differs from OPA (sprintf, regex.split, yaml.*), by
 * nobody, or by the outside world. `print` is erased where policies are compiled, and shown where tests run.
 */
export const nativeBuiltins: readonly string[] = [
  ...["abs", "ceil", "div", "floor", "minus", "mul", "plus", "rem", "round", "numbers.range", "to_number"],
  ...["bits.and", "bits.lsh", "bits.negate", "bits.or", "bits.rsh", "bits.xor"],
  ...["eq", "equal", "neq", "gt", "gte", "lt", "lte", "assign"],
  ...["count", "max", "min", "product", "sort", "sum"],
  ...["array.concat", "array.flatten", "array.reverse", "array.slice"],
  ...["and", "or", "intersection", "union"],
  ...["object.filter", "object.get", "object.keys", "object.remove", "object.union", "object.union_n"],
  ...["json.filter", "json.remove", "json.marshal", "json.unmarshal", "json.is_valid"],
  ...["is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "type_name"],
  ...["concat", "contains", "endswith", "indexof", "lower", "replace", "split", "startswith"],
  ...["strings.replace_n", "strings.reverse", "substring", "trim", "trim_left", "trim_prefix", "trim_right"],
  ...["trim_space", "trim_suffix", "upper"],
  ...["base64.decode", "base64.encode", "base64.is_valid", "base64url.decode", "base64url.encode"],
  ...["net.cidr_contains", "net.cidr_intersects"],
  ...["glob.match", "regex.is_valid", "regex.match", "regex.find_all_string_submatch_n"],
  ...["graph.reachable", "walk"],
  ...["internal.member_2", "internal.member_3", "internal.template_string"],
  ...["print", "internal.print", "internal.test_case"],
];

const quantity = { name: "q", type: "any", description: "a Kubernetes quantity, or a number" };
const second = { name: "b", type: "any", description: "a Kubernetes quantity, or a number" };

/** docs/policy-input.md, "Builtins of ours": the host answers them, in WebAssembly and in OPA's evaluator alike. */
export const ownBuiltins: readonly JsonObject[] = [
  {
    name: "quantity.decimal",
    description: "The exact decimal of a quantity; undefined for what is no quantity.",
    decl: { args: [quantity], result: { type: "string" }, type: "function" },
  },
  {
    name: "quantity.compare",
    description: "-1, 0 or 1; undefined where one of them is no quantity.",
    decl: { args: [{ ...quantity, name: "a" }, second], result: { type: "number" }, type: "function" },
  },
  {
    name: "quantity.multiply",
    description: "The exact decimal of a × b; undefined where one of them is no quantity.",
    decl: { args: [{ ...quantity, name: "a" }, second], result: { type: "string" }, type: "function" },
  },
];
