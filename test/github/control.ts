import type { Hooks } from "./hooks/hooks.ts";
import type { FaultOptions, Faults } from "./server/faults.ts";
import type { HoldPoint, Latency, Pace } from "./server/pace.ts";
import type { StandInClock } from "./stand-in-clock.ts";

export interface ControlContext {
  readonly hooks: Hooks;
  readonly faults: Faults;
  readonly pace: Pace;
  readonly clock: StandInClock;
  /** Calls of the App that are not answered yet. */
  readonly callsUnderWay: () => number;
  /** How many calls were answered so far. */
  readonly callsAnswered: () => number;
}

/** Silence that counts as the end, where nothing else is said. */
const quietMsDefault = 300;
const stepMs = 10;

/** What tests do to the stand-in itself. */
export function createControl({ hooks, faults, pace, clock, callsUnderWay, callsAnswered }: ControlContext) {
  return {
    /** Where webhooks go; `null`: nowhere, they fail. */
    listenAt: (given: { readonly url: string | null }) => {
      hooks.options.url = given.url;
    },
    /** `null`: nothing goes wrong any more. */
    setFaults: (given: { readonly faults: FaultOptions | null }) => faults.set(given.faults),
    setLatency: (given: { readonly latency: Latency }) => {
      pace.latency = given.latency;
    },
    /**
     * Every call of an operation (`checks/create`, `graphql/pull`, `git`) waits from now on: before anything is done, or
     * with all done and only the answer missing.
     */
    hold: (given: { readonly operation: string; readonly at?: HoldPoint }) =>
      pace.hold(given.operation, given.at ?? "before"),
    /** Comes back when so many calls of it wait. */
    held: (given: { readonly operation: string; readonly count?: number }) =>
      pace.arrived(given.operation, given.count ?? 1),
    release: (given: { readonly operation: string }) => pace.release(given.operation),
    /** Moves the stand-in's clock on: tokens expire, limits begin anew, deliveries are forgotten. */
    advance: (given: { readonly ms: number }) => clock.advance(given.ms),
    /** Sends again what did not arrive, as a person would with the button. How many that were. */
    redeliverFailed: () => {
      const arrived = new Set(
        hooks
          .kept()
          .filter(({ result }) => result !== null && result.status >= 200 && result.status < 300)
          .map(({ guid }) => guid),
      );
      const failed = [
        ...new Map(
          hooks
            .kept()
            .filter(({ guid }) => !arrived.has(guid))
            .map((one) => [one.guid, one]),
        ).values(),
      ];
      for (const delivery of failed) hooks.redeliver(delivery);
      return failed.length;
    },
    /** Sends one again, whatever became of it: a replay. */
    redeliver: (given: { readonly guid: string }) => {
      const found = hooks.deliveries.find(({ guid }) => guid === given.guid);
      if (found === undefined) throw new Error(`There is no delivery ${given.guid}.`);
      hooks.redeliver(found);
    },
    /** Lets everything that was held back arrive, and waits until nothing is under way and the App is silent. */
    settle: async (given: { readonly quietMs?: number; readonly timeoutMs?: number } = {}) => {
      const quietMs = given.quietMs ?? quietMsDefault;
      const ends = Date.now() + (given.timeoutMs ?? 60_000);
      hooks.release();
      let answered = callsAnswered();
      let quietSince = Date.now();
      while (Date.now() - quietSince < quietMs) {
        if (Date.now() > ends) throw new Error("It did not settle in time.");
        await new Promise((resolve) => setTimeout(resolve, stepMs));
        hooks.release();
        if (!hooks.busy && callsUnderWay() === 0 && callsAnswered() === answered) continue;
        answered = callsAnswered();
        quietSince = Date.now();
      }
    },
  };
}

export type Control = ReturnType<typeof createControl>;
