import { setTimeout as wait } from "node:timers/promises";

/** Time and chance, so that tests have neither. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** At least 0, below 1. */
  random(): number;
}

export const systemTime: Time = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await wait(ms);
  },
  random: () => Math.random(),
};
