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
  readonly reason: "evaluation" | "shape" | "memory" | "time";
  /** What a person calls it: the rule and where it stands, or the unit. */
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
  /** Entrypoints of the unit that are not asked any more, because one input took them too long, or too much memory. */
  readonly excluded: Set<number>;
  /** Said before each call, so that the parent knows what ended the worker. */
  readonly onCall: () => void;
}

type RegoUnit = Exclude<PolicyUnit, { readonly kind: "sekisho" | "routing" }>;

/** Subjects of one call: at 300 rules a call stays below a second, far from the time that ends a worker. */
const subjectsPerCall = 40;
/** What one rule may take for one object: some hundred times what the largest object takes of a rule that is written well. */
const stepsMax = 300_000;
/** Rules of a unit that may end the engine, one after the other, before the unit is left alone. */
const culpritsMax = 3;

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
  for (let start = 0; start < questions.length; start += subjectsPerCall) {
    const batch = questions.slice(start, start + subjectsPerCall);
    asking.onCall();
    const answers = answersOrCulprits(unit, batch, asking);
    failures.push(...answers.failures);
    if (answers.answers === null) break;
    for (const [index, question] of batch.entries()) {
      const read = readAnswers(unit, question, answers.answers[index] ?? [], asking);
      findings.push(...read.findings);
      failures.push(...read.failures);
    }
  }
  return {
    findings: withoutRepeated(findings),
    failures,
    undecided,
    asked: new Set(questions.map(({ subject }) => subject)).size,
  };
}

interface BatchAnswers {
  /** `null`: nobody is left to be asked. */
  readonly answers: readonly (readonly RegoAnswer[])[] | null;
  readonly failures: readonly UnitFailure[];
}

/** Where a call ends the engine, its rules are asked one by one, and those that end it again are left out. */
function answersOrCulprits(unit: RegoUnit, batch: readonly Question[], asking: Asking): BatchAnswers {
  const { excluded } = asking;
  const failures: UnitFailure[] = [];
  for (let round = 0; round <= culpritsMax; round += 1) {
    const left = unit.rego.entrypoints.flatMap((_, index) => (excluded.has(index) ? [] : [index]));
    if (left.length === 0) return { answers: null, failures };
    try {
      const only = excluded.size === 0 ? null : left;
      return { answers: answersOf(unit, batch, only, asking), failures };
    } catch (error) {
      if (!isEnded(error)) throw error;
    }
    const culprit = left.find((index) => endsEngine(unit, batch, index, asking));
    if (culprit === undefined) break;
    excluded.add(culprit);
    failures.push({ reason: "memory", name: nameOf(unit, culprit, null, asking.rules), detail: "" });
  }
  for (const index of unit.rego.entrypoints.keys()) excluded.add(index);
  return { answers: null, failures: [...failures, { reason: "memory", name: unit.label, detail: "" }] };
}

function endsEngine(unit: RegoUnit, batch: readonly Question[], index: number, asking: Asking): boolean {
  try {
    asking.onCall();
    answersOf(unit, batch, [index], asking);
    return false;
  } catch (error) {
    if (!isEnded(error)) throw error;
    return true;
  }
}

/** Whether what a policy did ended the engine, which is made anew at the next call; and no fault of ours. */
export function isEnded(error: unknown): boolean {
  return error instanceof EngineError && error.code !== "missing" && error.code !== "protocol";
}

function questionsOf(
  unit: RegoUnit,
  subjects: readonly ForeignSubject[],
): { readonly questions: readonly Question[]; readonly undecided: number } {
  if (unit.kind === "conftest") {
    const questions = subjects.map((subject) => ({
      subject,
      // Conftest says where a file lies from the top of the disk; here that is the top of the repository.
      case: { input: withoutMarkers(subject.object), file: `/${subject.path}` },
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
  only: readonly number[] | null,
  { engine, inventory }: Asking,
): readonly (readonly RegoAnswer[])[] {
  const inputs = batch.map((question) => question.case);
  const data = unit.kind === "gatekeeper" && unit.readsInventory ? { inventory: inventory() } : {};
  const query = { inputs, data, only, steps: stepsMax };
  const answers = queryRego(engine, unit.id, query);
  if (answers !== null) return answers;
  const prepared = prepareRego(engine, unit.id, unit.rego);
  if (prepared.kind === "rejected")
    throw new TypeError(
      `${unit.label} was compiled before, and now is not: ${prepared.problems[0]?.message}`,
    );
  return queryRego(engine, unit.id, query) ?? [];
}

function readAnswers(
  unit: RegoUnit,
  { subject, ruleId }: Question,
  answers: readonly RegoAnswer[],
  { rules, excluded }: Asking,
): Pick<UnitAnswer, "findings" | "failures"> {
  const findings: JudgedFinding[] = [];
  const failures: UnitFailure[] = [];
  const excepted = exceptionsOf(unit, answers);
  for (const { rule: index, value, error, steps } of answers) {
    const rule = ruleOf(unit, index, ruleId, rules);
    const entrypoint = unit.rego.entrypoints[index];
    const name = nameOf(unit, index, ruleId, rules);
    if (error !== undefined) {
      if (steps === true) excluded.add(index);
      failures.push({ reason: steps === true ? "time" : "evaluation", name, detail: error });
      continue;
    }
    if (rule === undefined || entrypoint === undefined) continue;
    if (excepted.has(`${entrypoint.package} ${withoutPrefix(entrypoint.name)}`)) continue;
    const read = readSaid(value);
    if (read.kind === "shape") failures.push({ reason: "shape", name, detail: read.what });
    else for (const said of read.said) findings.push(foreignFinding(said, rule, subject));
  }
  return { findings, failures };
}

function ruleOf(
  unit: RegoUnit,
  index: number,
  ruleId: string | null,
  rules: Asking["rules"],
): Rule | undefined {
  const id = ruleId ?? (unit.kind === "conftest" ? unit.ruleIds[index] : null) ?? null;
  return id === null ? undefined : rules.get(id);
}

/** `conftest.policy.main.deny_root (policy/root.rego:12)`. */
function nameOf(unit: RegoUnit, index: number, ruleId: string | null, rules: Asking["rules"]): string {
  const rule = ruleOf(unit, index, ruleId, rules);
  if (rule === undefined) return unit.kind === "conftest" ? `${unit.label}.${exceptionRule}` : unit.label;
  return rule.origin === undefined ? rule.id : `${rule.id} (${rule.origin.path}:${rule.origin.line})`;
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
