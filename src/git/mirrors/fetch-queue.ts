import { MirrorError } from "./mirror-error.ts";
import type { MirrorSource } from "./ports.ts";

/** Fetches ids; whoever is in the queue has the same mirror, so any of their sources will do. */
export type FetchTogether = (ids: readonly string[], source: MirrorSource) => Promise<void>;

/** Pull requests that share one fetch: after a push to a busy base branch, all of them come at once. */
const membersMax = 50;

interface Member {
  readonly ids: readonly string[];
  readonly source: MirrorSource;
  readonly done: (error: unknown) => void;
  /** Its signal was given: it has been told, and nobody waits for its ids any more. */
  left: boolean;
}

/**
 * One fetch at a time; whoever comes meanwhile waits, and everybody who waits shares the next one.
 *
 * States of a member: waiting, then fetching with others, then done. Where a shared fetch fails for something that may
 * be one member's alone, such as a commit that is gone, each half is fetched for by itself, down to that member. One
 * whose signal is given leaves at once; the fetch goes on while somebody is left who waits for it.
 */
export class FetchQueue {
  readonly #fetch: FetchTogether;
  readonly #waiting: Member[] = [];
  #running = false;
  /** Told when somebody leaves. */
  #onLeave: () => void = () => {};

  constructor(fetch: FetchTogether) {
    this.#fetch = fetch;
  }

  add(ids: readonly string[], source: MirrorSource): Promise<void> {
    const { signal } = source;
    if (signal?.aborted === true) return Promise.reject(nobodyWaits());
    return new Promise((resolve, reject) => {
      const leave = () => {
        member.left = true;
        reject(nobodyWaits());
        this.#onLeave();
      };
      const done = (error: unknown) => {
        signal?.removeEventListener("abort", leave);
        if (error === null) resolve();
        else reject(error);
      };
      const member: Member = { ids, source, done, left: false };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(member);
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    // Whoever asks in this turn comes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#serve(this.#waiting.splice(0, membersMax));
    this.#running = false;
  }

  async #serve(all: readonly Member[]): Promise<void> {
    const members = all.filter(({ left }) => !left);
    const [first, second] = members;
    if (first === undefined) return;
    const error = await this.#fetchFor(members, first.source);
    if (second === undefined || !mayBeOneMembers(error)) {
      for (const { done } of members) done(error);
      return;
    }
    const middle = Math.ceil(members.length / 2);
    await this.#serve(members.slice(0, middle));
    await this.#serve(members.slice(middle));
  }

  /** What went wrong, or `null`. Ended when nobody waits for it any more. */
  async #fetchFor(members: readonly Member[], source: MirrorSource): Promise<unknown> {
    const abandoned = new AbortController();
    this.#onLeave = () => {
      if (members.every(({ left }) => left)) abandoned.abort();
    };
    try {
      const ids = new Set(members.flatMap((member) => member.ids));
      await this.#fetch([...ids], { ...source, signal: abandoned.signal });
      return null;
    } catch (error) {
      return error ?? new TypeError("a fetch failed with nothing");
    } finally {
      this.#onLeave = () => {};
    }
  }
}

function nobodyWaits(): MirrorError {
  return new MirrorError("aborted", "The fetch was ended, because nobody waits for it any more.");
}

function mayBeOneMembers(error: unknown): boolean {
  return error instanceof MirrorError && (error.code === "gone" || error.code === "too-large");
}
