import type { Engine } from "../../../engines/engine.ts";
import type { Diagnostic, NotEvaluated } from "../../../model/diagnostic.ts";
import { digestOf } from "../../../model/digest.ts";
import type { JsonObject } from "../../../model/json.ts";
import { fileLocation } from "../../../model/location.ts";
import type { PolicyUnit } from "../../../model/policy-sources.ts";
import type { Root } from "../../../model/root.ts";
import type { Rule } from "../../../model/rule.ts";
import { askUnit, type UnitFailure } from "../../../policy/foreign/ask.ts";
import type { ForeignSubject } from "../../../policy/foreign/subject.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import type { EvaluationPorts } from "../ports.ts";
import type { EvaluationTask, FailedRoot } from "../task.ts";

type RegoUnit = Exclude<PolicyUnit, { readonly kind: "sekisho" | "routing" }>;

/** What a worker is at while it asks a unit: the unit is left out of the next try, not the root. */
export const unitKeyPrefix = "policies ";

type JudgedRoot = Pick<Root, "key" | "kind" | "path">;

/** What policies of other tools say in one evaluation, and what they could not say. */
export interface ForeignRun {
  /** Asks every unit about one side of a root. */
  judge(
    root: JudgedRoot,
    side: "base" | "head",
    subjects: readonly ForeignSubject[],
    inventory: () => JsonObject,
  ): readonly JudgedFinding[];
  /** Units that did not run to their end: each rule is told once, and always counts, because nobody knows what it would say. */
  diagnostics(): readonly Diagnostic[];
  notEvaluated(): readonly NotEvaluated[];
}

/** `null`: no source is configured, or none of its rules is asked. */
export async function createForeignRun(
  task: Pick<EvaluationTask, "rules" | "policySources" | "failedRoots">,
  ports: Pick<EvaluationPorts, "engine" | "startRoot">,
): Promise<ForeignRun | null> {
  const rules = new Map(
    task.rules.filter(({ origin }) => origin !== undefined).map((rule) => [rule.id, rule]),
  );
  const units = (task.policySources?.units ?? []).filter(isAskedOfObjects);
  const asked = units.filter((unit) => idsOf(unit).some((id) => id !== null && rules.has(id)));
  if (asked.length === 0) return null;
  return new Run(asked, rules, await ports.engine("opa"), task.failedRoots, ports);
}

function isAskedOfObjects(unit: PolicyUnit): unit is RegoUnit {
  return unit.kind === "conftest" || unit.kind === "gatekeeper";
}

/** Units of a source that ended a worker before. */
export function endedUnit(failed: readonly FailedRoot[], unit: PolicyUnit): FailedRoot | undefined {
  return failed.find(({ key }) => key === unitKeyPrefix + unit.id);
}

function idsOf(unit: RegoUnit): readonly (string | null)[] {
  return unit.kind === "conftest" ? unit.ruleIds : unit.constraints.map(({ ruleId }) => ruleId);
}

class Run implements ForeignRun {
  readonly #units: readonly RegoUnit[];
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #engine: Engine;
  readonly #ports: Pick<EvaluationPorts, "startRoot">;
  /** By source and what failed there, the first failure. */
  readonly #failures = new Map<string, Diagnostic>();
  /** Rules that are asked no more, by index. */
  readonly #excluded: ReadonlyMap<RegoUnit, Set<number>>;
  readonly #unseen = new Map<string, NotEvaluated>();

  constructor(
    units: readonly RegoUnit[],
    rules: ReadonlyMap<string, Rule>,
    engine: Engine,
    failed: readonly FailedRoot[],
    ports: Pick<EvaluationPorts, "startRoot">,
  ) {
    this.#units = units;
    this.#rules = rules;
    this.#engine = engine;
    this.#ports = ports;
    this.#excluded = new Map(units.map((unit) => [unit, new Set()]));
    for (const unit of units) {
      const ended = endedUnit(failed, unit);
      if (ended === undefined) continue;
      for (const index of unit.rego.entrypoints.keys()) this.#excluded.get(unit)?.add(index);
      this.#fail(unit, { reason: ended.reason === "time" ? "time" : "memory", name: unit.label, detail: "" });
    }
  }

  judge(
    root: JudgedRoot,
    side: "base" | "head",
    subjects: readonly ForeignSubject[],
    inventory: () => JsonObject,
  ): readonly JudgedFinding[] {
    if (subjects.length === 0) return [];
    const findings: JudgedFinding[] = [];
    for (const unit of this.#units) {
      const excluded = this.#excluded.get(unit) ?? new Set();
      if (excluded.size === unit.rego.entrypoints.length) continue;
      const own = unit.kind === "conftest" ? subjects.filter(isConftests(root)) : subjects;
      const relevant = own.filter(({ hasUnknown }) => !hasUnknown);
      const hidden = own.length - relevant.length;
      if (side === "head" && hidden > 0) this.#pass(root, unit, "policy-unknown-values", hidden);
      const onCall = () => this.#ports.startRoot({ kind: "judge", key: unitKeyPrefix + unit.id, roots: 0 });
      const [engine, rules] = [this.#engine, this.#rules];
      const answer = askUnit(unit, relevant, { engine, rules, inventory, excluded, onCall });
      findings.push(...answer.findings);
      for (const failure of answer.failures) this.#fail(unit, failure);
      if (side === "head" && answer.undecided > 0)
        this.#pass(root, unit, "policy-namespace", answer.undecided);
      if (side === "head" && unit.kind === "gatekeeper" && unit.readsInventory && answer.asked > 0)
        this.#pass(root, unit, "policy-inventory", answer.asked);
    }
    this.#ports.startRoot({ kind: "judge", key: root.key, roots: 0 });
    return findings;
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.#failures.values()];
  }

  notEvaluated(): readonly NotEvaluated[] {
    return [...this.#unseen.values()];
  }

  #fail({ source, id }: RegoUnit, { reason, name, detail }: UnitFailure): void {
    const failure = failureDiagnostic({ source, id }, { reason, name, detail });
    if (this.#failures.has(failure.subject) || this.#failures.size >= failuresMax) return;
    this.#failures.set(failure.subject, failure);
  }

  /** Once for each root and source, whatever number of its policies are concerned. */
  #pass(root: JudgedRoot, { source }: RegoUnit, reason: NotEvaluated["reason"], count: number): void {
    const key = `${root.key}\n${source}\n${reason}`;
    const known = this.#unseen.get(key);
    if (known !== undefined) return;
    this.#unseen.set(key, { path: root.path, reason, detail: `${source}: ${count}` });
  }
}

/** What a unit could not judge, for the rule about what was not read. */
export function failureDiagnostic(
  { source, id }: Pick<PolicyUnit, "source" | "id">,
  { reason, name, detail }: UnitFailure,
): Diagnostic {
  return {
    kind: "not-read",
    messageId: failureMessages[reason],
    arguments: { source, policy: name, detail: detail.slice(0, detailCharactersMax) },
    subject: `policies ${source} ${name}`,
    digest: digestOf(id),
    location: fileLocation(""),
  };
}

const detailCharactersMax = 300;
/** Whoever mends these sees the next ones. */
const failuresMax = 20;
const failureMessages = {
  evaluation: "policy_failed",
  shape: "policy_shape",
  memory: "policy_memory",
  time: "policy_time",
} as const;

/** Of Terraform Conftest sees the files; what they make in a cluster is for Gatekeeper. */
function isConftests({ kind }: JudgedRoot): (subject: ForeignSubject) => boolean {
  const terraform = kind === "terraform" || kind === "terraform-module";
  return (subject) => !terraform || subject.kind !== "object";
}
