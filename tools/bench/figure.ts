/** One number of the bench: measured several times, because a machine is never quiet. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  /** At most this much, in the unit of the samples; `null`: nobody promised anything. */
  readonly budget: number | null;
}

export type Unit = "ms" | "s" | "GB" | "MB" | "KB" | "×";

/** What a part of the bench found out, or why it could not run. */
export type Outcome =
  | { readonly kind: "measured"; readonly figures: readonly Figure[] }
  | { readonly kind: "skipped"; readonly reason: string };

/** A part that can be asked for by its name. */
export interface Part {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

/** The middle sample; of an even number, the mean of the middle two. `NaN` of none. */
export function median(samples: readonly number[]): number {
  const sorted = ascending(samples);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The smallest sample that at least so much of all samples (0 to 1) do not exceed. `NaN` of none. */
export function percentile(samples: readonly number[], share: number): number {
  return ascending(samples)[Math.max(0, Math.ceil(samples.length * share) - 1)] ?? Number.NaN;
}

export function isWithinBudget({ samples, budget }: Figure): boolean {
  return budget === null || median(samples) <= budget;
}

function ascending(samples: readonly number[]): readonly number[] {
  return samples.toSorted((a, b) => a - b);
}
