import type { RoundResult } from "./round.ts";

/** Adds up rounds, and says at the end what came of them. */
export class Tally {
  private readonly times: number[] = [];
  private readonly backs: number[] = [];
  private acknowledged = 0;
  private redelivered = 0;
  private readonly refusals = new Map<string, number>();
  private lost = 0;
  private duplicates = 0;
  private different = 0;
  private busy = 0;

  add(result: RoundResult): void {
    this.times.push(result.tookMs);
    if (result.death.backMs !== null) this.backs.push(result.death.backMs);
    if (isBusy(result)) this.busy += 1;
    this.acknowledged += result.delivered.acknowledged.length;
    this.redelivered += result.delivered.redelivered;
    for (const [status, count] of Object.entries(result.delivered.refusals))
      this.refusals.set(status, (this.refusals.get(status) ?? 0) + count);
    this.lose(result.lost.length);
    const kinds = result.differences.map(({ kind }) => kind);
    this.duplicates += kinds.filter((kind) => kind === "duplicate").length;
    this.different += kinds.filter((kind) => kind !== "duplicate").length;
  }

  lose(count: number): void {
    this.lost += count;
  }

  get ok(): boolean {
    return this.lost + this.duplicates + this.different === 0;
  }

  lines(): readonly string[] {
    const refused = [...this.refusals].map(
      ([status, count]) => `${count} × ${status === "0" ? "no answer" : status}`,
    );
    return [
      `round: ${spread(this.times)}`,
      ...(this.backs.length === 0 ? [] : [`from the death until ready again: ${spread(this.backs)}`]),
      `${this.acknowledged} deliveries acknowledged${this.lost === 0 ? ", each processed" : ""}; refused: ${refused.join(", ") || "none"}; sent again: ${this.redelivered}`,
      `${this.busy} deaths with work in hand or a delivery refused`,
      `${this.times.length} rounds, ${this.lost} lost, ${this.duplicates} duplicates, ${this.different} different`,
    ];
  }
}

/** The death cut something off, as far as can be told from outside. */
function isBusy({ death, delivered }: RoundResult): boolean {
  return /^[1-9]\d* in hand/.test(death.doing) || Object.keys(delivered.refusals).length > 0;
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number) => seconds(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return `${at(0)} min, ${at(0.5)} median, ${at(0.95)} p95, ${at(1)} max`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
