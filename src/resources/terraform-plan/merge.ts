import type { ChangeAction, DeclaredMove } from "../../model/change.ts";
import type { ObjectPath, Pointer } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { PlannedChange, TerraformPlan } from "../../model/plan.ts";
import type { Resource } from "../../model/resource.ts";
import { mainFile, type Root } from "../../model/root.ts";
import { kubernetesFromTerraform } from "../kubernetes-from-terraform/index.ts";
import { type PlannedState, plannedOnly, withFilledValues, withPlannedValues } from "./overlay.ts";
import { SourceIndex } from "./source-index.ts";

/** What a plan does to one instance, beyond what its values tell. */
export interface PlannedAction {
  readonly action: ChangeAction;
  readonly actionReason: string | null;
  readonly replacePaths: readonly ObjectPath[];
}

/** Both sides of a root as a plan shows them. The source's own reading stays what it is, and is judged too. */
export interface PlannedRoot {
  readonly base: readonly Resource[];
  readonly head: readonly Resource[];
  readonly moves: readonly DeclaredMove[];
  /** By address. */
  readonly actions: ReadonlyMap<string, PlannedAction>;
  /** Address that a plan gives to what the source knows under another: an instance, the inside of a module that an adapter reads. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Addresses of the source that the plan says something about. */
  readonly spokenOf: ReadonlySet<string>;
  /** Addresses of what is written nowhere in the source: where they stand is the call of a module, or the root. */
  readonly unwritten: ReadonlySet<string>;
}

export interface SourceRoot {
  readonly root: Root;
  readonly base: readonly Resource[];
  readonly head: readonly Resource[];
}

/** The source of a root and a plan of it, as one. */
export function mergePlan(source: SourceRoot, plan: TerraformPlan): PlannedRoot {
  return new Merge(source).with(plan);
}

class Merge {
  readonly #root: Root;
  readonly #base: SourceIndex;
  readonly #head: SourceIndex;
  readonly #moves: DeclaredMove[] = [];
  readonly #actions = new Map<string, PlannedAction>();
  readonly #aliases = new Map<string, string>();
  readonly #spokenOf = new Set<string>();
  readonly #unwritten = new Set<string>();

  constructor({ root, base, head }: SourceRoot) {
    this.#root = root;
    this.#base = new SourceIndex(base);
    this.#head = new SourceIndex(head);
  }

  with(plan: TerraformPlan): PlannedRoot {
    // What a replacement left behind is nobody's any more; what data sources read is for others to tell.
    const changes = plan.changes.filter(({ mode, deposed }) => mode === "managed" && deposed === null);
    // Terraform tells each instance once; whoever tells it twice is heard once.
    for (const change of changes) if (!this.#actions.has(change.address)) this.#add(change);
    this.#fillAdapted(changes);
    return {
      base: this.#base.resources(),
      head: this.#head.resources(),
      moves: this.#moves,
      actions: this.#actions,
      aliases: this.#aliases,
      spokenOf: this.#spokenOf,
      unwritten: this.#unwritten,
    };
  }

  #add(change: PlannedChange): void {
    const { address, previousAddress, action, actionReason, replacePaths } = change;
    const oldAddress = previousAddress ?? address;
    if (previousAddress !== null)
      this.#moves.push({ rootKey: this.#root.key, from: previousAddress, to: address });
    this.#actions.set(address, { action, actionReason, replacePaths });
    const head = this.#head.at(address);
    const base = this.#base.at(oldAddress);
    const after = afterOf(change);
    const before = beforeOf(change);
    if (after === null) this.#take(this.#head, address);
    else this.#put(this.#head, change, address, after);
    if (before !== null) this.#put(this.#base, change, oldAddress, before);
    // Not there yet, or not in this state: what nobody edited will be the same on both sides.
    else if (base !== null && head !== null && after !== null) {
      const untouched = (pointer: Pointer) => base.unknown.get(pointer) === head.unknown.get(pointer);
      this.#replace(this.#base, base, withFilledValues(base, after, untouched));
    }
  }

  #put(side: SourceIndex, change: PlannedChange, address: string, state: PlannedState): void {
    const own = side.at(address);
    if (own !== null) {
      this.#spokenOf.add(address);
      this.#replace(side, own, withPlannedValues(own, state));
      return;
    }
    const symbolic = side.symbolic(change);
    if (symbolic !== null) {
      this.#alias(address, symbolic);
      side.hide(symbolic);
    }
    const adapted = side.adapted(change);
    if (adapted !== null) this.#alias(address, adapted);
    const { location, locate } = this.#placeOf(side, change);
    const { type } = change;
    const made = plannedOnly(state, { rootKey: this.#root.key, address, type, location, locate });
    side.add(made);
    const object = kubernetesFromTerraform(made);
    if (object === null) return;
    side.add(object);
    if (this.#unwritten.has(address)) this.#unwritten.add(object.address);
  }

  #alias(address: string, { address: known }: Resource): void {
    this.#aliases.set(address, known);
    this.#spokenOf.add(known);
  }

  /** The Kubernetes object that a resource makes follows it. */
  #replace(side: SourceIndex, own: Resource, merged: Resource): void {
    side.replace(own, merged);
    const [before, after] = [kubernetesFromTerraform(own), kubernetesFromTerraform(merged)];
    if (before !== null) {
      this.#spokenOf.add(before.address);
      side.removeObject(before);
      if (after !== null && after.address !== before.address)
        this.#aliases.set(after.address, before.address);
    }
    if (after !== null) side.add(after);
  }

  /** The source has it, and the plan says that it goes. */
  #take(side: SourceIndex, address: string): void {
    const own = side.at(address);
    if (own === null) return;
    side.hide(own);
    const object = kubernetesFromTerraform(own);
    if (object !== null) side.removeObject(object);
  }

  /** Where somebody would edit it: its block, else the call of the module that holds it, else the root. */
  #placeOf(side: SourceIndex, change: PlannedChange): Pick<Resource, "location" | "locate"> {
    for (const index of [side, this.#head, this.#base]) {
      const sibling = index.block(change);
      if (sibling !== null) return sibling;
    }
    this.#unwritten.add(change.address);
    if (change.previousAddress !== null) this.#unwritten.add(change.previousAddress);
    for (const index of [side, this.#head, this.#base]) {
      const call = index.call(change);
      if (call !== null) return { location: call.location, locate: () => call.location };
    }
    const location = fileLocation(mainFile(this.#root));
    return { location, locate: () => location };
  }

  /** What an adapter leaves open is told by the one instance that its module makes. */
  #fillAdapted(changes: readonly PlannedChange[]): void {
    const inside = Map.groupBy(
      changes.filter(({ address }) => this.#aliases.has(address)),
      ({ address }) => this.#aliases.get(address) ?? "",
    );
    for (const [address, instances] of inside) {
      const [only] = instances;
      if (only === undefined || instances.length !== 1) continue;
      this.#fillOne(this.#head, address, afterOf(only));
      this.#fillOne(this.#base, address, beforeOf(only));
    }
  }

  #fillOne(side: SourceIndex, address: string, state: PlannedState | null): void {
    const own = side.at(address);
    if (own !== null && state !== null) side.replace(own, withPlannedValues(own, state));
  }
}

function afterOf({ after, unknown, sensitiveAfter }: PlannedChange): PlannedState | null {
  if (after === null) return null;
  return { object: after, unknown: new Set(unknown), sensitive: sensitiveAfter };
}

function beforeOf({ before, sensitiveBefore }: PlannedChange): PlannedState | null {
  return before === null ? null : { object: before, unknown: new Set(), sensitive: sensitiveBefore };
}
