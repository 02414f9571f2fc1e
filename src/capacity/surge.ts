import type { Surge } from "../model/capacity.ts";
import { isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../model/json.ts";
import { type ReadResource, textAt } from "./read.ts";

export const noSurge: Surge = { kind: "pods", pods: 0 };
/** What both Kubernetes and Argo Rollouts take where nothing is said. */
const quarter: Surge = { kind: "percent", percent: 25 };
/** The new ones stand beside all of the old ones. */
const whole: Surge = { kind: "percent", percent: 100 };

/** How many pods a rollout of `pods` has to add for a while. */
export function surgePods(surge: Surge, pods: number): number {
  return surge.kind === "pods" ? Math.min(surge.pods, pods) : Math.ceil((pods * surge.percent) / 100);
}

/** A Deployment that recreates its pods ends the old ones first. */
export function deploymentSurge({ object }: ReadResource): Surge {
  if (textAt(object, ["spec", "strategy", "type"]) === "Recreate") return noSurge;
  return neededSurge(object, ["spec", "strategy", "rollingUpdate"]);
}

/**
 * Blue and green stand side by side. So do a canary whose traffic somebody routes, when it has got all of it, unless the
 * old pods make room for it step by step (argo-rollouts.readthedocs.io, `dynamicStableScale`).
 */
export function rolloutSurge({ object }: ReadResource): Surge {
  const canary = valueAt(object, ["spec", "strategy", "canary"]);
  if (isJsonObject(valueAt(object, ["spec", "strategy", "blueGreen"]))) return whole;
  const isRouted = isJsonObject(valueAt(canary ?? null, ["trafficRouting"]));
  if (isRouted && valueAt(canary ?? null, ["dynamicStableScale"]) !== true) return whole;
  return neededSurge(object, ["spec", "strategy", "canary"]);
}

/** Where old pods may go first, a rollout without room takes longer and ends; where none may, it waits for ever. */
function neededSurge(object: JsonValue, strategy: ObjectPath): Surge {
  const unavailable = valueAt(object, [...strategy, "maxUnavailable"]);
  const mayGoFirst = unavailable !== 0 && unavailable !== "0" && unavailable !== "0%";
  return mayGoFirst ? noSurge : surgeAt(object, [...strategy, "maxSurge"]);
}

function surgeAt(object: JsonValue, path: ObjectPath): Surge {
  const said = valueAt(object, path);
  if (typeof said === "number" && Number.isSafeInteger(said) && said >= 0)
    return { kind: "pods", pods: said };
  const percent = typeof said === "string" ? /^(\d{1,4})%$/.exec(said)?.[1] : undefined;
  return percent === undefined ? quarter : { kind: "percent", percent: Number(percent) };
}
