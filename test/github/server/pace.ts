/** How long GitHub takes for an answer. What is left out takes no longer than it has to. */
export interface Latency {
  readonly restMs?: number;
  readonly graphqlMs?: number;
  readonly gitMs?: number;
}

/** Where a call waits: nothing is done yet, or all is done and only the answer is missing. */
export type HoldPoint = "before" | "after";

interface Held {
  readonly operation: string;
  readonly go: () => void;
}

/** Holds calls back: for races that tests want to happen, and for answers that take their time. */
export class Pace {
  latency: Latency;
  private readonly points = new Map<string, HoldPoint>();
  private readonly held: Held[] = [];
  private readonly watchers: (() => void)[] = [];

  constructor(latency: Latency) {
    this.latency = latency;
  }

  /** Every call of this operation waits from now on. */
  hold(operation: string, at: HoldPoint): void {
    this.points.set(operation, at);
  }

  /** Lets those that wait go, and holds no more. */
  release(operation: string): void {
    this.points.delete(operation);
    for (const one of this.held.splice(0)) {
      if (one.operation === operation) one.go();
      else this.held.push(one);
    }
  }

  /** When so many calls of the operation wait. */
  async arrived(operation: string, count: number): Promise<void> {
    while (this.held.filter((one) => one.operation === operation).length < count)
      await new Promise<void>((resolve) => this.watchers.push(resolve));
  }

  async pass(operation: string, at: HoldPoint): Promise<void> {
    if (this.points.get(operation) !== at) return;
    await new Promise<void>((go) => {
      this.held.push({ operation, go });
      for (const watcher of this.watchers.splice(0)) watcher();
    });
  }

  async take(kind: "rest" | "graphql" | "git"): Promise<void> {
    const ms = this.latency[`${kind}Ms`] ?? 0;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
