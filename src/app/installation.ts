import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package: this file stands two levels below it, in `src` and in `dist`. */
const top = fileURLToPath(new URL("../..", import.meta.url));

/** Where the shipped parts are. */
export const installation = {
  top,
  policies: join(top, "policies"),
  /** Only a package has it: what its policies were compiled to. */
  compiled: join(top, "dist"),
  engines: join(top, "engines", "dist"),
  schemas: join(top, "schemas", "dist"),
} as const;

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(top, "package.json"), "utf8")) as { version: string };
  return version;
}
