/** One finding for which an exception was asked, as it was then. */
export interface WaivedPlace {
  readonly fingerprint: string;
  readonly rootKey: string;
  readonly address: string;
  /** Digest of the values that it rested on. */
  readonly evidence: string;
  readonly measure: string | null;
}

/** An accepted exception: of `.github/sekisho/waivers/*.yml` of the base, or granted in a pull request. */
export interface Waiver {
  readonly id: string;
  /** Rule ids or globs. */
  readonly rules: readonly string[];
  readonly scope: {
    readonly roots: readonly string[];
    readonly resources: readonly string[];
    readonly environments: readonly string[];
    /**
     * Of an exception that was asked for in a pull request: nothing but what was found then. Who raises the value
     * afterwards has to ask again, who lowers it has not.
     */
    readonly places?: readonly WaivedPlace[];
  };
  readonly reason: string;
  readonly requester: string;
  readonly approver: string;
  readonly ticket: string | null;
  /** Local date, inclusive. */
  readonly expires: string;
}
