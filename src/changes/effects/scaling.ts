import type { ChangeEffect, PartEffect } from "../../model/change-effect.ts";
import type { Part } from "../../model/effect-property.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { propertyEffects, valueEffects } from "./properties.ts";
import { listAt, objectAt, readAt, type Sides, tellsOn, textAt } from "./sides.ts";

/** A HorizontalPodAutoscaler: how many pods there may be, and what makes them more. */
export function autoscalerEffects(sides: Sides): readonly ChangeEffect[] {
  return [
    ...propertyEffects(sides, [
      { property: "replicasMin", path: ["spec", "minReplicas"], fact: true },
      { property: "replicasMax", path: ["spec", "maxReplicas"], fact: true },
      { property: "scaleTarget", name: "cpu", path: ["spec", "targetCPUUtilizationPercentage"], fact: true },
    ]),
    ...namedParts(sides, "metric", metricsAt),
  ];
}

/** KEDA's ScaledObject; its triggers are what an autoscaler calls metrics. */
export function scaledObjectEffects(sides: Sides): readonly ChangeEffect[] {
  return [
    ...propertyEffects(sides, [
      { property: "replicasMin", path: ["spec", "minReplicaCount"], fact: true },
      { property: "replicasMax", path: ["spec", "maxReplicaCount"], fact: true },
    ]),
    ...namedParts(sides, "trigger", triggersAt),
  ];
}

export function disruptionBudgetEffects(sides: Sides): readonly ChangeEffect[] {
  return propertyEffects(sides, [
    { property: "minAvailable", path: ["spec", "minAvailable"], fact: true },
    { property: "maxUnavailable", path: ["spec", "maxUnavailable"], fact: true },
  ]);
}

interface Target {
  readonly path: ObjectPath;
  readonly value: JsonValue;
  /** Where the value itself stands, below `path`. */
  readonly at: ObjectPath;
}

type Targets = ReadonlyMap<string, Target>;

/** What is scaled by, with the value that is aimed at. */
function namedParts(
  sides: Sides,
  part: Extract<Part, "metric" | "trigger">,
  targetsAt: (side: JsonValue) => Targets,
): readonly ChangeEffect[] {
  const [old, current] = [targetsAt(sides.before), targetsAt(sides.after)];
  const { before, after } = sides.change;
  const whole = (what: PartEffect["what"], name: string, { path, value }: Target): PartEffect => {
    const tells = tellsOn(what === "added" ? after : before, path);
    return { kind: "part", part, what, name, detail: value, tells };
  };
  return [
    ...[...current].flatMap(([name, target]): readonly ChangeEffect[] => {
      const was = old.get(name);
      if (was === undefined) return [whole("added", name, target)];
      const tells = tellsOn(after, [...target.path, ...target.at]);
      return valueEffects({ property: "scaleTarget", name, before: was.value, after: target.value, tells });
    }),
    ...[...old]
      .filter(([name]) => !current.has(name))
      .map(([name, target]) => whole("removed", name, target)),
  ];
}

function metricsAt(side: JsonValue): Targets {
  const list = ["spec", "metrics"];
  return new Map(
    listAt(side, list).flatMap((metric, index): [string, Target][] => {
      const type = textAt(metric, ["type"]);
      if (type === null) return [];
      const source = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
      const name = textAt(metric, [source, "name"]) ?? textAt(metric, [source, "metric", "name"]) ?? type;
      const container = textAt(metric, [source, "container"]);
      const path = [...list, index];
      const target = [source, "target"];
      const fields = Object.keys(objectAt(metric, target)).filter((field) => field !== "type");
      const [field = "averageUtilization"] = fields;
      const value = withPercent(readAt(metric, [...target, field]), field);
      return [[container === null ? name : `${container} ${name}`, { path, value, at: [...target, field] }]];
    }),
  );
}

function withPercent(value: JsonValue, field: string): JsonValue {
  return field === "averageUtilization" && typeof value === "number" ? `${value}%` : value;
}

/** What the scalers of KEDA call the value that they aim at; the first that is there. */
const thresholds = [
  "threshold",
  "value",
  "queueLength",
  "lagThreshold",
  "targetValue",
  "desiredReplicas",
  "messageCount",
];

function triggersAt(side: JsonValue): Targets {
  const list = ["spec", "triggers"];
  return new Map(
    listAt(side, list).flatMap((trigger, index): [string, Target][] => {
      const type = textAt(trigger, ["type"]);
      if (type === null) return [];
      const field = thresholds.find((each) => readAt(trigger, ["metadata", each]) !== null) ?? "value";
      const own = textAt(trigger, ["name"]);
      const value = readAt(trigger, ["metadata", field]);
      const target = { path: [...list, index], value, at: ["metadata", field] };
      return [[own === null ? type : `${type} ${own}`, target]];
    }),
  );
}
