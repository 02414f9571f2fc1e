import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { present, type Variables } from "./secret-file.ts";

/** SEKISHO_DATA, else below XDG_DATA_HOME; absolute. */
export function dataFolderOf(variables: Variables): string {
  const own = present(variables["SEKISHO_DATA"]);
  if (own !== undefined) return resolve(own);
  const shared = present(variables["XDG_DATA_HOME"]);
  const base = shared !== undefined && isAbsolute(shared) ? shared : join(homedir(), ".local", "share");
  return join(base, "sekisho");
}
