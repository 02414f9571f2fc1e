import type { ChangeEffect, PartEffect } from "../../model/change-effect.ts";
import type { Part, ValueProperty } from "../../model/effect-property.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath } from "../../model/json.ts";
import { withoutSecretMarks } from "../../model/secret-marker.ts";
import { membersEffects, valueEffects } from "./properties.ts";
import { isOpaque, listAt, readAt, type Sides, sameJson, tellsOn, textAt } from "./sides.ts";

/** One container on both sides. */
interface ContainerPair {
  readonly part: "container" | "initContainer";
  readonly name: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
  /** How leaves call it. */
  readonly told: string;
  /** How effects call it: by its name where there are several. */
  readonly label: { readonly container?: string };
}

/** What changes about the containers of a pod: what security rests on first, then images, resources and the rest. */
export function containerEffects(sides: Sides, podPath: ObjectPath): readonly ChangeEffect[] {
  const found = [
    ...pairsOf(sides, "container", [...podPath, "containers"]),
    ...pairsOf(sides, "initContainer", [...podPath, "initContainers"]),
  ];
  const pairs = found.map((pair) => (found.length > 1 ? { ...pair, label: { container: pair.name } } : pair));
  if (!sides.edited) return pairs.filter(({ part }) => part === "container").flatMap(imageEffects);
  const kept = pairs.filter(({ before, after }) => before !== null && after !== null);
  return [
    ...pairs.flatMap(wholeEffects),
    ...kept.flatMap((pair) => [...valuesOf(pair, securityPlaces), ...capabilityEffects(pair)]),
    ...kept.flatMap(imageEffects),
    ...kept.flatMap((pair) => [
      ...resourceEffects(pair),
      ...commandEffects(pair),
      ...probeEffects(pair),
      ...portEffects(pair),
    ]),
  ];
}

function pairsOf(sides: Sides, part: ContainerPair["part"], list: ObjectPath): readonly ContainerPair[] {
  const { change } = sides;
  const [old, current] = [containersAt(sides.before, list), containersAt(sides.after, list)];
  return [...new Set([...current.keys(), ...old.keys()])].map((name) => {
    const [before, after] = [old.get(name), current.get(name)];
    const [told = ""] =
      after === undefined
        ? tellsOn(change.before, [...list, before?.index ?? 0])
        : tellsOn(change.after, [...list, after.index]);
    return { part, name, before: before?.value ?? null, after: after?.value ?? null, told, label: {} };
  });
}

function containersAt(
  side: JsonValue,
  list: ObjectPath,
): ReadonlyMap<string, { readonly index: number; readonly value: JsonValue }> {
  return new Map(
    listAt(side, list).flatMap((value, index) => {
      const name = textAt(value, ["name"]);
      return name === null ? [] : [[name, { index, value }] as const];
    }),
  );
}

function wholeEffects({ part, name, before, after, told }: ContainerPair): readonly PartEffect[] {
  if (before !== null && after !== null) return [];
  const what = after === null ? "removed" : "added";
  return [{ kind: "part", part, what, name, detail: readAt(after ?? before, ["image"]), tells: [told] }];
}

type Place = readonly [ValueProperty, readonly string[]];

const securityPlaces: readonly Place[] = [
  ["privileged", ["securityContext", "privileged"]],
  ["privilegeEscalation", ["securityContext", "allowPrivilegeEscalation"]],
  ["runAsNonRoot", ["securityContext", "runAsNonRoot"]],
  ["runAsUser", ["securityContext", "runAsUser"]],
  ["readOnlyRootFilesystem", ["securityContext", "readOnlyRootFilesystem"]],
];

function valuesOf({ before, after, told, label }: ContainerPair, places: readonly Place[]) {
  return places.flatMap(([property, path]) =>
    valueEffects({
      property,
      ...label,
      before: readAt(before, path),
      after: readAt(after, path),
      tells: [`${told}.${path.join(".")}`],
    }),
  );
}

function imageEffects(pair: ContainerPair): readonly ChangeEffect[] {
  return valuesOf(pair, [["image", ["image"]]]);
}

const resourceNames: Readonly<Record<string, { requests: ValueProperty; limits: ValueProperty }>> = {
  cpu: { requests: "cpuRequest", limits: "cpuLimit" },
  memory: { requests: "memoryRequest", limits: "memoryLimit" },
  "ephemeral-storage": { requests: "ephemeralStorageRequest", limits: "ephemeralStorageLimit" },
};

function resourceEffects({ before, after, told, label }: ContainerPair): readonly ChangeEffect[] {
  return (["limits", "requests"] as const).flatMap((kind) => {
    const path = ["resources", kind];
    const [old, current] = [readAt(before, path), readAt(after, path)];
    const names = new Set(
      [current, old].flatMap((side) => (isOpaque(side) || !isJsonObject(side) ? [] : Object.keys(side))),
    );
    return [...names].flatMap((name) => {
      const known = Object.hasOwn(resourceNames, name) ? resourceNames[name] : undefined;
      const at = /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
      return valueEffects({
        property: known?.[kind] ?? (kind === "limits" ? "extendedLimit" : "extendedRequest"),
        ...(known === undefined ? { name } : {}),
        ...label,
        before: readAt(old, [name]),
        after: readAt(current, [name]),
        tells: [`${told}.resources.${kind}${at}`],
      });
    });
  });
}

/** A command as one line; one that holds a secret is left to the leaves, which tell nothing of it. */
function commandEffects({ before, after, told, label }: ContainerPair): readonly ChangeEffect[] {
  const fields = [
    ["command", "command"],
    ["arguments", "args"],
  ] as const;
  return fields.flatMap(([property, field]) => {
    const [old, current] = [before, after].map((side) => lineOf(readAt(side, [field])));
    if (old === undefined || current === undefined) return [];
    return valueEffects({ property, ...label, before: old, after: current, tells: [`${told}.${field}`] });
  });
}

function lineOf(value: JsonValue): string | null | undefined {
  if (value === null) return null;
  if (!isJsonArray(value) || !sameJson(value, withoutSecretMarks(value))) return undefined;
  return value.every((word) => typeof word === "string") ? value.join(" ") : undefined;
}

const probes: readonly Part[] = ["livenessProbe", "readinessProbe", "startupProbe"];

function probeEffects({ before, after, told, label }: ContainerPair): readonly PartEffect[] {
  return probes.flatMap((part) => {
    const [old, current] = [before, after].map((side) => readAt(side, [part]) !== null);
    if (old === current) return [];
    const what = current === true ? "added" : "removed";
    return [{ kind: "part", part, what, name: null, detail: null, ...label, tells: [`${told}.${part}`] }];
  });
}

function portEffects({ before, after, told, label }: ContainerPair) {
  return membersEffects({
    property: "containerPorts",
    ...label,
    before: portsOf(before),
    after: portsOf(after),
    tells: [`${told}.ports`],
  });
}

function portsOf(container: JsonValue): readonly JsonValue[] {
  return listAt(container, ["ports"]).map((port) => {
    const number = readAt(port, ["containerPort"]);
    const protocol = textAt(port, ["protocol"]) ?? "TCP";
    return protocol === "TCP" || typeof number === "object" ? number : `${number}/${protocol}`;
  });
}

function capabilityEffects({ before, after, told, label }: ContainerPair) {
  const path = ["securityContext", "capabilities", "add"];
  return membersEffects({
    property: "capabilities",
    ...label,
    before: listAt(before, path),
    after: listAt(after, path),
    tells: [`${told}.securityContext.capabilities.add`],
  });
}
