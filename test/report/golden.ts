import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

/**
 * Compares with `<name>.golden.<extension>` beside this file. `UPDATE_GOLDENS=1` writes the file instead, to be read
 * before it is committed.
 */
export function expectGolden(name: string, extension: string, actual: string): void {
  const file = join(import.meta.dirname, `${name}.golden.${extension}`);
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(file, actual);
  expect(existsSync(file), `${file} is missing; UPDATE_GOLDENS=1 writes it`).toBe(true);
  expect(actual).toBe(readFileSync(file, "utf8"));
}
