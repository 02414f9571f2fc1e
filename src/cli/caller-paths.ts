import { resolve } from "node:path";
import type { RuntimeEnvironment } from "../config/index.ts";

/** Where the caller stands: `npm run` changes the folder, and says where it was called from. */
export interface CallerPaths {
  resolve(path: string): string;
}

export function callerPaths(environment: RuntimeEnvironment): CallerPaths {
  return { resolve: (path) => resolve(environment.callerFolder, path) };
}
