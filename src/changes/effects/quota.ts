import type { ChangeEffect } from "../../model/change-effect.ts";
import type { ValueProperty } from "../../model/effect-property.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { quantityDecimal } from "../../model/quantity.ts";
import { valueEffects } from "./properties.ts";
import { listAt, objectAt, readAt, type Sides, tellsOf, tellsOn, textAt } from "./sides.ts";

export function quotaEffects(sides: Sides): readonly ChangeEffect[] {
  const path = ["spec", "hard"];
  const names = keysOf(objectAt(sides.after, path), objectAt(sides.before, path));
  return names.flatMap((name) =>
    amountEffects(sides, { property: "quota", name, tells: tellsOf(sides, [...path, name]) }, [
      ...path,
      name,
    ]),
  );
}

const bounds: readonly (readonly [ValueProperty, string])[] = [
  ["limitDefault", "default"],
  ["limitDefaultRequest", "defaultRequest"],
  ["limitMax", "max"],
  ["limitMin", "min"],
];

/** What a LimitRange gives to containers that ask for nothing, and between what they may choose. */
export function limitRangeEffects(sides: Sides): readonly ChangeEffect[] {
  const path = ["spec", "limits"];
  const [old, current] = [limitsAt(sides.before, path), limitsAt(sides.after, path)];
  return [...new Set([...current.keys(), ...old.keys()])].flatMap((type) => {
    const [was, is] = [old.get(type), current.get(type)];
    return bounds.flatMap(([property, field]) => {
      const names = keysOf(objectAt(is?.value, [field]), objectAt(was?.value, [field]));
      return names.flatMap((name) => {
        const { before, after } = sides.change;
        const tells =
          is === undefined
            ? tellsOn(before, [...path, was?.index ?? 0, field, name])
            : tellsOn(after, [...path, is.index, field, name]);
        return valueEffects(
          withFactor({
            property,
            name: type === "Container" ? name : `${type} ${name}`,
            before: readAt(was?.value, [field, name]),
            after: readAt(is?.value, [field, name]),
            tells,
          }),
        );
      });
    });
  });
}

function limitsAt(side: JsonValue, path: ObjectPath) {
  return new Map(
    listAt(side, path).flatMap((value, index) => {
      const type = textAt(value, ["type"]);
      return type === null ? [] : [[type, { value, index }] as const];
    }),
  );
}

export function volumeClaimEffects(sides: Sides): readonly ChangeEffect[] {
  const path = ["spec", "resources", "requests", "storage"];
  const storageClass = ["spec", "storageClassName"];
  return [
    ...amountEffects(sides, { property: "storageRequest", tells: tellsOf(sides, path) }, path),
    ...valueEffects({
      property: "storageClass",
      before: readAt(sides.before, storageClass),
      after: readAt(sides.after, storageClass),
      tells: tellsOf(sides, storageClass),
    }),
  ];
}

type Told = Pick<Parameters<typeof valueEffects>[0], "property" | "name" | "tells">;

function amountEffects(sides: Sides, told: Told, path: ObjectPath): readonly ChangeEffect[] {
  const [before, after] = [readAt(sides.before, path), readAt(sides.after, path)];
  return valueEffects(withFactor({ ...told, before, after }));
}

/** A step that is smaller is seen from the two amounts. */
const factorMin = 2;

function withFactor(compared: Parameters<typeof valueEffects>[0]): Parameters<typeof valueEffects>[0] {
  const [before, after] = [quantityDecimal(compared.before), quantityDecimal(compared.after)].map(Number);
  if (before === undefined || after === undefined || before <= 0 || after <= 0) return compared;
  const factor = after / before;
  if (factor < factorMin && factor > 1 / factorMin) return compared;
  return { ...compared, factor: Number(factor.toPrecision(2)) };
}

function keysOf(...objects: readonly object[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))];
}
