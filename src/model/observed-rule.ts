/** A rule that came with a rule set a short while ago, and does not count yet. */
export interface ObservedRule {
  readonly ruleId: string;
  /** The last local date on which it only observes. */
  readonly until: string;
}

/** The same in one organisation, with when it came. */
export interface NewRule extends ObservedRule {
  /** Login, in small letters. */
  readonly organisation: string;
  /** The local date on which the set that brought it was activated. */
  readonly since: string;
}
