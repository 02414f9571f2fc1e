import type { JsonObject } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";
import { PolicyError, type PolicyEvaluator } from "./evaluator.ts";
import { type InputItems, inputDocument, inputItems, type RootInput } from "./input.ts";
import { type JudgedFinding, judgedFinding } from "./judged-finding.ts";
import { kindMatcher } from "./select.ts";

/** An input needs about 26 times its size in memory; this keeps a call below 60 MB (see `memoryPagesMax`). */
export const inputBytesMax = 2_000_000;
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
): Promise<RootVerdict> {
  const items = inputItems(input);
  const applying = applyingRules(rules, input);
  if (applying.length === 0) return { findings: [], notJudged: [] };
  const findings: JudgedFinding[] = [];
  const notJudged: RootVerdict["notJudged"][number][] = [];
  for (const call of planCalls(input, applying, items)) {
    if (call.bytes.byteLength > rootInputBytesMax) {
      notJudged.push({
        ruleIds: call.rules.map((rule) => rule.id),
        reason: "size",
        detail: String(call.bytes.byteLength),
      });
      continue;
    }
    try {
      for (const said of await evaluator.evaluate(call.bytes)) {
        findings.push(judgedFinding(said, ruleOf(call.rules, said.ruleId), input, items.subjects));
      }
    } catch (error) {
      if (!(error instanceof PolicyError) || error.code !== "evaluation") throw error;
      notJudged.push({
        ruleIds: call.rules.map((rule) => rule.id),
        reason: "failure",
        detail: error.message,
      });
    }
  }
  return { findings, notJudged };
}

function ruleOf(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new PolicyError("shape", `a finding of ${id}, which was not asked`);
  return rule;
}

function applyingRules(rules: readonly Rule[], input: RootInput): readonly Rule[] {
  const resourceTypes = new Set(input.resources.map(({ resource }) => resource.type));
  const changeTypes = new Set(input.changes.map(({ change }) => change.type));
  const everyType = resourceTypes.union(changeTypes);
  return rules.filter((rule) => {
    const matches = kindMatcher(rule);
    switch (rule.scope) {
      case "resource":
        return rule.kinds.length > 0 && matches(resourceTypes);
      case "change":
        return input.side === "head" && input.changes.length > 0 && matches(changeTypes);
      case "root":
        return rule.kinds.length === 0 ? input.diagnostics.length > 0 : matches(everyType);
      case "pull":
        return input.pull !== null && input.side === "head";
      default:
        return rule.scope satisfies never;
    }
  });
}

interface Call {
  readonly rules: readonly Rule[];
  readonly bytes: Uint8Array;
}

/** One call where everything fits; otherwise one for the rules that need the whole root, and chunks for the others. */
function planCalls(input: RootInput, rules: readonly Rule[], items: InputItems): readonly Call[] {
  const whole = call(input, rules, items);
  if (whole.bytes.byteLength <= inputBytesMax) return [whole];
  const local = rules.filter((rule) => rule.scope === "resource" || rule.scope === "change");
  const diagnosing = rules.filter((rule) => rule.scope !== "change" && rule.kinds.length === 0);
  const joining = rules.filter((rule) => !local.includes(rule) && !diagnosing.includes(rule));
  const nothing = { resources: [], changes: [], diagnostics: [] };
  return [
    ...(diagnosing.length > 0
      ? [call(input, diagnosing, { ...nothing, diagnostics: items.diagnostics })]
      : []),
    ...(joining.length > 0 ? [call(input, joining, items)] : []),
    ...(local.length > 0 ? chunks(input, local, items) : []),
  ];
}

function chunks(input: RootInput, rules: readonly Rule[], items: InputItems): readonly Call[] {
  const calls: Call[] = [];
  const budget =
    inputBytesMax - call(input, rules, { resources: [], changes: [], diagnostics: [] }).bytes.byteLength;
  for (const resources of batches(items.resources, budget)) {
    calls.push(call(input, rules, { resources, changes: [], diagnostics: [] }));
  }
  for (const changes of batches(items.changes, budget)) {
    calls.push(call(input, rules, { resources: [], changes, diagnostics: [] }));
  }
  return calls;
}

function* batches(list: readonly JsonObject[], budgetBytes: number): Iterable<readonly JsonObject[]> {
  let batch: JsonObject[] = [];
  let batchBytes = 0;
  for (const item of list) {
    const itemBytes = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (batch.length > 0 && batchBytes + itemBytes > budgetBytes) {
      yield batch;
      batch = [];
      batchBytes = 0;
    }
    batch.push(item);
    batchBytes += itemBytes;
  }
  if (batch.length > 0) yield batch;
}

function call(input: RootInput, rules: readonly Rule[], items: Omit<InputItems, "subjects">): Call {
  return { rules, bytes: Buffer.from(JSON.stringify(inputDocument(input, rules, items))) };
}
