import type { Snapshot } from "./compare.ts";
import { type Side, undisturbedSide } from "./sides.ts";
import type { PlannedStep } from "./story.ts";

/**
 * The run that nobody disturbs. Every batch tells the same story, and only the deaths differ: so it is played once,
 * beside the first batch, and remembered.
 */
export class Undisturbed {
  private readonly side: Side;
  private readonly snapshots: Snapshot[] = [];

  private constructor(side: Side) {
    this.side = side;
  }

  static async start(folder: string): Promise<Undisturbed> {
    return new Undisturbed(await undisturbedSide(folder));
  }

  /** What GitHub shows after a round of the story, counted from 0. */
  async after(index: number, steps: readonly PlannedStep[]): Promise<Snapshot> {
    const known = this.snapshots[index];
    if (known !== undefined) return known;
    if (index !== this.snapshots.length) throw new Error(`Round ${index} is not the next of the story.`);
    await this.side.act(steps, false);
    await this.side.rest();
    const snapshot = await this.side.standIn.look.snapshot();
    this.snapshots.push(snapshot);
    return snapshot;
  }

  async close(): Promise<void> {
    await this.side.close();
  }
}
