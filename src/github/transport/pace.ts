import { GitHubError } from "../ports.ts";
import type { Time } from "../time.ts";
import { Allowance } from "./allowance.ts";

/** GitHub counts REST and GraphQL apart. */
export type Resource = "rest" | "graphql";

/** What a request costs: reading, changing something that is there, or making something new. */
export type Effect = "read" | "change" | "create";

/** GitHub allows 100 requests at a time over everything an App does; several processes and installations share it. */
const concurrentMax = 20;
/** Secondary limits of GitHub, in points a minute: 1 for a read, 5 for anything else. */
const restPointsPerMinute = 900;
const graphqlPointsPerMinute = 2_000;
/** "No more than 80 content-generating requests per minute and no more than 500 per hour." */
const createdPerMinute = 80;
const createdPerHour = 500;
/** A request is counted when it arrives, not when it is sent: windows are longer than GitHub's by this. */
const transitMs = 1_000;
/** A wait up to this is cheaper than putting the job back. A worker that sleeps longer blocks others. */
export const waitInPlaceMaxMs = 2_000;

const minuteMs = 60_000 + transitMs;
const hourMs = 3_600_000 + transitMs;

/**
 * What one installation may ask of GitHub, and when. Starts free; a pause holds one resource, or both, until a time;
 * pauses only ever grow. Nobody waits here longer than {@link waitInPlaceMaxMs}: beyond that the request is refused
 * with the time at which it may be tried again.
 */
export class Pace {
  readonly #time: Time;
  readonly #points = {
    rest: new Allowance(restPointsPerMinute, minuteMs),
    graphql: new Allowance(graphqlPointsPerMinute, minuteMs),
  };
  readonly #created = [new Allowance(createdPerMinute, minuteMs), new Allowance(createdPerHour, hourMs)];
  readonly #pausedUntil = { rest: 0, graphql: 0 };
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(time: Time) {
    this.#time = time;
  }

  /** Runs a request as soon as it is its turn. Throws {@link GitHubError} `rate-limited` where that is far away. */
  async run<Answer>(resource: Resource, effect: Effect, request: () => Promise<Answer>): Promise<Answer> {
    await this.#enter();
    try {
      await this.#turn(resource, effect);
      return await request();
    } finally {
      this.#leave();
    }
  }

  /** GitHub said that nothing more is to be asked until then. */
  pause(resources: readonly Resource[], until: number): void {
    for (const resource of resources)
      this.#pausedUntil[resource] = Math.max(this.#pausedUntil[resource], until);
  }

  async #turn(resource: Resource, effect: Effect): Promise<void> {
    const points = effect === "read" ? 1 : 5;
    const latest = this.#time.now() + waitInPlaceMaxMs;
    for (;;) {
      const now = this.#time.now();
      const waitMs = Math.max(
        this.#pausedUntil[resource] - now,
        this.#points[resource].waitMs(points, now),
        ...(effect === "create" ? this.#created.map((allowance) => allowance.waitMs(1, now)) : []),
      );
      if (waitMs <= 0) break;
      if (now + waitMs > latest) throw tooSoon(waitMs);
      await this.#time.sleep(waitMs);
    }
    this.#points[resource].spend(points, this.#time.now());
    if (effect === "create") for (const allowance of this.#created) allowance.spend(1, this.#time.now());
  }

  async #enter(): Promise<void> {
    if (this.#running < concurrentMax) {
      this.#running++;
      return;
    }
    // Whoever leaves hands its place on, so the count stays as it is.
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}

function tooSoon(waitMs: number): GitHubError {
  return new GitHubError(
    "rate-limited",
    `This installation has asked as much of GitHub as it may for now; there is room again in ${Math.ceil(waitMs / 1000)} s.`,
    { retryAfterMs: waitMs },
  );
}
