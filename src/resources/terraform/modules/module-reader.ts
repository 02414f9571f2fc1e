import type { Resource } from "../../../model/resource.ts";
import type { ModuleCall } from "./module-call.ts";

/** Reads the calls of one remote module as the resources that they make. */
export interface ModuleReader {
  /** Glob over the module's source, without protocol, `.git` and `?ref=`. */
  readonly source: string;
  /** The versions that it describes; `null`: all. */
  readonly versions: string | null;
  readonly origin: "built-in" | "configured";
  readonly read: (call: Resource) => readonly Resource[];
}

/** What a built-in module makes, written down as code. */
export type ModuleMaker = (call: ModuleCall) => readonly Resource[];
