import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  pointerOf,
  valueAt,
} from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

/** What an argument of a call is: given or the module's default, not to be told, or neither given nor known as a default. */
export type Argument =
  | { readonly kind: "known"; readonly value: JsonValue; readonly given: boolean }
  | { readonly kind: "unknown"; readonly digest: string }
  | { readonly kind: "absent" };

/** The call of a remote module, with what the module's variables are where the call says nothing. */
export class ModuleCall {
  readonly resource: Resource;
  readonly #inputs: JsonObject;

  constructor(resource: Resource, inputs: JsonObject = {}) {
    this.resource = resource;
    this.#inputs = inputs;
  }

  argument(path: ObjectPath): Argument {
    const digest = this.#unknownAt(path);
    if (digest !== undefined) return { kind: "unknown", digest };
    const given = this.gives(path[0]);
    const value = valueAt(given ? this.resource.object : this.#inputs, path);
    if (value === undefined || value === null) return { kind: "absent" };
    return { kind: "known", value, given };
  }

  /** The value, where it is known: given, or the module's default. */
  value(...path: ObjectPath): JsonValue | undefined {
    const argument = this.argument(path);
    return argument.kind === "known" ? argument.value : undefined;
  }

  isUnknown(...path: ObjectPath): boolean {
    return this.#unknownAt(path) !== undefined;
  }

  /** Whether an argument is set, as far as can be told: what is unknown may be. */
  mayBe(name: string, wanted: JsonValue): boolean {
    const argument = this.argument(name.split("."));
    if (argument.kind === "unknown") return true;
    const value = argument.kind === "known" ? argument.value : null;
    return value === wanted || (typeof wanted === "boolean" && value === String(wanted));
  }

  /** The elements of a list or map, as the paths that lead to them. */
  elements(...path: ObjectPath): readonly ObjectPath[] {
    const value = this.value(...path);
    if (isJsonArray(value)) return value.map((_, index) => [...path, index]);
    if (!isJsonObject(value)) return [];
    const unknown = this.#unknownKeysBelow(path);
    return [...new Set([...Object.keys(value), ...unknown])].map((key) => [...path, key]);
  }

  /** The texts of a list, or of one text for a list of one; unknown elements are left out. */
  texts(...path: ObjectPath): readonly string[] {
    const value = this.value(...path);
    const list = isJsonArray(value) ? value : [value];
    return list.filter((each) => typeof each === "string").filter((each) => each !== "");
  }

  gives(name: string | number | undefined): boolean {
    if (name === undefined) return true;
    const { object, unknown } = this.resource;
    if (Object.hasOwn(object, name) && object[String(name)] !== null) return true;
    return unknown.has(pointerOf([name]));
  }

  #unknownAt(path: ObjectPath): string | undefined {
    for (let depth = 1; depth <= path.length; depth += 1) {
      const digest = this.resource.unknown.get(pointerOf(path.slice(0, depth)));
      if (digest !== undefined) return digest;
    }
    return undefined;
  }

  /** Entries of a map whose value is unknown are not among its keys. */
  #unknownKeysBelow(path: ObjectPath): readonly string[] {
    const prefix = `${pointerOf(path)}/`;
    return [...this.resource.unknown.keys()]
      .filter((pointer) => pointer.startsWith(prefix) && !pointer.slice(prefix.length).includes("/"))
      .map((pointer) => pointer.slice(prefix.length).replaceAll("~1", "/").replaceAll("~0", "~"));
  }
}
