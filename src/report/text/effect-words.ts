import type { MembersProperty, Part, ValueProperty } from "../../model/effect-property.ts";

/** What people call properties, lists and parts, in one language. */
export interface EffectWords {
  /** What a value is called in front of it: `replicas 3 → 5`. */
  readonly properties: Readonly<Record<ValueProperty, string>>;
  /** A value that says what a thing is, where a label in front of it would only be in the way. */
  readonly facts: Readonly<Partial<Record<ValueProperty, (value: string) => string>>>;
  /** What a thing is with a property, and without it. */
  readonly states: Readonly<Partial<Record<ValueProperty, { readonly on: string; readonly off: string }>>>;
  /** A number with what it counts. */
  readonly units: Readonly<Partial<Record<ValueProperty, (value: string) => string>>>;
  readonly members: Readonly<Record<MembersProperty, (list: string, count: number) => string>>;
  readonly parts: Readonly<Record<Part, (name: string) => string>>;
}
