import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
} from "../../model/json.ts";
import { camelCase, kubernetesValue, listName } from "./names.ts";

/** Collects origins and unknown leaves while arguments take the shape that Kubernetes gives them. */
export class Shaper {
  readonly origins = new Map<Pointer, Pointer>();
  readonly unknown = new Map<Pointer, string>();
  readonly #mask: ReadonlyMap<Pointer, string>;
  readonly #unknownNames = new Map<Pointer, string[]>();

  constructor(mask: ReadonlyMap<Pointer, string>) {
    this.#mask = mask;
    for (const pointer of mask.keys()) {
      const slash = pointer.lastIndexOf("/");
      const parent = pointer.slice(0, Math.max(0, slash));
      const names = this.#unknownNames.get(parent) ?? [];
      names.push(pointer.slice(slash + 1));
      this.#unknownNames.set(parent, names);
    }
  }

  /** The arguments of a block. `wanted` restricts and renames those of the topmost. */
  block(
    from: Pointer,
    to: Pointer,
    name: string,
    value: JsonObject,
    wanted?: ReadonlyMap<string, string>,
  ): JsonObject {
    this.origins.set(to, from);
    const entries: [string, JsonValue][] = [];
    for (const [argument, inner] of Object.entries(value)) {
      const renamed = wanted === undefined ? this.#nameOf(name, argument, inner) : wanted.get(argument);
      if (renamed === undefined || inner === null) continue;
      const shaped = this.#argument(
        `${from}/${escapeStep(argument)}`,
        `${to}/${escapeStep(renamed)}`,
        name,
        argument,
        inner,
      );
      if (shaped !== undefined) entries.push([renamed, shaped]);
    }
    for (const argument of this.#unknownNames.get(from) ?? []) {
      const renamed = wanted === undefined ? camelCase(argument) : wanted.get(argument);
      if (renamed !== undefined) this.#note(`${from}/${argument}`, `${to}/${renamed}`);
    }
    return Object.fromEntries(entries);
  }

  /** A value that stays as it is: keys of maps are the user's own. */
  plain(from: Pointer, to: Pointer, value: JsonValue): JsonValue {
    this.origins.set(to, from);
    for (const [pointer, digest] of this.#mask) {
      if (pointer.startsWith(`${from}/`)) this.unknown.set(to + pointer.slice(from.length), digest);
    }
    return value;
  }

  #nameOf(parent: string, argument: string, value: JsonValue): string {
    const blocks = isJsonArray(value) && value.every((item) => isJsonObject(item) || item === null);
    return (blocks && value.length > 0 ? listName(parent, argument) : null) ?? camelCase(argument);
  }

  #argument(
    from: Pointer,
    to: Pointer,
    parent: string,
    argument: string,
    value: JsonValue,
  ): JsonValue | undefined {
    const isBlocks =
      isJsonArray(value) && value.length > 0 && value.every((item) => isJsonObject(item) || item === null);
    if (!isBlocks) return this.plain(from, to, kubernetesValue(argument, value));
    if (listName(parent, argument) === null) return this.#single(`${from}/0`, to, argument, value[0]);
    this.origins.set(to, from);
    return value.map(
      (item, index) => this.#single(`${from}/${index}`, `${to}/${index}`, argument, item) ?? null,
    );
  }

  #single(from: Pointer, to: Pointer, name: string, value: JsonValue | undefined): JsonValue | undefined {
    if (isJsonObject(value)) return this.block(from, to, name, value);
    this.#note(from, to);
    return undefined;
  }

  #note(from: Pointer, to: Pointer): void {
    const digest = this.#mask.get(from);
    if (digest === undefined) return;
    this.origins.set(to, from);
    this.unknown.set(to, digest);
  }
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
