import { z } from "zod";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { callJson } from "./call-json.ts";
import { type Engine, EngineError } from "./engine.ts";
import { call, type OpaResult, type RegoTest, testsSchema } from "./opa.ts";

/** A rule by its package (`main`, `k8s.images`) and its name (`deny_root`). */
export interface RuleName {
  readonly package: string;
  readonly name: string;
}

/** Rego that was written for another tool, and what it is asked. */
export interface ForeignRego {
  /** Path to text. */
  readonly files: Readonly<Record<string, string>>;
  /** `any`: each file says by its syntax which version it is. */
  readonly version: "v0" | "v1" | "any";
  readonly data: JsonObject;
  readonly entrypoints: readonly RuleName[];
}

const foundSchema = z.object({
  package: z.string(),
  name: z.string(),
  file: z.string(),
  row: z.int(),
  /** `set`, `array`, `boolean`, …; "" where the compiler cannot tell. */
  shape: z.string(),
  /** What a set holds: `string`, `object`, `number`, …; "" where the compiler cannot tell. */
  elements: z.string(),
  /** Whether its file reads `data.inventory`. */
  inventory: z.boolean(),
  /** METADATA of the rule, else of its package. */
  metadata: z.custom<JsonObject>().optional(),
});
export type FoundRule = Readonly<z.infer<typeof foundSchema>>;
const preparedSchema = z.object({ rules: z.array(foundSchema) });

/**
 * Compiles foreign Rego on OPA itself, and says which rules it has. With entrypoints it stays in the engine under `id`,
 * for {@link queryRego}, until the engine is thrown away.
 */
export function prepareRego(engine: Engine, id: string, rego: ForeignRego): OpaResult<readonly FoundRule[]> {
  const result = call(engine, "prepare", { id, ...inputOf(rego) }, preparedSchema);
  return result.kind === "rejected" ? result : { kind: "ok", value: result.value.rules };
}

/** One thing that rules are asked about. `file` becomes `data.conftest.file`; "" leaves that as it is. */
export interface RegoCase {
  readonly input: JsonValue;
  readonly file: string;
}

const answersSchema = z.object({
  results: z.array(
    z.array(
      z.object({
        rule: z.int(),
        value: z.custom<JsonValue>(),
        error: z.string().optional(),
        /** It ended because it took more steps than it may. */
        steps: z.boolean().optional(),
      }),
    ),
  ),
});
/** What one entrypoint says about one input: a value, or the error that it ended with. */
export type RegoAnswer = Readonly<z.infer<typeof answersSchema>["results"][number][number]>;

export interface RegoQuery {
  readonly inputs: readonly RegoCase[];
  readonly data: JsonObject;
  /** Entrypoints by index; `null`: all of them, which costs less than each for itself. */
  readonly only: readonly number[] | null;
  /** What one entrypoint may take for one input: the same input ends the same way on every machine. */
  readonly steps: number;
}

/**
 * Asks entrypoints about inputs; rules without a value are left out. `null`: nothing is prepared under this id. Throws
 * {@link EngineError} where the engine stopped.
 */
export function queryRego(
  engine: Engine,
  id: string,
  { inputs, data, only, steps }: RegoQuery,
): readonly (readonly RegoAnswer[])[] | null {
  const cases = inputs.map(({ input, file }) => ({ input, file }));
  const answer = callJson(engine, "query", { id, inputs: cases, data, only: only ?? [], steps });
  if (answer.kind === "ok") return answersSchema.parse(answer.value).results;
  if (answer.code === "unprepared") return null;
  throw new EngineError("protocol", `query: ${answer.message}`);
}

/** Runs the rules that begin with `test_`. */
export function testForeignRego(engine: Engine, rego: ForeignRego): OpaResult<readonly RegoTest[]> {
  const result = call(engine, "test_foreign", { id: "", ...inputOf(rego) }, testsSchema);
  return result.kind === "rejected" ? result : { kind: "ok", value: result.value.tests };
}

function inputOf({ files, version, data, entrypoints }: ForeignRego): JsonObject {
  return {
    files,
    version: version === "any" ? "" : version,
    data,
    entrypoints: entrypoints.map(({ package: path, name }) => ({ package: path, name })),
  };
}
