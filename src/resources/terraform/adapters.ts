import type { ModuleAdapter } from "../../model/configuration.ts";
import { compileGlob } from "../../model/glob.ts";
import { type JsonObject, type JsonValue, type ObjectPath, pointerSteps } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { firstStep } from "./pointer-step.ts";

/** Says how a remote module call reads as a resource, or `null`. */
export type AdapterFinder = (source: string) => ModuleAdapter | null;

/** The first adapter whose pattern matches the module's source; those of the configuration come first. */
export function adapterFinder(adapters: readonly ModuleAdapter[]): AdapterFinder {
  const compiled = adapters.map((adapter) => ({ adapter, matches: compileGlob(adapter.source) }));
  return (source) => {
    const name = sourceName(source);
    return compiled.find(({ matches }) => matches(name))?.adapter ?? null;
  };
}

/** A module's source without what only says how and in which version it is fetched. */
export function sourceName(source: string): string {
  return source
    .replace(/^(?:git|hg|s3|gcs)::/, "")
    .replace(/^(?:https?|ssh|git):\/\//, "")
    .replace(/^git@([^:/]+)[:/]/, "$1/")
    .replace(/[?#].*$/, "")
    .replace(/\.git(?=\/\/|$)/, "");
}

/** Terraform's own; the module's arguments are the others. */
const metaArguments = new Set(["source", "version"]);

/**
 * The resource that a module call makes, as far as its arguments say: renamed, with their places and masks. An argument
 * that the call leaves out is the module's default, so it is known where the adapter names it, and absent otherwise.
 */
export function adapted(call: Resource, adapter: ModuleAdapter): Resource {
  const forward = new Map(Object.entries(adapter.arguments));
  const renamed = (step: string): string => forward.get(step) ?? step;
  const backward = new Map([...forward].map(([from, to]) => [to, from]));
  const movePointer = (pointer: string): string => {
    const { step, rest } = firstStep(pointer);
    return `/${encode(renamed(decode(step)))}${rest}`;
  };
  return {
    ...call,
    address: `${call.address}:${adapter.as}`,
    type: adapter.as,
    object: argumentsOf(call, adapter, renamed),
    unknown: new Map([...call.unknown].map(([pointer, digest]) => [movePointer(pointer), digest])),
    sensitive: new Set([...call.sensitive].map(movePointer)),
    locate: (path) => call.locate(backTo(backward, path)),
    writtenAs: (path) => backTo(backward, path),
  };
}

function argumentsOf(call: Resource, adapter: ModuleAdapter, renamed: (step: string) => string): JsonObject {
  const given = Object.entries(call.object)
    .filter(([name]) => !metaArguments.has(name))
    .map(([name, value]): [string, JsonValue] => [renamed(name), value]);
  const unknown = new Set(
    [...call.unknown.keys()].map((pointer) => renamed(decode(firstStep(pointer).step))),
  );
  const left = Object.entries(adapter.defaults).filter(([name]) => !unknown.has(name));
  return Object.fromEntries([...left, ...given]);
}

function backTo(backward: ReadonlyMap<string, string>, path: ObjectPath): ObjectPath {
  const [first, ...rest] = path;
  return first === undefined ? path : [backward.get(String(first)) ?? first, ...rest];
}

function decode(step: string): string {
  return pointerSteps(`/${step}`)[0] ?? "";
}

function encode(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
