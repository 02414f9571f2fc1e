import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettingsText } from "../../formats/settings.ts";
import { isJsonArray, isJsonObject } from "../../model/json.ts";
import { installation } from "../installation.ts";

/** What the App needs of GitHub, as `app.yml` says it. */
export interface Manifest {
  /** Permission to its level: `read` or `write`. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** Throws where the shipped file is broken. */
export function shippedManifest(): Manifest {
  const path = join(installation.top, "app.yml");
  const read = readSettingsText(readFileSync(path, "utf8"));
  const value = read.kind === "read" ? read.value : null;
  if (!isJsonObject(value)) throw new TypeError(`${path} is no manifest`);
  const { default_permissions: permissions, default_events: events } = value;
  if (!isJsonObject(permissions) || !isJsonArray(events)) throw new TypeError(`${path} lacks its parts`);
  return {
    permissions: Object.fromEntries(
      Object.entries(permissions).map(([name, level]) => [name, String(level)]),
    ),
    events: events.map(String),
  };
}
