/** Real time, moved on as tests say. */
export class StandInClock {
  private ahead = 0;
  private readonly real: () => number;

  constructor(real: () => number = Date.now) {
    this.real = real;
  }

  readonly now = (): number => this.real() + this.ahead;

  advance(ms: number): void {
    this.ahead += ms;
  }
}
