import {
  isJsonArray,
  isJsonObject,
  type JsonValue,
  type ObjectPath,
  pointerOf,
  valueAt,
} from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { ModuleCall } from "./module-call.ts";

type MutableObject = { [key: string]: JsonValue };

/** Which argument a value comes from; `whole` where it is that argument, and not only made of it. */
interface Link {
  readonly to: ObjectPath;
  readonly from: ObjectPath;
  readonly whole: boolean;
}

/** What a resource is called beside its type, where a call makes several of one type, and which argument is about it. */
export interface DraftName {
  readonly name: string | null;
  readonly about: ObjectPath;
}

/** A resource that a module call makes, while its arguments are filled in. Each keeps the place that it comes from. */
export class Draft {
  readonly #call: ModuleCall;
  readonly #object: MutableObject = {};
  readonly #unknown = new Map<string, string>();
  readonly #sensitive = new Set<string>();
  readonly #links: Link[] = [];
  /** Objects and lists of its own; all others are the call's. */
  readonly #own = new WeakSet<object>();

  constructor(call: ModuleCall) {
    this.#call = call;
  }

  /** Takes over an argument, or a part of one, with its masks. What is absent there stays absent here. */
  copy(from: ObjectPath, to: ObjectPath): this {
    this.#links.push({ to, from, whole: true });
    const argument = this.#call.argument(from);
    if (argument.kind === "unknown") this.#unknown.set(pointerOf(to), argument.digest);
    if (argument.kind !== "known") return this;
    this.#place(to, argument.value);
    if (argument.given) this.#copyMasks(pointerOf(from), pointerOf(to));
    return this;
  }

  /** A value that the module makes of an argument, or sets whatever the call says (`from` is then nothing). */
  put(to: ObjectPath, value: JsonValue, from: ObjectPath = []): this {
    this.#links.push({ to, from, whole: false });
    this.#place(to, value);
    return this;
  }

  /** A value that hangs on an argument, and cannot be told. */
  hide(to: ObjectPath, from: ObjectPath): this {
    this.#links.push({ to, from, whole: false });
    const argument = this.#call.argument(from);
    this.#unknown.set(pointerOf(to), argument.kind === "unknown" ? argument.digest : pointerOf(from));
    return this;
  }

  /** Whether a value is there, or unknown. */
  holds(to: ObjectPath): boolean {
    const around = to.map((_, index) => pointerOf(to.slice(0, index + 1)));
    const value = valueAt(this.#object, to);
    return (value !== undefined && value !== null) || around.some((pointer) => this.#unknown.has(pointer));
  }

  /** The argument that a value would come from, were it given: where a person would write it. */
  writtenAs(to: ObjectPath): ObjectPath {
    return origin(this.#longestFirst(), to) ?? to;
  }

  /** The resource; its type ends its address, so that it is seen to be made by the call. */
  finish(type: string, { name, about }: DraftName = { name: null, about: [] }): Resource {
    const { resource } = this.#call;
    for (const pointer of ["/count", "/for_each"]) {
      const digest = resource.unknown.get(pointer);
      if (digest !== undefined) this.#unknown.set(pointer, digest);
    }
    if (!Object.hasOwn(this.#object, "namespace")) this.copy(["namespace"], ["namespace"]);
    const links = this.#longestFirst();
    const called = name === null ? resource.address : `${resource.address}:${name}`;
    return {
      ...resource,
      address: `${called}:${type}`,
      type,
      object: this.#object,
      unknown: this.#unknown,
      sensitive: this.#sensitive,
      location: about.length === 0 ? resource.location : resource.locate(about),
      locate: (path) => resource.locate(origin(links, path) ?? about),
      writtenAs: (path) => origin(links, path) ?? path,
    };
  }

  /** Puts a value where a path leads, and makes the objects and lists on its way. Never follows what is inherited. */
  #place(path: ObjectPath, value: JsonValue): void {
    let current: MutableObject = this.#object;
    for (const [index, step] of path.slice(0, -1).entries()) {
      const held = Object.hasOwn(current, step) ? current[String(step)] : undefined;
      const next = this.#owned(held) ?? copyOf(held) ?? (isIndex(path[index + 1]) ? [] : {});
      this.#own.add(next as object);
      define(current, step, next);
      // Lists are filled like objects: their indexes are their keys.
      current = next as unknown as MutableObject;
    }
    const last = path.at(-1);
    if (last !== undefined) define(current, last, value);
  }

  /** Of links to one place the later one says where its value comes from. */
  #longestFirst(): readonly Link[] {
    return this.#links.toReversed().toSorted((a, b) => b.to.length - a.to.length);
  }

  #owned(value: JsonValue | undefined): JsonValue | null {
    return typeof value === "object" && value !== null && this.#own.has(value) ? value : null;
  }

  #copyMasks(from: string, to: string): void {
    const { unknown, sensitive } = this.#call.resource;
    for (const [pointer, digest] of unknown) {
      if (pointer.startsWith(`${from}/`)) this.#unknown.set(to + pointer.slice(from.length), digest);
    }
    for (const pointer of sensitive) {
      if (from === pointer || from.startsWith(`${pointer}/`)) this.#sensitive.add(to);
      else if (pointer.startsWith(`${from}/`)) this.#sensitive.add(to + pointer.slice(from.length));
    }
  }
}

/** The argument that a value comes from: by the longest link, which is the first. */
function origin(links: readonly Link[], path: ObjectPath): ObjectPath | null {
  const link = links.find(({ to }) => to.every((step, index) => String(step) === String(path[index])));
  if (link === undefined || link.to.length > path.length) return null;
  return link.whole ? [...link.from, ...path.slice(link.to.length)] : link.from;
}

/** Values are shared with the call, so what is changed is a copy. */
function copyOf(value: JsonValue | undefined): JsonValue | null {
  if (isJsonArray(value)) return [...value];
  return isJsonObject(value) ? { ...value } : null;
}

function isIndex(step: string | number | undefined): boolean {
  return typeof step === "number" || /^\d+$/.test(step ?? "");
}

/** A key like `__proto__` is a key, too. */
function define(target: object, step: string | number, value: JsonValue): void {
  Object.defineProperty(target, step, { value, enumerable: true, writable: true, configurable: true });
}
