import type { JsonObject } from "../../model/json.ts";
import { resolved } from "../paths.ts";
import { field, textOf } from "../yaml-object.ts";

/** One of an Application's sources, read as far as it says where and how. */
export interface Source {
  readonly object: JsonObject;
  readonly repository: string;
  /** The folder as a path of the tree; `null` where it leaves the repository or none is said. */
  readonly path: string | null;
  readonly chart: string | null;
  readonly revision: string;
}

export function sourceOf(object: JsonObject): Source {
  const path = textOf(field(object, "path"));
  return {
    object,
    repository: textOf(field(object, "repoURL")) ?? "",
    path: path === null ? null : resolved(".", path.replace(/^\/+/, "")),
    chart: textOf(field(object, "chart")),
    revision: textOf(field(object, "targetRevision")) ?? "HEAD",
  };
}

/** Why an Application, or one of its sources, cannot be followed. */
export const problemReasons = {
  no_source: "it names no folder and no chart",
  path_outside: "its path leaves the repository",
  values_unreadable: "its values are no YAML mapping",
} as const;
export type ApplicationProblem = keyof typeof problemReasons;
