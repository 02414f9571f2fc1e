import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { verify } from "../../verifier/verify.mjs";
import { keyOf, logOf } from "./log.ts";
import { type Package, packageOf, writePackage } from "./package.ts";
import { story } from "./story.ts";

export const key = keyOf("one");
export const stranger = keyOf("stranger");
export const entries = story(6);
export const log = logOf(entries);
export const size = entries.length;
export const pinned = ["--key", key.vkey] as const;

const asWritten = packageOf({ log, key, checkpoints: [5, 31] });
export const whole = (): Package => new Map(asWritten);

export const scratch = mkdtempSync(join(tmpdir(), "sekisho-verifier-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;

export function written(files: ReadonlyMap<string, Buffer>): string {
  folders += 1;
  const folder = join(scratch, String(folders));
  writePackage(files, folder);
  return folder;
}

/** The exit code, and all that was printed. */
export async function said(words: readonly string[]): Promise<string> {
  const { code, out, problem } = await verify(words);
  return `${code}\n${out}${problem}`;
}

export const verdict = (files: ReadonlyMap<string, Buffer>, ...words: readonly string[]) =>
  said([written(files), ...words]);

export function replaced(files: Package, path: string, change: (text: string) => string): Package {
  const before = String(files.get(path));
  const after = change(before);
  if (after === before) throw new Error(`${path} was not changed`);
  return files.set(path, Buffer.from(after));
}
