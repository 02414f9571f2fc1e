import type { Place } from "./place.ts";
import type { Delivered } from "./rest.ts";

/** What the App said "yes" to. It has to be in the store and processed, for as long as the run lasts. */
export class Ledger {
  private readonly place: Place;
  /** Acknowledged before the last check. */
  private readonly old = new Set<string>();
  private readonly recent = new Set<string>();
  /** Acknowledged when they came for the first time. */
  private readonly atOnce = new Set<string>();
  private mended = 0;

  constructor(place: Place) {
    this.place = place;
  }

  add({ acknowledged, atOnce }: Delivered): void {
    for (const guid of acknowledged) this.recent.add(guid);
    for (const guid of atOnce) this.atOnce.add(guid);
  }

  /**
   * What is not there, or not processed, what the store cannot prove, and what a sweep had to bring back although it had been acknowledged. The App
   * must not run where the store is embedded.
   */
  async lost(): Promise<readonly string[]> {
    const missing = await this.place.lost([...this.old, ...this.recent]);
    const mended = await this.place.mended();
    const hidden = mended
      .slice(this.mended)
      .filter((guid) => this.old.has(guid) || this.atOnce.has(guid) || guid.includes("#"));
    this.mended = mended.length;
    for (const guid of this.recent) this.old.add(guid);
    this.recent.clear();
    const unproven = await this.place.unproven();
    return [...missing, ...unproven, ...hidden.map((guid) => `${guid} (a sweep brought it back)`)];
  }
}
