import type { JsonObject } from "../../model/json.ts";

/** Go templates of one set, each with its data: the texts that they make, or `null` for one that fails. */
export type Templating = (
  templates: readonly string[],
  data: JsonObject,
) => Promise<readonly (string | null)[]>;
