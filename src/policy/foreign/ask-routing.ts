import type { Engine } from "../../engines/engine.ts";
import { prepareRego, queryRego, type RegoAnswer } from "../../engines/foreign-rego.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import type { RoutingUnit } from "../../model/policy-sources.ts";
import { isEnded, type UnitFailure } from "./ask.ts";
import { type Nameable, type RoutingAnswer, readRouting } from "./routing-answer.ts";

/** Once for a pull request, over all of its changes: three times what one object may take of a rule about objects. */
const stepsMax = 1_000_000;

const nothing: RoutingAnswer = { reasons: [], reviewers: [], wrong: [] };

export interface AskedRouting {
  readonly answer: RoutingAnswer;
  /** Why it did not say everything. Whatever it could not say, somebody has to look at. */
  readonly failures: readonly UnitFailure[];
}

/** Asks routing rules about one pull request. Throws for bugs and broken engines only. */
export function askRouting(
  engine: Engine,
  unit: RoutingUnit,
  input: JsonObject,
  names: Nameable,
): AskedRouting {
  const failed = (reason: UnitFailure["reason"], detail: string): AskedRouting => ({
    answer: nothing,
    failures: [{ reason, name: unit.label, detail }],
  });
  let answers: readonly RegoAnswer[];
  try {
    answers = answersOf(engine, unit, input);
  } catch (error) {
    if (!isEnded(error)) throw error;
    return failed("memory", "");
  }
  const broken = answers.find(({ error }) => error !== undefined);
  if (broken !== undefined) return failed(broken.steps === true ? "time" : "evaluation", broken.error ?? "");
  const said = (name: string): JsonValue => {
    const index = unit.rego.entrypoints.findIndex((entrypoint) => entrypoint.name === name);
    return answers.find(({ rule }) => rule === index)?.value ?? [];
  };
  const answer = readRouting({ reasons: said("reasons"), reviewers: said("reviewers") }, names);
  const failures = answer.wrong.length === 0 ? [] : failed("evaluation", answer.wrong.join("; ")).failures;
  return { answer, failures };
}

function answersOf(engine: Engine, unit: RoutingUnit, input: JsonObject): readonly RegoAnswer[] {
  const query = { inputs: [{ input, file: "" }], data: {}, only: null, steps: stepsMax };
  const known = queryRego(engine, unit.id, query);
  if (known !== null) return known[0] ?? [];
  const prepared = prepareRego(engine, unit.id, unit.rego);
  if (prepared.kind === "rejected")
    throw new TypeError(
      `${unit.label} was compiled before, and now is not: ${prepared.problems[0]?.message}`,
    );
  return queryRego(engine, unit.id, query)?.[0] ?? [];
}
