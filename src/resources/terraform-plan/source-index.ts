import type { PlannedChange } from "../../model/plan.ts";
import type { Resource } from "../../model/resource.ts";
import { blockKey, blockOf } from "./address.ts";

/** One side of a root, to be looked up by what a plan says about an instance; what is put in changes what comes out. */
export class SourceIndex {
  readonly #current: Set<Resource>;
  readonly #byAddress = new Map<string, Resource>();
  readonly #byBlock = new Map<string, Resource>();
  readonly #calls = new Map<string, Resource>();
  readonly #objects = new Map<string, Resource>();

  constructor(resources: readonly Resource[]) {
    this.#current = new Set(resources);
    for (const resource of resources) {
      const { address, type } = resource;
      if (type.includes("/")) this.#objects.set(objectKey(resource), resource);
      else {
        if (!this.#byAddress.has(address)) this.#byAddress.set(address, resource);
        if (type === "module") this.#calls.set(address, resource);
        const block = blockOf(address);
        const key = block === null ? null : blockKey(block);
        if (key !== null && !this.#byBlock.has(key)) this.#byBlock.set(key, resource);
      }
    }
  }

  resources(): readonly Resource[] {
    return [...this.#current];
  }

  at(address: string): Resource | null {
    return this.#byAddress.get(address) ?? null;
  }

  /** The block that an instance belongs to, wherever its keys lead. */
  block({ modules, type, name, mode }: PlannedChange): Resource | null {
    return this.#byBlock.get(blockKey({ modules, type, name, mode })) ?? null;
  }

  /** What stands for all instances of a block whose number the source does not tell. */
  symbolic(change: PlannedChange): Resource | null {
    const block = this.block(change);
    return block?.address.includes("[*]") === true ? block : null;
  }

  /** The nearest call of a remote module that holds it. */
  call(change: Pick<PlannedChange, "address">): Resource | null {
    let nearest: Resource | null = null;
    for (const [address, call] of this.#calls) {
      if (!holds(address, change.address)) continue;
      if (nearest === null || address.length > nearest.address.length) nearest = call;
    }
    return nearest;
  }

  /** What an adapter made of the call that holds it, if it is of the same type. */
  adapted(change: PlannedChange): Resource | null {
    const call = this.call(change);
    return call === null ? null : this.at(`${call.address}:${change.type}`);
  }

  replace(own: Resource, merged: Resource): void {
    this.#current.delete(own);
    this.add(merged);
    this.#byAddress.set(merged.address, merged);
  }

  add(resource: Resource): void {
    this.#current.add(resource);
  }

  hide(own: Resource): void {
    this.#current.delete(own);
  }

  removeObject(object: Resource): void {
    const found = this.#objects.get(objectKey(object));
    if (found !== undefined) this.#current.delete(found);
  }
}

function objectKey({ type, address }: Resource): string {
  return `${type} ${address}`;
}

/** A call of an unknown number (`module.a[*]`) holds what any of its instances holds. */
function holds(call: string, address: string): boolean {
  const start = call.endsWith("[*]") ? call.slice(0, -"[*]".length) : call;
  if (!address.startsWith(start)) return false;
  const next = address.at(start.length);
  return next === "." || (next === "[" && start !== call);
}
