import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Rule } from "../model/rule.ts";
import { isPolicySource, type PolicyFiles, policySetDigest } from "../policy/source.ts";

/** A compiled policy set: what its digest names, ready for the evaluator. */
export interface PolicySet {
  readonly digest: string;
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly rules: readonly Rule[];
}

export type CompilePolicies = (files: PolicyFiles) => Promise<Omit<PolicySet, "digest">>;

/** Where policy sets are kept by the digest of their sources. */
export interface PolicySetFolders {
  /** What came compiled with the package; only read. */
  readonly shipped: string;
  /** This machine's own. */
  readonly cache: string;
}

/**
 * The policy set of a folder. Compiled sets are kept by the digest of their sources, because compiling takes some seconds
 * and evaluating does not. A damaged or unwritable cache costs time, never the result.
 */
export async function loadPolicySet(
  folder: string,
  folders: PolicySetFolders,
  compile: CompilePolicies,
): Promise<PolicySet> {
  const files = readPolicySources(folder);
  const digest = policySetDigest(files);
  const kept = readKept(folders.shipped, digest) ?? readKept(folders.cache, digest);
  if (kept !== null) return kept;
  const set = { digest, ...(await compile(files)) };
  keep(folders.cache, set);
  return set;
}

/** What decides below a policy folder, path below the folder to text. */
function readPolicySources(folder: string): PolicyFiles {
  return readFiles(folder, isPolicySource);
}

/** The same with the tests. */
export function readPolicyFolder(folder: string): PolicyFiles {
  return readFiles(folder, (path) => isPolicySource(path) || path.endsWith(".rego"));
}

/** The same with everything that may be data, or a suite of tests. */
export function readTestFolder(folder: string): PolicyFiles {
  return readFiles(folder, (path) => /\.(?:rego|json|ya?ml)$/.test(path));
}

function readFiles(folder: string, wanted: (path: string) => boolean): PolicyFiles {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/");
    if (entry.isFile() && wanted(path)) files.set(path, readFileSync(join(folder, path), "utf8"));
  }
  return files;
}

function pathsOf(folderOfSets: string, digest: string) {
  const folder = join(folderOfSets, "policy-sets");
  return { folder, wasm: join(folder, `${digest}.wasm`), catalogue: join(folder, `${digest}.json`) };
}

function readKept(folder: string, digest: string): PolicySet | null {
  const paths = pathsOf(folder, digest);
  try {
    const wasm = new Uint8Array(readFileSync(paths.wasm));
    const rules: readonly Rule[] = JSON.parse(readFileSync(paths.catalogue, "utf8"));
    return WebAssembly.validate(wasm) ? { digest, wasm, rules } : null;
  } catch {
    // Absent or damaged is the same here: it is made again.
    return null;
  }
}

function keep(folder: string, set: PolicySet): void {
  const paths = pathsOf(folder, set.digest);
  try {
    mkdirSync(paths.folder, { recursive: true });
    writeWhole(paths.wasm, set.wasm);
    writeWhole(paths.catalogue, JSON.stringify(set.rules));
  } catch {
    // A read-only home is no reason to fail: the next run compiles again.
  }
}

/** Another process may read at any time: it sees the whole file or none. */
function writeWhole(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
