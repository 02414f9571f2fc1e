import type { Configuration } from "../../model/configuration.ts";
import type { JsonObject } from "../../model/json.ts";
import type { PolicySources } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import { applyingRules, callOf } from "../../policy/judge.ts";
import { unreadBetween } from "../effect/untold.ts";
import type { RecordedCall, RecordedJudging, RecordedVerdict } from "../evaluation/recording/trace.ts";
import { inEnvironments } from "./in-environments.ts";
import { environmentFacts } from "./other-environments.ts";
import { underPolicies } from "./other-policies.ts";
import {
  factsUnder,
  returnsUnder,
  suppressionsUnder,
  waiversUnder,
  withRecordedOwnership,
} from "./other-settings.ts";
import { readableFor, shapeOf } from "./recorded-documents.ts";
import { inputAt, parsed } from "./repeat-verdicts.ts";
import type { Repeatable } from "./repeatable.ts";
import type { OtherWaivers } from "./under.ts";

/** What a decision is to be held against: what is absent stays as it was. */
export interface OtherRules {
  /** Those that ship, of the other set. */
  readonly rules?: readonly Rule[];
  readonly configuration?: Configuration;
  readonly waivers?: OtherWaivers;
  /** What an organisation adds; `null`: nothing. */
  readonly policySources?: PolicySources | null;
}

export interface UnderOthers {
  readonly given: Repeatable;
  /** Rules and settings whose effect the record cannot show: they read what was not recorded. Sorted. */
  readonly untold: readonly string[];
}

/**
 * The same decision as other rules and another configuration are asked about it: every input is given to the rules of
 * the other set that are about what it holds, with the facts that follow from the other settings alone. What was read of
 * the repository stays what it was.
 */
export function underOthers(recorded: Repeatable, other: OtherRules): UnderOthers {
  const { configuration, untold, stale, ...settled } = underSettings(recorded, other);
  const asRecorded = { ...recorded, ...settled, configuration };
  const policies =
    other.policySources === undefined
      ? { given: asRecorded, untold: [] }
      : underPolicies(asRecorded, other.policySources, stale);
  const { given } = policies;
  const own = given.rules.filter(({ origin }) => origin !== undefined);
  const before = given.rules.filter(({ origin }) => origin === undefined);
  const shipped = other.rules ?? before;
  const asking = new Asking(given, before, { shipped, stale });
  const judgings = given.trace.judgings.map((judging) => asking.judging(judging));
  const rules = [...shipped, ...own];
  return {
    given: { ...given, rules, inputs: asking.inputs, trace: { ...given.trace, judgings } },
    untold: [...new Set([...asking.untold, ...policies.untold, ...untold])].toSorted(),
  };
}

/** Everything of a record that follows from the settings, and from nothing that was read. */
function underSettings(
  given: Repeatable,
  other: OtherRules,
): Pick<Repeatable, "configuration" | "task" | "trace" | "inputs"> & {
  readonly untold: readonly string[];
  /** Tables of facts that the other settings would fill in another way. */
  readonly stale: ReadonlySet<string>;
} {
  const { configuration: recorded, task, trace, inputs } = given;
  const waivers = other.waivers === undefined ? task.waivers : waiversUnder(task.waivers, other.waivers);
  const own = {
    configuration: recorded,
    task: { ...task, waivers },
    trace,
    inputs,
    untold: [],
    stale: nothing,
  };
  if (other.configuration === undefined) return own;
  const configuration = withRecordedOwnership(recorded, other.configuration);
  const { suppressions, untold } = suppressionsUnder(trace.suppressions, configuration);
  const returns = returnsUnder(trace.returns, configuration, task.today);
  const isTried = (key: string) => key === "policySources" && other.policySources !== undefined;
  const keys = unreadBetween(recorded, configuration).filter((key) => !isTried(key));
  const placed = keys.includes("environments")
    ? inEnvironments({ ...given, trace: { ...trace, suppressions, returns } }, configuration)
    : { trace: { ...trace, suppressions, returns }, inputs, isUntold: false };
  // Beside them are questions to OPA's own evaluator, which are put anew.
  const asked = new Set(callsIn(trace).map(({ input }) => input));
  return {
    ...own,
    configuration,
    trace: placed.trace,
    inputs: placed.inputs.map((input, index) =>
      asked.has(index) ? Buffer.from(JSON.stringify(factsUnder(parsed(input), configuration, task))) : input,
    ),
    untold: [...untold, ...keys.filter((key) => key !== "environments" || placed.isUntold)],
    stale: keys.includes("environments") ? environmentFacts : nothing,
  };
}

const nothing: ReadonlySet<string> = new Set();

function callsIn({ judgings }: Repeatable["trace"]): readonly RecordedCall[] {
  return judgings.flatMap(({ verdicts }) => verdicts.flatMap(({ calls }) => calls));
}

/** Writes inputs anew, with the names of other rules. */
class Asking {
  readonly inputs: Uint8Array[];
  readonly untold = new Set<string>();
  readonly #given: Repeatable;
  readonly #before: ReadonlyMap<string, Rule>;
  readonly #shipped: readonly Rule[];

  readonly #stale: ReadonlySet<string>;

  constructor(
    given: Repeatable,
    before: readonly Rule[],
    { shipped, stale }: { readonly shipped: readonly Rule[]; readonly stale: ReadonlySet<string> },
  ) {
    this.#given = given;
    this.#stale = stale;
    this.#before = new Map(before.map((rule) => [rule.id, rule]));
    this.#shipped = shipped;
    this.inputs = [...given.inputs];
  }

  judging(judging: RecordedJudging): RecordedJudging {
    const verdicts = judging.verdicts.map((verdict): RecordedVerdict => {
      const isOurs = verdict.by === "rules" || verdict.by === "unjudged";
      return isOurs ? { ...verdict, calls: this.#calls(verdict, judging) } : verdict;
    });
    return { ...judging, verdicts };
  }

  #calls({ calls }: RecordedVerdict, judging: RecordedJudging): readonly RecordedCall[] {
    return calls.flatMap((call): RecordedCall[] => {
      if (call.input === null) return [this.#tooLarge(call)];
      const document = parsed(inputAt(this.#given, call.input));
      const rules = this.#rulesFor(call, document, { judging, isWhole: calls.length === 1 });
      if (rules.length === 0) return [];
      const asked = { ...document, rules: Object.fromEntries(rules.map(({ id }) => [id, true])) };
      const bytes = Buffer.from(JSON.stringify(asked));
      const input = this.inputs.push(bytes) - 1;
      return [{ ...call, ruleIds: rules.map(({ id }) => id), byteLength: bytes.byteLength, input }];
    });
  }

  #rulesFor(
    { ruleIds }: RecordedCall,
    document: JsonObject,
    { judging, isWhole }: { readonly judging: RecordedJudging; readonly isWhole: boolean },
  ): readonly Rule[] {
    const kinds = new Set(ruleIds.flatMap((id) => this.#before.get(id) ?? []).map(callOf));
    return applyingRules(this.#shipped, shapeOf(document, judging)).filter((rule) => {
      if (!isWhole && !kinds.has(callOf(rule))) return false;
      const readable = readableFor(rule, document, this.#stale);
      if (readable !== "readable") this.untold.add(rule.id);
      return readable !== "unreadable";
    });
  }

  /** Nobody was asked about it, and nobody is. */
  #tooLarge(call: RecordedCall): RecordedCall {
    const known = new Set(this.#shipped.map(({ id }) => id));
    return { ...call, ruleIds: call.ruleIds.filter((id) => known.has(id)) };
  }
}
