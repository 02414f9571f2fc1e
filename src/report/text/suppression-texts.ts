export interface SuppressionTexts {
  /** Comments and annotations that ask to ignore a rule, and have no effect. */
  idle(count: number): string;
  readonly states: {
    readonly new: string;
    readonly "not-allowed": string;
    readonly never: string;
    readonly "no-reason": string;
    readonly "without-rule": string;
    readonly "unknown-rule": string;
    readonly rendered: string;
    readonly unattached: string;
    readonly "of-nothing": string;
  };
}
