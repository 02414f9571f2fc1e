import type { JsonObject, JsonValue } from "./json.ts";

/** How the call of a remote module reads as the resources that it makes. */
export interface ModuleAdapter {
  /** Glob over the module's source, without `?ref=`. */
  readonly source: string;
  /** The versions that it describes, as Terraform writes them; `null`: all. */
  readonly versions: string | null;
  /** What the module's own variables are where the call is silent. */
  readonly inputs: JsonObject;
  readonly makes: readonly MadeResource[];
}

/** One resource of a module, or one for each element of an argument. Paths are written with dots. */
export interface MadeResource {
  /** The Terraform type that the call is read as. */
  readonly as: string;
  /** Tells apart what is made of one type. */
  readonly name: string | null;
  /** Made only where these arguments of the module are, or may be, these values. */
  readonly when: Readonly<Record<string, JsonValue>>;
  /** The list or map of which each element makes one; `each.key` and `each.value` are then arguments, too. */
  readonly forEach: string | null;
  /** Module argument to resource argument. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Whether all other arguments belong to the resource, under their own names. */
  readonly others: boolean;
  /** What the module sets where the call is silent. */
  readonly defaults: Readonly<Record<string, JsonValue>>;
}

export interface TerraformRootRule {
  readonly path: string;
  readonly varFiles: readonly string[];
  readonly workspace: string | null;
  readonly environment: string | null;
}
