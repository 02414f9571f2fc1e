import type { Finding } from "../../../model/finding.ts";
import type { PolicyUnit } from "../../../model/policy-sources.ts";
import type { Rule } from "../../../model/rule.ts";
import { createEvaluator, PolicyError, type PolicyEvaluator } from "../../../policy/evaluator.ts";
import type { RootInput } from "../../../policy/input.ts";
import { judgeRoot, type RootVerdict } from "../../../policy/judge.ts";
import type { VerdictTrace } from "../../../policy/trace.ts";
import { parametersOf } from "../parameters.ts";
import type { EvaluationTask } from "../task.ts";

/** The organisation's own rule units of one source, ready to be asked. */
export interface OwnRules {
  /** Of the unit. */
  readonly id: string;
  readonly evaluator: PolicyEvaluator;
  readonly rules: readonly Rule[];
}

/** Compiled modules are kept from one task to the next; there are as many as an organisation has sources. */
const modules = new Map<string, Promise<WebAssembly.Module>>();
const modulesMax = 20;

export async function ownRules(
  task: Pick<EvaluationTask, "rules" | "policySources" | "configuration">,
): Promise<readonly OwnRules[]> {
  const result: OwnRules[] = [];
  for (const unit of task.policySources?.units ?? []) {
    if (unit.kind !== "sekisho") continue;
    const ids = new Set(unit.ruleIds);
    const rules = task.rules.filter(({ id, origin }) => origin !== undefined && ids.has(id));
    if (rules.length === 0) continue;
    result.push({
      id: unit.id,
      evaluator: createEvaluator(await moduleOf(unit), parametersOf({ ...task, rules })),
      rules,
    });
  }
  return result;
}

function moduleOf({ id, wasm }: Extract<PolicyUnit, { kind: "sekisho" }>): Promise<WebAssembly.Module> {
  const known = modules.get(id);
  if (known !== undefined) return known;
  if (modules.size >= modulesMax) modules.clear();
  const made = WebAssembly.compile(Uint8Array.from(Buffer.from(wasm, "base64")));
  modules.set(id, made);
  return made;
}

/** As {@link judgeRoot}; what an organisation's rule gets wrong is a rule that could not run, and no fault of ours. */
export function judgeOwn(
  { evaluator, rules }: OwnRules,
  input: RootInput,
  trace?: VerdictTrace,
): Promise<RootVerdict> {
  return ownVerdict(rules, () => judgeRoot(evaluator, rules, input, trace));
}

/** What came of asking an organisation's rules, however they were asked. */
export async function ownVerdict(
  rules: readonly Rule[],
  ask: () => Promise<RootVerdict>,
): Promise<RootVerdict> {
  const failed = (detail: string): RootVerdict => ({
    findings: [],
    notJudged: [{ ruleIds: rules.map(({ id }) => id), reason: "failure", detail }],
  });
  try {
    const verdict = await ask();
    const unspoken = verdict.findings.find((finding) => !hasText(finding, rules));
    return unspoken === undefined
      ? verdict
      : failed(`${unspoken.ruleId} has no message ${unspoken.messageId}`);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return failed(error.message);
  }
}

/** Whether the README holds the message, and the finding every argument of it. */
function hasText(
  finding: Pick<Finding, "ruleId" | "messageId" | "arguments">,
  rules: readonly Rule[],
): boolean {
  const messages = rules.find(({ id }) => id === finding.ruleId)?.origin?.texts.en.messages ?? {};
  const template = Object.hasOwn(messages, finding.messageId) ? messages[finding.messageId] : undefined;
  if (template === undefined) return false;
  const names = [...template.matchAll(/\{([A-Za-z_]\w*)\}/g)].map(([, name = ""]) => name);
  return names.every((name) => Object.hasOwn(finding.arguments, name));
}
