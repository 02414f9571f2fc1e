import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
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
  /** Goes into every evidence package. */
  verifier: join(top, "verifier", "verify.mjs"),
} as const;

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(top, "package.json"), "utf8")) as { version: string };
  return version;
}

/**
 * What reads and judges, as one text: the version of a package, and in a checkout, where files change under one version,
 * when which of them was written. What a program made is not used by another.
 */
export function programDigest(): string {
  const version = packageVersion();
  if (!import.meta.url.endsWith(".ts")) return version;
  const files = ["src", "engines/dist", "schemas/dist"].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const { size, mtimeMs } = statSync(join(parentPath, name));
        return `${parentPath}/${name} ${size} ${mtimeMs}`;
      }),
  );
  return `${version}+${createHash("sha256").update(files.toSorted().join("\n")).digest("hex").slice(0, 16)}`;
}
