import type { PodCount } from "../model/capacity.ts";
import { surgePods } from "./surge.ts";

/** An autoscaler, as far as it says how many pods there are. */
export interface ScalerRange {
  readonly max: number | null;
  readonly min: number | null;
  readonly fromZero: boolean;
}

/** So many pods at once; `most` is `null` where nobody knows. `surge` are those that a rollout adds for a while. */
export interface PodRange {
  readonly least: number;
  readonly most: number | null;
  readonly surge: number;
}

/** `nodes`: how many a cluster may have. What is switched off stays off, unless its autoscaler starts from nothing. */
export function podRange(count: PodCount, scaler: ScalerRange | null, nodes: number | null): PodRange {
  switch (count.kind) {
    case "each-node":
      return { least: 0, most: nodes, surge: 0 };
    case "at-once":
      return { least: count.least, most: count.count, surge: 0 };
    case "schedule":
      return { least: 0, most: count.count, surge: 0 };
    case "replicas": {
      const { least, most } = scaledRange(count.count, scaler);
      return { least, most, surge: surgePods(count.surge, most ?? 0) };
    }
  }
}

/** A maximum below the minimum is no maximum: the server refuses it, and the sum says no less than what is asked for. */
function scaledRange(replicas: number | null, scaler: ScalerRange | null): Omit<PodRange, "surge"> {
  if (scaler === null || (replicas === 0 && !scaler.fromZero))
    return { least: replicas ?? 0, most: replicas };
  const least = scaler.min ?? 0;
  return { least, most: scaler.max === null ? null : Math.max(scaler.max, least) };
}
