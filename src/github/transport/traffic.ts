import type { Log } from "../../model/log.ts";
import { GitHubError } from "../ports.ts";
import type { Time } from "../time.ts";
import { type Failure, failureIn, failureOf, type GivenAnswer, msUntilReset } from "./failure.ts";
import type { GitHubMetrics } from "./meter.ts";
import { type Effect, Pace, type Resource, waitInPlaceMaxMs } from "./pace.ts";

/** A read is sent again this often after a failure of GitHub or the network. */
const readRetriesMax = 3;
const retryBaseMs = 200;

/** What a request is, as far as it matters how it is sent. */
export interface Description {
  /** Method and route, without names: for logs. */
  readonly route: string;
  /** Method and path: for errors. */
  readonly request: () => string;
  readonly resource: Resource;
  readonly effect: Effect;
  /** A token is fetched within another request, so it does not wait for a place again. */
  readonly purpose: "token" | "api";
  /** A second time does no harm. */
  readonly repeatable: boolean;
}

/** Two clocks at one moment, in milliseconds since 1970; GitHub's is told to the second. */
export interface ClockReading {
  readonly ours: number;
  readonly theirs: number;
}

type Outcome<Answer> =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "failure"; readonly error: GitHubError };

export interface TrafficOptions {
  readonly time: Time;
  readonly log: Pick<Log, "debug">;
  readonly metrics: GitHubMetrics;
}

/** All requests of one identity: paced, repeated where that does no harm, and failing in one way. */
export class Traffic {
  readonly #time: Time;
  readonly #log: Pick<Log, "debug">;
  readonly #metrics: GitHubMetrics;
  readonly #pace: Pace;
  /** GitHub's clock beside ours, as the last answer told it; `null`: none did. */
  clock: ClockReading | null = null;

  constructor({ time, log, metrics }: TrafficOptions) {
    this.#time = time;
    this.#log = log;
    this.#metrics = metrics;
    this.#pace = new Pace(time);
  }

  async send<Answer extends GivenAnswer>(what: Description, request: () => Promise<Answer>): Promise<Answer> {
    for (let retries = 0; ; retries++) {
      const outcome = await this.#once(what, request);
      if (outcome.kind === "answer") return outcome.answer;
      const waitMs = this.#retryWaitMs(outcome.error, what, retries);
      if (waitMs === null) throw outcome.error;
      this.#log.debug({ route: what.route, retries, waitMs }, "Asking GitHub again");
      await this.#time.sleep(waitMs);
    }
  }

  async #once<Answer extends GivenAnswer>(
    what: Description,
    request: () => Promise<Answer>,
  ): Promise<Outcome<Answer>> {
    const startedAt = this.#time.now();
    try {
      const paced = () => this.#pace.run(what.resource, what.effect, request);
      const answer = await (what.purpose === "token" ? request() : paced());
      const now = this.#time.now();
      const failure = failureIn(answer, what.request, now);
      if (failure !== null) return this.#failed(failure, what, now - startedAt);
      this.#seen(answer, now);
      const usedUpMs = msUntilReset(answer.headers, now);
      if (usedUpMs !== null) {
        this.#pace.pause([what.resource], now + usedUpMs);
        this.#metrics.paused("primary", usedUpMs / 1000);
      }
      this.#metrics.called(kindOf(what), "ok");
      const { status } = answer;
      this.#log.debug({ route: what.route, status, durationMs: now - startedAt }, "GitHub answered");
      return { kind: "answer", answer };
    } catch (error) {
      // Of our own pace, or of the token that the request waited for: it is told, and was repeated, already.
      if (error instanceof GitHubError) throw error;
      const now = this.#time.now();
      const failure = failureOf(error, what.request, now);
      if (failure === null) throw error;
      return this.#failed(failure, what, now - startedAt);
    }
  }

  #seen({ headers }: GivenAnswer, now: number): void {
    const theirs = Date.parse(String(headers["date"] ?? ""));
    if (!Number.isNaN(theirs)) this.clock = { ours: now, theirs };
  }

  /** A limit holds for whatever is asked next. */
  #failed({ error, limited }: Failure, what: Description, durationMs: number): Outcome<never> {
    const { code, retryAfterMs } = error;
    if (limited !== null && retryAfterMs !== null) {
      const paused: readonly Resource[] = limited === "everything" ? ["rest", "graphql"] : [what.resource];
      this.#pace.pause(paused, this.#time.now() + retryAfterMs);
      this.#metrics.paused(limited === "everything" ? "secondary" : "primary", retryAfterMs / 1000);
    }
    this.#metrics.called(kindOf(what), code === "rate-limited" ? "rate-limited" : "error");
    this.#log.debug({ route: what.route, code, retryAfterMs, durationMs }, "GitHub refused or failed");
    return { kind: "failure", error };
  }

  /**
   * A write that failed or timed out may have taken place: only a limit is known to have kept it back. Reads are
   * repeated, but not after a timeout: another one would hold the worker for as long.
   */
  #retryWaitMs({ code, retryAfterMs }: GitHubError, what: Description, retries: number): number | null {
    if (code === "rate-limited") {
      const waitMs = retryAfterMs ?? Number.POSITIVE_INFINITY;
      return waitMs <= waitInPlaceMaxMs && retries === 0 ? waitMs : null;
    }
    if (code !== "unavailable" || !what.repeatable || retries >= readRetriesMax) return null;
    return retryBaseMs * 2 ** retries * (0.5 + this.#time.random());
  }
}

function kindOf({ purpose, resource }: Description): "rest" | "graphql" | "token" {
  return purpose === "token" ? "token" : resource;
}
