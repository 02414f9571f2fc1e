import type { PolicyFinding } from "../model/finding.ts";
import type { Subject } from "./input.ts";
import type { JudgedFinding } from "./judged-finding.ts";

/** One question to a policy set. */
export interface PolicyCall {
  readonly ruleIds: readonly string[];
  readonly byteLength: number;
  /** `null`: too large to be asked. */
  readonly bytes: Uint8Array | null;
}

/** Whoever records what policies were asked hears it in this order: a call, what it said, what each of that became. */
export interface VerdictTrace {
  call(call: PolicyCall): void;
  said(findings: readonly PolicyFinding[]): void;
  /** `subject` is what it is about, where that is an item of the input. */
  resolved(finding: JudgedFinding, subject: Subject | undefined): void;
  /** The call ended in an error, or said what cannot be read. */
  failed(message: string): void;
}
