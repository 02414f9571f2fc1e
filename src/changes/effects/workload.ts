import type { ChangeEffect } from "../../model/change-effect.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { containerEffects } from "./containers.ts";
import { type PropertyPlace, propertyEffects, valueEffects } from "./properties.ts";
import { canarySteps } from "./shares.ts";
import { listAt, objectAt, type Sides, tellsOf, tellsOn, textAt } from "./sides.ts";

/** Where the pod of a workload is described. */
const podPaths: Readonly<Record<string, ObjectPath>> = {
  "core/Pod": ["spec"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
};
const templatePath: ObjectPath = ["spec", "template", "spec"];

const schedulePlaces: readonly PropertyPlace[] = [
  { property: "schedule", path: ["spec", "schedule"], fact: true },
  { property: "timeZone", path: ["spec", "timeZone"], fact: true },
  { property: "suspended", path: ["spec", "suspend"] },
];

const scalePlaces: readonly PropertyPlace[] = [
  { property: "replicas", path: ["spec", "replicas"], fact: true },
  { property: "parallelism", path: ["spec", "parallelism"] },
  { property: "completions", path: ["spec", "completions"] },
];

const strategyPlaces: readonly PropertyPlace[] = [
  { property: "strategy", path: ["spec", "strategy", "type"] },
  { property: "strategy", path: ["spec", "updateStrategy", "type"] },
  { property: "maxSurge", path: ["spec", "strategy", "rollingUpdate", "maxSurge"] },
  { property: "maxUnavailable", path: ["spec", "strategy", "rollingUpdate", "maxUnavailable"] },
  { property: "maxUnavailable", path: ["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"] },
];

/** A Deployment and its kin: what it may do on its node, how many there are, what runs, with how much. */
export function workloadEffects(sides: Sides): readonly ChangeEffect[] {
  const podPath = podPaths[sides.change.type] ?? templatePath;
  const pod = (property: PropertyPlace["property"], field: string): PropertyPlace => {
    return { property, path: [...podPath, field] };
  };
  return [
    ...propertyEffects(sides, [
      pod("hostNetwork", "hostNetwork"),
      pod("hostPid", "hostPID"),
      pod("hostIpc", "hostIPC"),
    ]),
    ...propertyEffects(sides, schedulePlaces),
    ...propertyEffects(sides, scalePlaces),
    ...containerEffects(sides, podPath),
    ...propertyEffects(sides, strategyPlaces),
    ...canaryEffects(sides),
    ...propertyEffects(sides, [
      pod("serviceAccount", "serviceAccountName"),
      pod("priorityClass", "priorityClassName"),
      pod("gracePeriod", "terminationGracePeriodSeconds"),
    ]),
    ...volumeEffects(sides, [...podPath, "volumes"]),
    ...claimTemplateEffects(sides),
  ];
}

function canaryEffects(sides: Sides): readonly ChangeEffect[] {
  if (!sides.edited) return [];
  return valueEffects({
    property: "canarySteps",
    before: canarySteps(sides.before),
    after: canarySteps(sides.after),
    tells: tellsOf(sides, ["spec", "strategy", "canary", "steps"]),
  });
}

function volumeEffects(sides: Sides, path: ObjectPath): readonly ChangeEffect[] {
  if (!sides.edited) return [];
  const [old, current] = [volumesAt(sides.before, path), volumesAt(sides.after, path)];
  const effect = (what: "added" | "removed", [name, { detail, at }]: [string, Volume]): ChangeEffect => {
    return {
      kind: "part",
      part: "volume",
      what,
      name,
      detail,
      tells: tellsOn(what === "added" ? sides.change.after : sides.change.before, at),
    };
  };
  return [
    ...[...current].filter(([name]) => !old.has(name)).map((volume) => effect("added", volume)),
    ...[...old].filter(([name]) => !current.has(name)).map((volume) => effect("removed", volume)),
  ];
}

interface Volume {
  readonly detail: string | null;
  readonly at: ObjectPath;
}

function volumesAt(side: JsonValue, path: ObjectPath): ReadonlyMap<string, Volume> {
  return new Map(
    listAt(side, path).flatMap((volume, index): [string, Volume][] => {
      const name = textAt(volume, ["name"]);
      return name === null ? [] : [[name, { detail: sourceOf(volume), at: [...path, index] }]];
    }),
  );
}

/** `hostPath /var/run`, `secret db`: what a volume brings into the pod. */
function sourceOf(volume: JsonValue): string | null {
  const source = Object.keys(objectAt(volume, [])).find((key) => key !== "name");
  if (source === undefined) return null;
  const what = ["path", "secretName", "claimName", "name", "driver"]
    .map((field) => textAt(volume, [source, field]))
    .find((found) => found !== null);
  return what === undefined ? source : `${source} ${what}`;
}

function claimTemplateEffects(sides: Sides): readonly ChangeEffect[] {
  const list = ["spec", "volumeClaimTemplates"];
  const count = Math.max(listAt(sides.before, list).length, listAt(sides.after, list).length);
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const side = sides.after ?? sides.before;
    const name = textAt(side, [...list, index, "metadata", "name"]);
    const path = [...list, index, "spec", "resources", "requests", "storage"];
    return propertyEffects(sides, [
      { property: "storageRequest", path, fact: true, ...(name === null ? {} : { name }) },
    ]);
  });
}
