import {
  isJsonArray,
  isJsonObject,
  type JsonValue,
  type ObjectPath,
  pointerOf,
  pointerSteps,
  valueAt,
} from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";

interface Hidden {
  readonly steps: readonly string[];
  readonly token: string;
}

/** The value at a path, with `{ "$unknown": <source> }` wherever something is only known later; `undefined`: none. */
export function valueWithUnknown({ object, unknown }: Resource, path: ObjectPath): JsonValue | undefined {
  const top = pointerOf(path);
  const hidden = [...unknown]
    .filter(([pointer]) => pointer === top || pointer.startsWith(`${top}/`))
    .map(([pointer, token]) => ({ steps: pointerSteps(pointer.slice(top.length)), token }));
  // What is above may be unknown as a whole: the inline policies of a role, a block of an unknown number.
  const above = path.flatMap((_, length) => unknown.get(pointerOf(path.slice(0, length))) ?? []);
  const [token] = above;
  if (token !== undefined && hidden.length === 0 && valueAt(object, path) === undefined)
    return { $unknown: token };
  return filled(valueAt(object, path), hidden);
}

/** The digest of what is only known later, or `null`. */
export function unknownSource(value: JsonValue | undefined): string | null {
  const source = isJsonObject(value) ? value["$unknown"] : undefined;
  return typeof source === "string" ? source : null;
}

/** The document at a path, or none where nothing is written. */
export function textsAt(resource: Resource, path: ObjectPath): readonly JsonValue[] {
  const value = valueWithUnknown(resource, path);
  return value === undefined || value === null || value === "" ? [] : [value];
}

function filled(value: JsonValue | undefined, hidden: readonly Hidden[]): JsonValue | undefined {
  if (hidden.length === 0) return value;
  const whole = hidden.find(({ steps }) => steps.length === 0);
  if (whole !== undefined) return { $unknown: whole.token };
  const byStep = Map.groupBy(hidden, ({ steps }) => steps[0] ?? "");
  const below = (step: string) =>
    (byStep.get(step) ?? []).map(({ steps, token }) => ({ steps: steps.slice(1), token }));
  if (isJsonArray(value)) {
    return value.map((element, index) => filled(element, below(String(index))) ?? null);
  }
  const members = isJsonObject(value) ? value : {};
  const names = new Set([...Object.keys(members), ...byStep.keys()]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const member = filled(members[name], below(name));
      return member === undefined ? [] : [[name, member]];
    }),
  );
}
