import type { EngineModule } from "../../engines/instance.ts";
import type { Decision } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import type { StageDifference } from "../../model/replay-outcome.ts";
import type { EvaluationDigests, PackedInput } from "../evaluation/recording/recording.ts";
import type { OtherWaivers } from "./under.ts";

/** A recorded decision as it crosses to a worker: bytes, which nobody but the worker parses. */
export interface ReplayTask {
  /** Digest of the module, under which a worker keeps it. */
  readonly compiled: string;
  readonly module: WebAssembly.Module;
  /** Of the policy set: JSON. */
  readonly rules: Uint8Array;
  readonly sources: Uint8Array | null;
  readonly data: Uint8Array;
  readonly configuration: Uint8Array;
  readonly task: Uint8Array;
  readonly trace: Uint8Array;
  readonly packs: readonly Uint8Array[];
  readonly inputs: readonly PackedInput[];
  readonly digests: EvaluationDigests & { readonly riskDigest: string };
  /** Rules and configuration that it is held against instead; absent: those that decided. */
  readonly under?: {
    readonly module: WebAssembly.Module | null;
    readonly rules: Uint8Array | null;
    readonly configuration: Uint8Array | null;
    readonly waivers: OtherWaivers | null;
    /** What an organisation adds: JSON, which may be `null`. Absent: what decided. */
    readonly sources?: Uint8Array;
  };
}

export interface ReplayedDecision {
  readonly differences: readonly StageDifference[];
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  /** Of the shipped and the organisation's rules, and of OPA's own evaluator. */
  readonly calls: number;
  /** Under others: what of their effect the record cannot show. */
  readonly untold?: readonly string[];
}

export interface ReplayProtocol {
  readonly task: ReplayTask;
  readonly result: ReplayedDecision;
  readonly request: { readonly kind: "engine" };
  readonly answer: EngineModule;
  readonly progress: string;
}
