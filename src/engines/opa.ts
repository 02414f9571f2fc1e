import { z } from "zod";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { callJson } from "./call-json.ts";
import { type Engine, EngineError } from "./engine.ts";

/** Rego files by path, and what they may use (policies/capabilities.json). */
export interface RegoSource {
  readonly files: Readonly<Record<string, string>>;
  readonly capabilities: JsonValue;
}

export const regoProblemSchema = z.object({
  file: z.string(),
  /** 1-based; 0 where OPA names no line. */
  row: z.int(),
  column: z.int(),
  code: z.string(),
  message: z.string(),
  instead: z.string().optional(),
});
/** Something that the author of a Rego file can mend; `instead` says what to write, where that is known. */
export type RegoProblem = Readonly<z.infer<typeof regoProblemSchema>>;

/** `rejected` is about the files, and is shown to whoever wrote them. */
export type OpaResult<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "rejected"; readonly problems: readonly RegoProblem[] };

const json: z.ZodType<JsonValue> = z.custom<JsonValue>();

const annotationSchema = z.object({
  /** What it is about: `data.security.no_host_network`. */
  path: z.string(),
  scope: z.string(),
  file: z.string(),
  row: z.int(),
  metadata: z.custom<JsonObject>(),
});
/** One METADATA block, as OPA reads it. */
export type RegoAnnotation = Readonly<z.infer<typeof annotationSchema>>;

const compiledSchema = z.object({
  wasm: z.string(),
  annotations: z.array(annotationSchema),
  warnings: z.array(regoProblemSchema),
});
export interface CompiledPolicies {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly annotations: readonly RegoAnnotation[];
  /** With `strict` only. */
  readonly warnings: readonly RegoProblem[];
}

/**
 * Compiles rules to WebAssembly for opa-wasm. `entrypoint` is a rule by path: `sekisho/findings`; it is the module's only
 * one. `strict` also reports unused variables and imports as warnings, for nearly twice the time.
 */
export function compilePolicies(
  engine: Engine,
  source: RegoSource,
  options: { readonly entrypoint: string; readonly strict?: boolean },
): OpaResult<CompiledPolicies> {
  const { entrypoint, strict = false } = options;
  const result = call(engine, "compile", { ...source, entrypoint, strict }, compiledSchema);
  if (result.kind === "rejected") return result;
  return { kind: "ok", value: { ...result.value, wasm: bytesOf(result.value.wasm) } };
}

/** A copy in a buffer of its own: opa-wasm takes no view of a larger one. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

const annotationsSchema = z.object({ annotations: z.array(annotationSchema) });

/** The METADATA of files, without compiling them. */
export function readAnnotations(engine: Engine, source: RegoSource): OpaResult<readonly RegoAnnotation[]> {
  const result = call(engine, "annotations", { ...source }, annotationsSchema);
  return result.kind === "rejected" ? result : { kind: "ok", value: result.value.annotations };
}

const formattedSchema = z.object({ text: z.string() });

/** `opa fmt`. */
export function formatRego(engine: Engine, path: string, text: string): OpaResult<string> {
  const result = call(engine, "format", { path, text }, formattedSchema);
  return result.kind === "rejected" ? result : { kind: "ok", value: result.value.text };
}

const testSchema = z.object({
  /** `data.security.no_host_network_test`. */
  package: z.string(),
  name: z.string(),
  file: z.string(),
  row: z.int(),
  pass: z.boolean(),
  /** Its name begins with `todo_`. */
  skipped: z.boolean(),
  /** What print() wrote. */
  output: z.string(),
  /** The expression that failed, with file and line, or the error; "" where it passed. */
  failure: z.string(),
});
export type RegoTest = Readonly<z.infer<typeof testSchema>>;
export const testsSchema = z.object({ tests: z.array(testSchema) });

/** Runs the tests on OPA's own evaluator. `filter` is a regular expression over `data.package.test_name`. */
export function testPolicies(
  engine: Engine,
  source: RegoSource,
  options: { readonly data?: JsonObject; readonly filter?: string } = {},
): OpaResult<readonly RegoTest[]> {
  const { data = {}, filter = "" } = options;
  const result = call(engine, "test", { ...source, data, filter }, testsSchema);
  return result.kind === "rejected" ? result : { kind: "ok", value: result.value.tests };
}

const evaluatedSchema = z.object({ defined: z.boolean(), result: json });

/** What OPA's own evaluator says about a rule; `undefined` where it has no value. Sets are lists, sorted. */
export function evaluatePolicies(
  engine: Engine,
  source: RegoSource,
  options: { readonly entrypoint: string; readonly input: JsonValue; readonly data?: JsonObject },
): OpaResult<JsonValue | undefined> {
  const { entrypoint, input, data = {} } = options;
  const result = call(engine, "evaluate", { ...source, entrypoint, input, data }, evaluatedSchema);
  if (result.kind === "rejected") return result;
  return { kind: "ok", value: result.value.defined ? result.value.result : undefined };
}

const rejectionSchema = z.object({ problems: z.array(regoProblemSchema) });

/** Calls a function of the OPA engine of which files may be rejected. */
export function call<T>(engine: Engine, name: string, input: JsonObject, schema: z.ZodType<T>): OpaResult<T> {
  const answer = callJson(engine, name, input);
  if (answer.kind === "ok") return { kind: "ok", value: schema.parse(answer.value) };
  if (answer.code === "rejected")
    return { kind: "rejected", problems: rejectionSchema.parse(answer.details).problems };
  if (answer.code === "evaluation" || answer.code === "entrypoint") {
    return {
      kind: "rejected",
      problems: [{ file: "", row: 0, column: 0, code: answer.code, message: answer.message }],
    };
  }
  throw new EngineError("protocol", `${name}: ${answer.message}`);
}
