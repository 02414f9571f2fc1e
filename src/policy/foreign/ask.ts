import { type Engine, EngineError } from "../../engines/engine.ts";
import { prepareRego, queryRego, type RegoAnswer, type RegoCase } from "../../engines/foreign-rego.ts";
import type { JsonObject } from "../../model/json.ts";
import type { PolicyUnit } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import type { JudgedFinding } from "../judged-finding.ts";
import { exceptionRule } from "./conftest.ts";
import { matches } from "./gatekeeper-match.ts";
import { reviewsOf } from "./gatekeeper-review.ts";
import { foreignFinding, readSaid } from "./said.ts";
import { type ForeignSubject, withoutMarkers } from "./subject.ts";

/** Why a unit, or one of its rules, could not judge. */
export interface UnitFailure {
  readonly reason: "evaluation" | "shape" | "memory";
  /** What a person calls it: the rule, or the unit. */
  readonly name: string;
  readonly detail: string;
}

export interface UnitAnswer {
  readonly findings: readonly JudgedFinding[];
  readonly failures: readonly UnitFailure[];
  /** How many subjects it was asked about, those of its constraints alone. */
  readonly asked: number;
  /** Subjects of which some constraint could not tell whether it is about them. */
  readonly undecided: number;
}

export interface Asking {
  readonly engine: Engine;
  readonly rules: ReadonlyMap<string, Rule>;
  /** `data.inventory`, for templates that read it. */
  readonly inventory: () => JsonObject;
  /** Said before each call, so that the parent knows what ended the worker. */
  readonly onCall: () => void;
}

type RegoUnit = Exclude<PolicyUnit, { readonly kind: "sekisho" }>;

/** Subjects of one call: at 300 rules a call stays below a second, far from the time that ends a worker. */
const subjectsPerCall = 40;

interface Question {
  readonly subject: ForeignSubject;
  readonly case: RegoCase;
  /** Of a constraint: its rule. */
  readonly ruleId: string | null;
}

/** Asks one unit about all subjects. Throws for bugs and broken engines only. */
export function askUnit(unit: RegoUnit, subjects: readonly ForeignSubject[], asking: Asking): UnitAnswer {
  const { questions, undecided } = questionsOf(unit, subjects);
  const findings: JudgedFinding[] = [];
  const failures: UnitFailure[] = [];
  try {
    for (let start = 0; start < questions.length; start += subjectsPerCall) {
      const batch = questions.slice(start, start + subjectsPerCall);
      asking.onCall();
      const answers = answersOf(unit, batch, asking);
      for (const [index, question] of batch.entries()) {
        const read = readAnswers(unit, question, answers[index] ?? [], asking.rules);
        findings.push(...read.findings);
        failures.push(...read.failures);
      }
    }
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === "missing" || error.code === "protocol") throw error;
    failures.push({ reason: "memory", name: unit.label, detail: "" });
  }
  return {
    findings: withoutRepeated(findings),
    failures,
    undecided,
    asked: new Set(questions.map(({ subject }) => subject)).size,
  };
}

function questionsOf(
  unit: RegoUnit,
  subjects: readonly ForeignSubject[],
): { readonly questions: readonly Question[]; readonly undecided: number } {
  if (unit.kind === "conftest") {
    const questions = subjects.map((subject) => ({
      subject,
      case: { input: withoutMarkers(subject.object), file: subject.path },
      ruleId: null,
    }));
    return { questions, undecided: 0 };
  }
  const questions: Question[] = [];
  let undecided = 0;
  for (const subject of subjects.filter(({ kind }) => kind === "object")) {
    const { target, reviews } = reviewsOf(subject);
    for (const { ruleId, match, parameters } of unit.constraints) {
      const applies = matches(match, target);
      if (applies === "unknown") undecided += 1;
      if (applies !== "yes") continue;
      for (const review of reviews)
        questions.push({ subject, case: { input: { review, parameters }, file: "" }, ruleId });
    }
  }
  return { questions, undecided };
}

function answersOf(
  unit: RegoUnit,
  batch: readonly Question[],
  { engine, inventory }: Asking,
): readonly (readonly RegoAnswer[])[] {
  const cases = batch.map((question) => question.case);
  const data = unit.kind === "gatekeeper" && unit.readsInventory ? { inventory: inventory() } : {};
  const answers = queryRego(engine, unit.id, cases, data);
  if (answers !== null) return answers;
  const prepared = prepareRego(engine, unit.id, unit.rego);
  if (prepared.kind === "rejected")
    throw new TypeError(
      `${unit.label} was compiled before, and now is not: ${prepared.problems[0]?.message}`,
    );
  return queryRego(engine, unit.id, cases, data) ?? [];
}

function readAnswers(
  unit: RegoUnit,
  { subject, ruleId }: Question,
  answers: readonly RegoAnswer[],
  rules: ReadonlyMap<string, Rule>,
): Pick<UnitAnswer, "findings" | "failures"> {
  const findings: JudgedFinding[] = [];
  const failures: UnitFailure[] = [];
  const excepted = exceptionsOf(unit, answers);
  for (const { rule: index, value, error } of answers) {
    const id = ruleId ?? (unit.kind === "conftest" ? unit.ruleIds[index] : null) ?? null;
    const rule = id === null ? undefined : rules.get(id);
    const entrypoint = unit.rego.entrypoints[index];
    if (error !== undefined) {
      failures.push({ reason: "evaluation", name: id ?? `${unit.label}.${exceptionRule}`, detail: error });
      continue;
    }
    if (rule === undefined || entrypoint === undefined) continue;
    if (excepted.has(`${entrypoint.package} ${withoutPrefix(entrypoint.name)}`)) continue;
    const read = readSaid(value);
    if (read.kind === "shape") failures.push({ reason: "shape", name: rule.id, detail: read.what });
    else for (const said of read.said) findings.push(foreignFinding(said, rule, subject));
  }
  return { findings, failures };
}

/** `exception contains rules if …`: names of rules, without their prefix, that do not count for this input. */
function exceptionsOf(unit: RegoUnit, answers: readonly RegoAnswer[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { rule: index, value } of answers) {
    const entrypoint = unit.rego.entrypoints[index];
    if (unit.kind !== "conftest" || unit.ruleIds[index] !== null || entrypoint === undefined) continue;
    for (const list of membersOf(value))
      for (const name of membersOf(list)) names.add(`${entrypoint.package} ${String(name)}`);
  }
  return names;
}

function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

function withoutPrefix(name: string): string {
  return name.replace(/^(?:deny|violation|warn)_?/, "");
}

/** Created and updated, an object is asked about twice, and may be told the same. */
function withoutRepeated(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()];
}
