import { compileGlob } from "../../model/glob.ts";
import type { JsonObject } from "../../model/json.ts";
import type { ModuleAdapter } from "../../model/terraform-settings.ts";
import { declaredModule } from "./modules/declared-module.ts";
import type { ModuleReader } from "./modules/module-reader.ts";
import { versionInSource, versionsMeet } from "./modules/module-version.ts";
import { wellKnownModules } from "./modules/well-known.ts";

/** What a call says about which module it fetches. */
export interface CalledModule {
  readonly source: string;
  /** Its `version` argument. */
  readonly version: string | null;
}

/** What the arguments of a call say of it. */
export function calledModule({ source, version }: JsonObject): CalledModule {
  return {
    source: typeof source === "string" ? source : "",
    version: typeof version === "string" ? version : null,
  };
}

export interface FoundReader {
  readonly reader: ModuleReader;
  /** The call asks for a version that no reader of this module describes; this one comes nearest. */
  readonly outside: boolean;
}

/** Says what reads the call of a remote module, or `null`. */
export type ReaderFinder = (called: CalledModule) => FoundReader | null;

/**
 * The first reader whose pattern matches the module's source and that describes its version. What the configuration says
 * comes first: a module that it names is read by it alone.
 */
export function readerFinder(adapters: readonly ModuleAdapter[]): ReaderFinder {
  const readers = [...adapters.map((adapter) => declaredModule(adapter, "configured")), ...wellKnownModules];
  const compiled = readers.map((reader) => ({ reader, matches: compileGlob(reader.source) }));
  return ({ source, version }) => {
    const names = sourceNames(source);
    const matching = compiled.filter(({ matches }) => names.some(matches)).map(({ reader }) => reader);
    const ours = matching.filter(({ origin }) => origin === matching[0]?.origin);
    const wanted = version ?? versionInSource(source);
    const fitting = ours.find(({ versions }) => versionsMeet(wanted, versions));
    const reader = fitting ?? ours[0];
    return reader === undefined ? null : { reader, outside: fitting === undefined };
  };
}

/** A module's source without what only says how and in which version it is fetched. */
export function sourceName(source: string): string {
  return source
    .replace(/^(?:git|hg|s3|gcs)::/, "")
    .replace(/^(?:https?|ssh|git):\/\//, "")
    .replace(/^(?:[\w.-]+@)([^:/]+)[:/]/, "$1/")
    .replace(/[?#].*$/, "")
    .replace(/\.git(?=\/\/|$)/, "");
}

/** A module of the public registry is also fetched from where it is kept, or with the registry's name. */
function sourceNames(source: string): readonly string[] {
  const name = sourceName(source);
  const kept = /^(?:[\w.-]+\/)?([\w.-]+)\/terraform-([a-z0-9]+)-([\w.-]+?)(\/\/.*)?$/.exec(name);
  const registry = name.replace(
    /^(?:registry\.terraform\.io|registry\.opentofu\.org|app\.terraform\.io)\//,
    "",
  );
  if (kept === null) return [...new Set([name, registry])];
  const [, owner, provider, module, below = ""] = kept;
  return [name, `${owner}/${module}/${provider}${below}`];
}
