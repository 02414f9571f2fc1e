/** What comes out of the worker beside an evaluation. */
export interface EvaluationRecording {
  /** An `EvaluationTrace`, as JSON. */
  readonly trace: string;
  /** What policies were asked, byte for byte: some beside each other in one pack. */
  readonly packs: readonly Uint8Array[];
  readonly inputs: readonly PackedInput[];
  /** `data` of the shipped rules, as it was given to them. */
  readonly parameters: string;
  readonly digests: EvaluationDigests;
}

export interface PackedInput {
  readonly pack: number;
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** SHA-256 of what each stage gave, over its JSON. */
export interface EvaluationDigests {
  /** What the rules said of both sides, resolved. */
  readonly judged: string;
  /** With baseline, enforcement, waivers and suppressions. */
  readonly settled: string;
  readonly findings: string;
  readonly decision: string;
}
