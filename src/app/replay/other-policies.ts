import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { PolicySources, PolicyUnit } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import { inventoryTree } from "../../policy/foreign/inventory.ts";
import { applyingRules, inputBytesMax } from "../../policy/judge.ts";
import { sourceKey } from "../effect/untold.ts";
import type {
  EvaluationTrace,
  RecordedCall,
  RecordedJudging,
  RecordedVerdict,
} from "../evaluation/recording/trace.ts";
import {
  documentOf,
  type NoDocument,
  type RecordedDocument,
  readableFor,
  shapeOf,
} from "./recorded-documents.ts";
import type { Repeatable } from "./repeatable.ts";

export interface UnderPolicies {
  readonly given: Repeatable;
  /** Rules, and sources as {@link sourceKey} names them, whose effect the record cannot show. */
  readonly untold: readonly string[];
}

/**
 * The same decision as other policies of the organisation are asked about it. Rule units are asked about what was
 * recorded for all rules together; policies of other tools and routing rules about what was recorded for their like: where
 * there were none then, nobody wrote down what they would see. `stale`: tables of facts that are not what they would be.
 */
export function underPolicies(
  recorded: Repeatable,
  sources: PolicySources | null,
  stale: ReadonlySet<string>,
): UnderPolicies {
  const { policySources: before, ...rest } = recorded;
  const { selection } = recorded.task;
  const rules = (sources?.rules ?? []).filter(({ id }) => selection === null || selection.includes(id));
  const held = new Set((before?.units ?? []).map((unit) => identityOf(unit, before)));
  const units = sources?.units ?? [];
  const others = units.filter((unit) => !held.has(identityOf(unit, sources)));
  const fresh = new Set(others.map(({ id }) => id));
  const asking = new AskingOwn(recorded, rules, { units, fresh, stale });
  const judgings = withInventory(recorded.trace.judgings)
    // What could not be judged by policies is found out anew.
    .filter(({ phase }) => phase !== "unread")
    .map((judging) => asking.judging(judging));
  const unseen = others.filter((unit) => isUnseen(unit, recorded.trace));
  return {
    given: {
      ...rest,
      ...(sources === null ? {} : { policySources: sources }),
      rules: [...recorded.rules.filter(({ origin }) => origin === undefined), ...rules],
      inputs: asking.inputs,
      trace: { ...recorded.trace, judgings },
      fresh,
    },
    untold: [...asking.untold, ...unseen.map(({ source }) => sourceKey(source))],
  };
}

/**
 * Whether a name of something untold is about policies that differ between two sets of sources: what is the same in both
 * is not what is tried.
 */
export function differingPolicies(
  before: PolicySources | null,
  after: PolicySources | null,
): (name: string) => boolean {
  const [from, to] = [byName(before), byName(after)];
  return (name) => from.get(name) !== to.get(name) || (!from.has(name) && !to.has(name));
}

/** Everything that decides about a rule or a source, as text. */
function byName(sources: PolicySources | null): ReadonlyMap<string, string> {
  const { rules = [], units = [] } = sources ?? {};
  const bySource = Map.groupBy(units, ({ source }) => source);
  const unitOf = new Map(
    units.flatMap((unit) =>
      unit.kind === "sekisho" ? unit.ruleIds.map((id) => [id, unit.id] as const) : [],
    ),
  );
  return new Map([
    ...[...bySource].map(([name, list]) => [sourceKey(name), list.map(({ id }) => id).join(" ")] as const),
    ...rules.map((rule) => [rule.id, JSON.stringify([rule, unitOf.get(rule.id) ?? null])] as const),
  ]);
}

/** A unit with what its rules say of themselves: that decides what they are asked about, and is no part of the module. */
function identityOf(unit: PolicyUnit, sources: Pick<PolicySources, "rules"> | undefined | null): string {
  if (unit.kind !== "sekisho") return unit.id;
  const rules = (sources?.rules ?? []).filter(({ id }) => unit.ruleIds.includes(id));
  return JSON.stringify([unit.id, rules]);
}

/** Whether it would see what was recorded for nobody. */
function isUnseen({ kind }: PolicyUnit, { routing, foreignFailures }: EvaluationTrace): boolean {
  switch (kind) {
    case "sekisho":
      return false;
    case "routing":
      return routing === null;
    case "conftest":
    case "gatekeeper":
      return foreignFailures === null;
    default:
      return kind satisfies never;
  }
}

/** The inventory of Gatekeeper was kept where somebody read it; it holds what its subjects hold. */
function withInventory(judgings: readonly RecordedJudging[]): readonly RecordedJudging[] {
  const inventoryOf = (side: RecordedJudging["side"]): JsonObject =>
    inventoryTree(
      judgings.flatMap((judging) => {
        const subjects = judging.side === side ? (judging.foreign?.subjects ?? []) : [];
        return subjects.filter(({ kind }) => kind === "object");
      }),
    );
  const inventories = { base: inventoryOf("base"), head: inventoryOf("head") };
  return judgings.map((judging) => {
    const { foreign, side } = judging;
    return foreign === null ? judging : { ...judging, foreign: { inventory: inventories[side], ...foreign } };
  });
}

type OwnUnit = Extract<PolicyUnit, { readonly kind: "sekisho" }>;

interface AskedUnits {
  readonly units: readonly PolicyUnit[];
  /** Ids of those that the record does not hold as they are now. */
  readonly fresh: ReadonlySet<string>;
  readonly stale: ReadonlySet<string>;
}

/** Writes inputs for rule units that were not there then. */
class AskingOwn {
  readonly inputs: Uint8Array[];
  readonly untold = new Set<string>();
  readonly #given: Repeatable;
  readonly #known: ReadonlyMap<string, Rule>;
  readonly #rules: ReadonlyMap<string, readonly Rule[]>;
  readonly #asked: AskedUnits;

  constructor(given: Repeatable, rules: readonly Rule[], asked: AskedUnits) {
    this.#given = given;
    this.#asked = asked;
    this.#known = new Map(given.rules.map((rule) => [rule.id, rule]));
    const own = asked.units.filter((unit): unit is OwnUnit => unit.kind === "sekisho");
    this.#rules = new Map(
      own.map(({ id, ruleIds }) => [id, rules.filter((rule) => ruleIds.includes(rule.id))] as const),
    );
    this.inputs = [...given.inputs];
  }

  judging(judging: RecordedJudging): RecordedJudging {
    const isFresh = (id: string) => this.#asked.fresh.has(id);
    const stays = ({ by }: RecordedVerdict) =>
      by === "rules" || by === "unjudged" || (this.#rules.has(by) && !isFresh(by));
    const fresh = [...this.#rules].filter(([id, rules]) => isFresh(id) && rules.length > 0);
    const kept = judging.verdicts.filter(stays);
    if (fresh.length === 0) return { ...judging, verdicts: kept };
    const whole = documentOf(judging, this.#given, this.#known);
    const added = fresh.map(([by, rules]) => ({ by, calls: this.#calls(rules, judging, whole) }));
    return { ...judging, verdicts: [...kept, ...added] };
  }

  #calls(
    rules: readonly Rule[],
    judging: RecordedJudging,
    whole: RecordedDocument | NoDocument,
  ): readonly RecordedCall[] {
    if (whole === "nothing") return [];
    if (whole === "not-whole") return this.#tell(rules.filter((rule) => mayApply(rule, judging)));
    const { document, said } = whole;
    const asked = applyingRules(rules, shapeOf(document, judging)).filter((rule) => {
      const readable = readableFor(rule, document, this.#asked.stale);
      if (readable !== "readable") this.untold.add(rule.id);
      return readable !== "unreadable";
    });
    if (asked.length === 0) return [];
    const bytes = Buffer.from(JSON.stringify(questionOf(document, asked)));
    if (bytes.byteLength > inputBytesMax) return this.#tell(asked);
    const input = this.inputs.push(bytes) - 1;
    const ruleIds = asked.map(({ id }) => id);
    return [{ ruleIds, byteLength: bytes.byteLength, input, failure: null, ...said }];
  }

  #tell(rules: readonly Rule[]): readonly RecordedCall[] {
    for (const { id } of rules) this.untold.add(id);
    return [];
  }
}

/** What of a judging nobody knows may be for a rule: see `applyingRules`. */
function mayApply({ scope }: Rule, { side, root }: RecordedJudging): boolean {
  if (scope === "pull") return root.kind === "repository";
  return scope !== "change" || side === "head";
}

/** Each rule is given the tables that it says it reads. */
function questionOf(document: JsonObject, rules: readonly Rule[]): JsonObject {
  const wanted = new Set(rules.flatMap(({ facts }) => facts));
  const facts = isJsonObject(document["facts"]) ? document["facts"] : {};
  return {
    ...document,
    rules: Object.fromEntries(rules.map(({ id }) => [id, true])),
    facts: Object.fromEntries(Object.entries(facts).filter(([name]) => wanted.has(name))),
  };
}
