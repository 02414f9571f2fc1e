import { execFile } from "node:child_process";
import { accessSync, constants, mkdirSync } from "node:fs";
import { promisify } from "node:util";

/** What keeps a server from starting, in words for whoever starts it. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}

export function canWrite(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new StartError(
      `${folder} cannot be written. Set SEKISHO_DATA to a folder that belongs to this user.`,
      { cause },
    );
  }
}

export async function gitAnswers(searchPath: string): Promise<void> {
  try {
    await promisify(execFile)("git", ["--version"], { env: { PATH: searchPath }, timeout: 10_000 });
  } catch (cause) {
    throw new StartError(
      `git cannot be started; it is looked for in ${searchPath}. Install git, or set PATH.`,
      { cause },
    );
  }
}
