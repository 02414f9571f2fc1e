import type { PolicyFinding } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";
import { PolicyError, type PolicyEvaluator } from "./evaluator.ts";
import { type InputItems, inputDocument, inputItems, type RootInput } from "./input.ts";
import { type JudgedFinding, judgedFinding } from "./judged-finding.ts";
import { kindMatcher } from "./select.ts";
import type { PolicyCall, VerdictTrace } from "./trace.ts";

/** An input needs about 26 times its size in memory; this keeps a call below 60 MB (see `memoryPagesMax`). */
export const inputBytesMax = 2_000_000;
/**
 * What goes in one call, as far as nothing keeps it together: the evaluator gets slower the more it holds. 200 security
 * groups take a third of the time in batches of this size that they take in one call.
 */
export const batchBytesMax = 32_000;
/** For rules that need a whole root at once; a root beyond it is not judged by them, and that is said. */
export const rootInputBytesMax = 6_000_000;

export interface RootVerdict {
  readonly findings: readonly JudgedFinding[];
  /** Rules that could not run, with the reason: each becomes a CHG-025. */
  readonly notJudged: readonly {
    readonly ruleIds: readonly string[];
    readonly reason: "size" | "failure";
    readonly detail: string;
  }[];
}

/** Runs the rules over one side of a root. Never throws for what a pull request holds. */
export async function judgeRoot(
  evaluator: PolicyEvaluator,
  rules: readonly Rule[],
  input: RootInput,
  trace?: VerdictTrace,
): Promise<RootVerdict> {
  const items = inputItems(input);
  const applying = applyingRules(rules, shapeOf(input));
  if (applying.length === 0) return { findings: [], notJudged: [] };
  const calls = planCalls(input, applying, items).map(({ rules: asked, bytes }): PolicyCall => {
    const tooLarge = bytes.byteLength > rootInputBytesMax;
    return {
      ruleIds: asked.map(({ id }) => id),
      byteLength: bytes.byteLength,
      bytes: tooLarge ? null : bytes,
    };
  });
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  return judgeCalls(evaluator, calls, trace, (said) => {
    const rule = known.get(said.ruleId);
    if (rule === undefined) throw new PolicyError("shape", `a finding of ${said.ruleId}, which is no rule`);
    const finding = judgedFinding(said, rule, input, items.subjects);
    trace?.resolved(finding, items.subjects.get(said.subject));
    return finding;
  });
}

/** Asks one call after the other, whoever planned them; `resolve` makes a finding of what call `index` said. */
export async function judgeCalls(
  evaluator: PolicyEvaluator,
  calls: readonly PolicyCall[],
  trace: VerdictTrace | undefined,
  resolve: (said: PolicyFinding, index: number) => JudgedFinding,
): Promise<RootVerdict> {
  const findings: JudgedFinding[] = [];
  const notJudged: RootVerdict["notJudged"][number][] = [];
  for (const [index, call] of calls.entries()) {
    trace?.call(call);
    const { ruleIds, bytes } = call;
    if (bytes === null) {
      notJudged.push({ ruleIds, reason: "size", detail: String(call.byteLength) });
      continue;
    }
    try {
      const said = await evaluator.evaluate(bytes);
      trace?.said(said);
      for (const one of said) {
        if (!ruleIds.includes(one.ruleId))
          throw new PolicyError("shape", `a finding of ${one.ruleId}, which was not asked`);
        findings.push(resolve(one, index));
      }
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      trace?.failed(error.message);
      if (error.code !== "evaluation") throw error;
      notJudged.push({ ruleIds, reason: "failure", detail: error.message });
    }
  }
  return { findings, notJudged };
}

/** As much of an input as decides which rules it is for. */
export interface InputShape {
  readonly side: "base" | "head";
  readonly isRepository: boolean;
  readonly resourceTypes: ReadonlySet<string>;
  readonly changeTypes: ReadonlySet<string>;
  readonly hasDiagnostics: boolean;
  readonly hasPull: boolean;
}

function shapeOf(input: RootInput): InputShape {
  return {
    side: input.side,
    isRepository: input.root.kind === "repository",
    resourceTypes: new Set(input.resources.map(({ resource }) => resource.type)),
    changeTypes: new Set(input.changes.map(({ change }) => change.type)),
    hasDiagnostics: input.diagnostics.length > 0,
    hasPull: input.pull !== null,
  };
}

export function applyingRules(rules: readonly Rule[], shape: InputShape): readonly Rule[] {
  const { side, resourceTypes, changeTypes, hasDiagnostics } = shape;
  const everyType = resourceTypes.union(changeTypes);
  return rules.filter((rule) => {
    const matches = kindMatcher(rule);
    switch (rule.scope) {
      case "resource":
        return rule.kinds.length > 0 && matches(resourceTypes);
      case "change":
        return side === "head" && changeTypes.size > 0 && matches(changeTypes);
      case "root":
        return rule.kinds.length === 0 ? hasDiagnostics : matches(everyType);
      case "pull":
        // Of the base nothing but what was read there is told: what a change does is told of the head.
        return side === "head" ? shape.hasPull : shape.isRepository && hasDiagnostics;
      default:
        return rule.scope satisfies never;
    }
  });
}

/** What a rule needs beside it: of a large root, one item, what was read, or everything of some types. */
export function callOf(rule: Rule): "item" | "diagnostics" | "root" {
  if (rule.scope === "resource" || rule.scope === "change") return "item";
  return rule.kinds.length === 0 ? "diagnostics" : "root";
}

interface PlannedCall {
  readonly rules: readonly Rule[];
  readonly bytes: Uint8Array;
}

/** One call where everything fits; otherwise one for the rules that need the whole root, and chunks for the others. */
function planCalls(input: RootInput, rules: readonly Rule[], items: InputItems): readonly PlannedCall[] {
  const whole = call(input, rules, items);
  if (whole.bytes.byteLength <= batchBytesMax) return [whole];
  const local = rules.filter((rule) => callOf(rule) === "item");
  const diagnosing = rules.filter((rule) => callOf(rule) === "diagnostics");
  const joining = rules.filter((rule) => callOf(rule) === "root");
  const nothing = { resources: [], changes: [], diagnostics: [] };
  return [
    ...(diagnosing.length > 0
      ? [call(input, diagnosing, { ...nothing, diagnostics: items.diagnostics })]
      : []),
    ...(joining.length > 0 ? [call(input, joining, itemsFor(joining, items))] : []),
    ...(local.length > 0 ? chunks(input, local, items) : []),
  ];
}

/** Only what these rules say that they look at: a root may be too large because of everything else. */
function itemsFor(rules: readonly Rule[], items: InputItems): Omit<InputItems, "subjects"> {
  const looksAt = ({ type }: JsonObject) => {
    const types = new Set([String(type)]);
    return rules.some((rule) => kindMatcher(rule)(types));
  };
  const { resources, changes, diagnostics } = items;
  return { resources: resources.filter(looksAt), changes: changes.filter(looksAt), diagnostics };
}

function chunks(input: RootInput, rules: readonly Rule[], items: InputItems): readonly PlannedCall[] {
  const calls: PlannedCall[] = [];
  const nothing = { resources: [], changes: [], diagnostics: [] };
  const rest = call(input, rules, nothing).bytes.byteLength;
  // Each call repeats the rest, facts above all: what is judged in it is at least as large.
  const budget = Math.min(inputBytesMax - rest, Math.max(batchBytesMax, rest));
  for (const resources of batches(single(items.resources), budget)) {
    calls.push(call(input, rules, { resources, changes: [], diagnostics: [] }));
  }
  for (const changes of batches(withCalls(items.changes), budget)) {
    calls.push(call(input, rules, { resources: [], changes, diagnostics: [] }));
  }
  return calls;
}

function single(items: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  return items.map((item) => [item]);
}

/** A module call, and what it is read as (`module.a:aws_db_instance`), are judged in sight of each other. */
function withCalls(changes: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  return [...Map.groupBy(changes, ({ address }) => String(address).split(":")[0]).values()];
}

/** Groups stay together, whatever their size. */
function* batches(
  groups: readonly (readonly JsonObject[])[],
  budgetBytes: number,
): Iterable<readonly JsonObject[]> {
  let batch: JsonObject[] = [];
  let batchBytes = 0;
  for (const group of groups) {
    const groupBytes = Buffer.byteLength(JSON.stringify(group));
    if (batch.length > 0 && batchBytes + groupBytes > budgetBytes) {
      yield batch;
      batch = [];
      batchBytes = 0;
    }
    batch.push(...group);
    batchBytes += groupBytes;
  }
  if (batch.length > 0) yield batch;
}

function call(input: RootInput, rules: readonly Rule[], items: Omit<InputItems, "subjects">): PlannedCall {
  return { rules, bytes: Buffer.from(JSON.stringify(inputDocument(input, rules, items))) };
}
