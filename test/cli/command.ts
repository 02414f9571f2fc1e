import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { readRuntimeEnvironment } from "../../src/config/index.ts";

export const top = join(import.meta.dirname, "../..");
export const program = join(top, "bin", "sekisho.js");
export const pulls = join(top, "fixtures", "pulls");

export interface Ran {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const { cacheDirectory } = readRuntimeEnvironment();

/** Nothing of whoever runs the tests: no npm, no CI, no colours. Compiled policies are shared, which takes seconds otherwise. */
export function environment(variables: Surroundings["variables"] = {}): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "", SEKISHO_CACHE_DIR: cacheDirectory, ...variables };
}

/** Runs `sekisho` as a user would, to its end. */
export function sekisho(arguments_: readonly string[], surroundings: Surroundings = {}): Ran {
  return run(process.execPath, [program, ...arguments_], surroundings);
}

export function run(command: string, arguments_: readonly string[], surroundings: Surroundings = {}): Ran {
  const { status, signal, stdout, stderr, error } = spawnSync(command, arguments_, {
    cwd: surroundings.folder ?? top,
    env: environment(surroundings.variables),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { exitCode: status, signal, stdout, stderr };
}

/** Starts `sekisho` and does not wait. */
export function start(arguments_: readonly string[], surroundings: Surroundings = {}): ChildProcess {
  return spawn(process.execPath, [program, ...arguments_], {
    cwd: surroundings.folder ?? top,
    env: environment(surroundings.variables),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** `--base` and `--head` of a pull request of the fixtures. */
export function pull(name: string): readonly string[] {
  return ["--base", join(pulls, name, "base"), "--head", join(pulls, name, "head")];
}
