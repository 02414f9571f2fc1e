import type { Time } from "../time.ts";

/** A clock that moves only when somebody sleeps, and no chance. */
export interface FakeTime extends Time {
  readonly slept: number[];
  advance(ms: number): void;
}

export function fakeTime(start = Date.parse("2026-05-01T09:00:00Z")): FakeTime {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
    advance: (ms) => {
      now += ms;
    },
  };
}
