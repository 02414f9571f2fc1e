import { createHash } from "node:crypto";
import type { Fate } from "../hooks/hooks.ts";

/** Probabilities of what goes wrong with calls, each from 0 to 1. What is left out never happens. */
export interface CallFaults {
  /** 502 before anything was done. */
  readonly errorBefore?: number;
  /** 502 after it was done. */
  readonly errorAfter?: number;
  /** The connection is reset before anything was done. */
  readonly resetBefore?: number;
  /** The connection is reset after it was done. */
  readonly resetAfter?: number;
  /** It is done, and no answer comes for `hangMs`; then the connection ends. */
  readonly hangAfter?: number;
  /** 403 with `retry-after`, nothing done. */
  readonly secondaryLimit?: number;
}

/** Probabilities of what becomes of webhooks. */
export interface HookFaults {
  readonly lost?: number;
  readonly vanished?: number;
  readonly twice?: number;
  readonly delayed?: number;
  /** A delayed one waits at most so long. */
  readonly delayMsMax?: number;
}

export interface FaultOptions {
  readonly seed: number;
  readonly calls?: CallFaults;
  /** Operations that calls fail of, such as `checks/create`; all, where it is left out. */
  readonly operations?: readonly string[];
  readonly hooks?: HookFaults;
  readonly hangMs?: number;
  readonly retryAfterSeconds?: number;
  /** The same request is not refused more often in a row than this, so that what tries again gets through. */
  readonly inARowMax?: number;
}

export const callFaultKinds = [
  "errorBefore",
  "errorAfter",
  "resetBefore",
  "resetAfter",
  "hangAfter",
  "secondaryLimit",
] as const;
export type CallFault = (typeof callFaultKinds)[number];

/**
 * What goes wrong follows from the seed and from what is asked for the how manieth time, not from the order in which
 * requests of different kinds arrive: so it is the same in every run with the same story.
 */
export class Faults {
  private options: FaultOptions | null;
  private readonly asked = new Map<string, number>();
  private readonly inARow = new Map<string, number>();

  constructor(options: FaultOptions | null) {
    this.options = options;
  }

  set(options: FaultOptions | null): void {
    this.options = options;
  }

  get hangMs(): number {
    return this.options?.hangMs ?? 15_000;
  }

  get retryAfterSeconds(): number {
    return this.options?.retryAfterSeconds ?? 1;
  }

  /** `key`: what the same request has in common each time it is made. */
  ofCall(operation: string, key: string): CallFault | null {
    const { options } = this;
    if (options?.calls === undefined || options.operations?.includes(operation) === false) return null;
    const count = (this.asked.get(key) ?? 0) + 1;
    this.asked.set(key, count);
    const row = this.inARow.get(key) ?? 0;
    let point = draw(options.seed, "call", key, count);
    for (const kind of callFaultKinds) {
      point -= options.calls[kind] ?? 0;
      if (point >= 0 || row >= (options.inARowMax ?? 2)) continue;
      this.inARow.set(key, row + 1);
      return kind;
    }
    this.inARow.set(key, 0);
    return null;
  }

  ofWebhook(guid: string): Fate {
    const { options } = this;
    const faults = options?.hooks;
    if (options === null || faults === undefined) return { kind: "arrives", afterMs: 0 };
    const delay = (what: string): number =>
      Math.floor(draw(options.seed, what, guid, 1) * (faults.delayMsMax ?? 500));
    const afterMs = draw(options.seed, "delayed", guid, 1) < (faults.delayed ?? 0) ? delay("delay") : 0;
    let point = draw(options.seed, "fate", guid, 1);
    for (const kind of ["lost", "vanished"] as const) {
      point -= faults[kind] ?? 0;
      if (point < 0) return { kind };
    }
    point -= faults.twice ?? 0;
    return point < 0
      ? { kind: "twice", afterMs, againAfterMs: delay("again") }
      : { kind: "arrives", afterMs };
  }
}

/** From 0 up to 1, by the seed and what it is about. */
export function draw(seed: number, what: string, key: string, count: number): number {
  const digest = createHash("sha256").update(`${seed}\n${what}\n${key}\n${count}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
