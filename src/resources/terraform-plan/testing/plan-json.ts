import type { JsonObject, JsonValue } from "../../../model/json.ts";

/** One entry of `resource_changes`, as a test says it. */
export interface GivenChange {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  readonly unknown?: JsonValue;
  readonly sensitive?: JsonValue;
  /** Everything else of the entry or, under `change`, of its change. */
  readonly more?: JsonObject & { readonly change?: JsonObject };
}

/** `terraform show -json` with these changes, and whatever else a test puts there. */
export function planJson(changes: readonly GivenChange[], more: JsonObject = {}): Uint8Array {
  const document: JsonObject = {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: { root_module: {} },
    resource_changes: changes.map(changeJson),
    ...more,
  };
  return Buffer.from(JSON.stringify(document));
}

export function changeJson(given: GivenChange): JsonObject {
  const { address, actions, before = null, after = null, unknown = {}, sensitive = {}, more = {} } = given;
  const { change, ...entry } = more;
  const modules = /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*/.exec(address)?.[0] ?? "";
  const rest = address.slice(modules.length);
  const isData = rest.startsWith("data.");
  const [type = "", name = ""] = rest
    .slice(isData ? "data.".length : 0)
    .replace(/\[.*$/, "")
    .split(".");
  return {
    address,
    ...(modules === "" ? {} : { module_address: modules.slice(0, -1) }),
    mode: isData ? "data" : "managed",
    type,
    name,
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: sensitive,
      after_sensitive: sensitive,
      ...change,
    },
    ...entry,
  };
}
