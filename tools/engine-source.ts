import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An engine is a folder with a go.mod and a main package; `abi` is the library that they share. */
export function engineNames(enginesDir: string): readonly string[] {
  return readdirSync(enginesDir)
    .filter((name) => name !== sharedFolder && existsSync(join(enginesDir, name, "go.mod")))
    .toSorted();
}

const sharedFolder = "abi";

/** SHA-256 over the paths and digests of everything of ours that the Go compiler may read. */
export function sourceDigest(enginesDir: string, name: string): string {
  const lines = [sharedFolder, name]
    .flatMap((folder) => sourceFiles(enginesDir, folder))
    .toSorted()
    .map((path) => `${digestOf(readFileSync(join(enginesDir, path)))}  ${path}\n`);
  return digestOf(Buffer.from(lines.join("")));
}

function sourceFiles(enginesDir: string, folder: string): readonly string[] {
  return readdirSync(join(enginesDir, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "testdata" ? [] : sourceFiles(enginesDir, path);
    return isSource(entry.name) ? [path] : [];
  });
}

/** Whatever is no test and no note: Go may embed any file. */
function isSource(name: string): boolean {
  return !name.endsWith("_test.go") && !name.endsWith(".md");
}

/** `path@version` to its sum, for the modules that the build uses; `lines` are what `go list -deps` says. */
export function goSum(text: string, lines: readonly string[]): Readonly<Record<string, string>> {
  const sums = new Map<string, string>(
    text.split("\n").flatMap((line) => {
      const [path, version, sum] = line.split(" ");
      return path && version && sum ? [[`${path}@${version}`, sum] as const] : [];
    }),
  );
  const used = [...new Set(lines)].toSorted().flatMap((key) => {
    const sum = sums.get(key);
    return sum === undefined ? [] : [[key, sum] as const];
  });
  return Object.fromEntries(used);
}

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
