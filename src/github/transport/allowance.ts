/**
 * So many points within any stretch of `windowMs`. It remembers what was spent and when, instead of filling up at a
 * rate: a bucket that was full lets twice its rate through within one window, and a window is what GitHub counts.
 */
export class Allowance {
  readonly #pointsMax: number;
  readonly #windowMs: number;
  #spent: { readonly at: number; readonly points: number }[] = [];
  #used = 0;

  constructor(pointsMax: number, windowMs: number) {
    this.#pointsMax = pointsMax;
    this.#windowMs = windowMs;
  }

  /** Milliseconds until this many points may be spent; 0: now. */
  waitMs(points: number, now: number): number {
    this.#forget(now);
    let used = this.#used;
    let waitMs = 0;
    for (const entry of this.#spent) {
      if (used + points <= this.#pointsMax) break;
      used -= entry.points;
      waitMs = entry.at + this.#windowMs - now;
    }
    return waitMs;
  }

  spend(points: number, now: number): void {
    this.#spent.push({ at: now, points });
    this.#used += points;
  }

  #forget(now: number): void {
    const kept = this.#spent.filter((entry) => entry.at + this.#windowMs > now);
    if (kept.length === this.#spent.length) return;
    this.#spent = kept;
    this.#used = kept.reduce((sum, entry) => sum + entry.points, 0);
  }
}
