import { callJson } from "../../engines/call-json.ts";
import { type Engine, EngineError } from "../../engines/engine.ts";
import type { DiagnosticKind, DiagnosticMessage } from "../../model/diagnostic.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";

/** File index, start line and column, end line and column (1-based, the end column exclusive). */
export type Range = readonly [
  file: number,
  startLine: number,
  startColumn: number,
  endLine: number,
  endColumn: number,
];

/** One instance of a block, as the engine gives it (engines/terraform). */
export interface EngineResource {
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
  readonly unknown: Readonly<Record<string, string>>;
  readonly sensitive: readonly string[];
  readonly ranges: Readonly<Record<string, Range>>;
  /** Where a value is written, if it is only referred to where it is used. */
  readonly sources: Readonly<Record<string, Range>>;
  readonly range: Range;
  /** The module calls that lead there, from the root down. */
  readonly calls: readonly Range[];
}

export interface EngineDiagnostic {
  readonly kind: DiagnosticKind;
  readonly messageId: DiagnosticMessage;
  readonly arguments: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly digest: string;
  readonly path: string;
  readonly range: readonly [startLine: number, startColumn: number, endLine: number, endColumn: number];
}

/** What a `moved`, `import` or `removed` block declares; addresses are seen from the root. */
export interface EngineMove {
  readonly kind: "moved" | "import" | "removed";
  readonly from?: string;
  readonly to?: string;
  readonly id?: string;
  /** A `removed` block that makes Terraform forget what is there, and destroys nothing. */
  readonly kept?: boolean;
  readonly range: Range;
}

export interface EngineOutput {
  readonly files: readonly string[];
  readonly resources: readonly EngineResource[];
  readonly moves: readonly EngineMove[];
  readonly diagnostics: readonly EngineDiagnostic[];
  /** What an unknown value is made of (`data.aws_sns_topic.orders.arn`), by the digest of its expression. */
  readonly referred: Readonly<Record<string, readonly string[]>>;
}

export interface EngineInput {
  readonly root: string;
  readonly files: Readonly<Record<string, string>>;
  readonly varFiles: readonly string[];
  readonly variables: Readonly<Record<string, JsonValue>>;
  readonly workspace: string;
  readonly unread: readonly string[];
  /** Files that are only read and cannot be given; true for those that are too large. */
  readonly closed: Readonly<Record<string, boolean>>;
}

/** Evaluates a root. Throws {@link EngineError}, as every engine call does. */
export function evaluateTerraform(engine: Engine, input: EngineInput): EngineOutput {
  const answer = callJson(engine, "evaluate", { ...input });
  if (answer.kind !== "ok") throw new EngineError("protocol", `evaluate refused: ${answer.message}`);
  return answer.value as unknown as EngineOutput;
}
