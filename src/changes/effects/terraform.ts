import type { ChangeEffect, ValueEffect } from "../../model/change-effect.ts";
import type { ValueProperty } from "../../model/effect-property.ts";
import { isJsonObject, type JsonValue } from "../../model/json.ts";
import { membersEffects, propertyEffects, valueEffects } from "./properties.ts";
import { isOpaque, listAt, objectAt, readAt, type Sides, tellsOf, tellsOn, textAt } from "./sides.ts";
import { terraformPlaces } from "./terraform-places.ts";

/** A type whose properties are enough to say what happens to it. */
export function placedEffects(sides: Sides): readonly ChangeEffect[] {
  return propertyEffects(sides, terraformPlaces[sides.change.type] ?? []);
}

/** A database is called by its engine and version in one breath; once it is there, they are two things. */
export function databaseEffects(sides: Sides): readonly ChangeEffect[] {
  const effects = placedEffects(sides);
  if (sides.edited) return effects;
  return effects.flatMap((effect): readonly ChangeEffect[] => {
    if (effect.kind !== "value") return [effect];
    if (effect.property === "engineVersion") return engineIn(effects) === null ? [effect] : [];
    return effect.property === "engine" ? [withVersion(effect, versionIn(effects))] : [effect];
  });
}

function engineIn(effects: readonly ChangeEffect[]): ValueEffect | null {
  return valueIn(effects, "engine");
}

function versionIn(effects: readonly ChangeEffect[]): ValueEffect | null {
  return valueIn(effects, "engineVersion");
}

function valueIn(effects: readonly ChangeEffect[], property: ValueProperty): ValueEffect | null {
  const found = effects.find((effect) => effect.kind === "value" && effect.property === property);
  return found?.kind === "value" ? found : null;
}

function withVersion(engine: ValueEffect, version: ValueEffect | null): ValueEffect {
  const joined = (name: JsonValue, number: JsonValue) =>
    typeof name === "string" && (typeof number === "string" || typeof number === "number")
      ? `${name} ${number}`
      : name;
  return {
    ...engine,
    before: joined(engine.before, version?.before ?? null),
    after: joined(engine.after, version?.after ?? null),
    tells: [...engine.tells, ...(version?.tells ?? [])],
  };
}

/** The call of a module: where it comes from and in which version. What its arguments do is told of what it makes. */
export function moduleEffects(sides: Sides): readonly ChangeEffect[] {
  const [before, after] = [sides.before, sides.after].map((side) => versionedSource(side));
  if (before === undefined || after === undefined) return [];
  const tells = tellsOf(sides, ["source"], ["version"]);
  if (!sides.edited) {
    const source = (side: typeof before) => side?.source ?? null;
    return valueEffects({ property: "moduleSource", before: source(before), after: source(after), tells });
  }
  if (before === null || after === null) return [];
  if (before.source === after.source) {
    return valueEffects({ property: "moduleVersion", before: before.version, after: after.version, tells });
  }
  return valueEffects({ property: "moduleSource", before: whole(before), after: whole(after), tells });
}

interface VersionedSource {
  readonly source: string;
  readonly version: string | null;
}

function whole({ source, version }: VersionedSource): string {
  return version === null ? source : `${source} ${version}`;
}

function versionedSource(side: JsonValue): VersionedSource | null {
  const source = textAt(side, ["source"]);
  if (source === null) return null;
  const [, name = source, reference = null] = /^([^?]*)\?(?:.*&)?ref=([^&]+)/.exec(source) ?? [];
  return { source: name, version: textAt(side, ["version"]) ?? reference };
}

/** The `terraform` block: which providers, in which versions. */
export function requirementEffects(sides: Sides): readonly ChangeEffect[] {
  if (!sides.edited) return [];
  const list = "required_providers";
  const [old, current] = [objectAt(sides.before, [list, 0]), objectAt(sides.after, [list, 0])];
  const names = [...new Set([...Object.keys(current), ...Object.keys(old)])].toSorted();
  return [
    ...names.flatMap((name) =>
      valueEffects({
        property: "provider",
        name,
        before: requirement(old[name]),
        after: requirement(current[name]),
        tells:
          Object.hasOwn(old, name) && Object.hasOwn(current, name)
            ? tellsOf(sides, [list, 0, name, "version"])
            : tellsOf(sides, [list, 0, name]),
      }),
    ),
    ...propertyEffects(sides, [{ property: "terraformVersion", path: ["required_version"] }]),
  ];
}

/** The version, or where the provider comes from where it asks for none. */
function requirement(provider: JsonValue | undefined): JsonValue {
  if (provider === undefined || isOpaque(provider)) return provider ?? null;
  if (!isJsonObject(provider)) return provider;
  return provider["version"] ?? provider["source"] ?? null;
}

/** The classes of machines of a group of nodes, and how many there may be. */
export function nodeGroupEffects(sides: Sides): readonly ChangeEffect[] {
  const path = ["instance_types"];
  const [before, after] = [sides.before, sides.after].map((side) => listAt(side, path).join(", "));
  const types = (text: string | undefined) => (text === undefined || text === "" ? null : text);
  return [
    ...valueEffects({
      property: "instanceTypes",
      before: types(before),
      after: types(after),
      tells: tellsOf(sides, path),
    }),
    ...placedEffects(sides),
  ];
}

export function clusterEffects(sides: Sides): readonly ChangeEffect[] {
  const cidrs = ["vpc_config", 0, "public_access_cidrs"];
  return [
    ...placedEffects(sides),
    ...(sides.edited
      ? membersEffects({
          property: "publicCidrs",
          before: listAt(sides.before, cidrs),
          after: listAt(sides.after, cidrs),
          tells: tellsOf(sides, cidrs),
        })
      : []),
  ];
}

/** Rules that end the life of objects: after how many days, by the rule's name. */
export function lifecycleEffects(sides: Sides): readonly ChangeEffect[] {
  const [old, current] = [lifecycleAt(sides.before), lifecycleAt(sides.after)];
  const names = [...new Set([...current.keys(), ...old.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), current.get(name)];
    return valueEffects({
      property: "lifecycleDays",
      name,
      before: was?.days ?? null,
      after: is?.days ?? null,
      tells: [
        ...(was === undefined ? [] : tellsOn(sides.change.before, was.path)),
        ...(is === undefined ? [] : tellsOn(sides.change.after, is.path)),
      ],
    });
  });
}

function lifecycleAt(side: JsonValue) {
  const expiration = ["expiration", 0, "days"];
  return new Map(
    ["rule", "lifecycle_rule"].flatMap((list) =>
      listAt(side, [list]).map((rule, index) => {
        const days = readAt(rule, expiration);
        return [
          textAt(rule, ["id"]) ?? `#${index + 1}`,
          { days, path: [list, index, ...expiration] },
        ] as const;
      }),
    ),
  );
}

/** A DNS record: its share of a weighted set is told elsewhere. */
export function recordEffects(sides: Sides): readonly ChangeEffect[] {
  const path = ["records"];
  return [
    ...placedEffects(sides),
    ...membersEffects({
      property: "addresses",
      before: listAt(sides.before, path),
      after: listAt(sides.after, path),
      tells: tellsOf(sides, path),
    }),
  ];
}
