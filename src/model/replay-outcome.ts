import type { Route } from "./decision.ts";

/** What a decision is made of, in the order in which it is made; `call` and `query` are the policies' answers. */
export type ReplayStage =
  | "data"
  | "call"
  | "query"
  | "foreign-failures"
  | "judged"
  | "settled"
  | "routing"
  | "findings"
  | "decision"
  | "risk"
  | "report";

/** A stage whose bytes are others now. */
export interface StageDifference {
  readonly stage: ReplayStage;
  /** Of calls and queries: how many of them differ, and of how many. */
  readonly count?: number;
  readonly of?: number;
  /** Of calls and queries: what the first of them asked. Else what was recorded, and what came. */
  readonly detail: string;
}

/** What of a decision cannot be had: it may have been erased, or somebody touched it. */
export interface CaseFault {
  readonly part:
    | "case"
    | "compiled"
    | "catalogue"
    | "sources"
    | "data"
    | "configuration"
    | "task"
    | "trace"
    | "inputs"
    | "report";
  readonly blob: string;
  readonly fault: "missing" | "damaged" | "unknown-format";
}

/** Versions that judged then, and that judged now, where they differ. */
export interface ChangedTool {
  readonly name: string;
  readonly recorded: string;
  readonly replayed: string;
}

export type ReplayOutcome =
  /** Every stage gave the same bytes. */
  | { readonly kind: "identical"; readonly calls: number; readonly tools: readonly ChangedTool[] }
  /** Made by another version of the program: the same route and the same findings, in other bytes. */
  | {
      readonly kind: "agrees";
      readonly tools: readonly ChangedTool[];
      readonly differences: readonly StageDifference[];
    }
  | {
      readonly kind: "different";
      readonly tools: readonly ChangedTool[];
      readonly differences: readonly StageDifference[];
      readonly route: { readonly recorded: Route; readonly replayed: Route };
      readonly findings: { readonly gone: readonly string[]; readonly added: readonly string[] };
    }
  /** Parts are not there any more, or are not what they were. */
  | { readonly kind: "incomplete"; readonly faults: readonly CaseFault[] }
  /** It was decided before cases were kept. */
  | { readonly kind: "not-recorded" }
  /** It could not be judged again. */
  | { readonly kind: "failed"; readonly reason: string; readonly detail: string };
