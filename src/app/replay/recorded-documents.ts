import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { Rule } from "../../model/rule.ts";
import { batchBytesMax, callOf, type InputShape } from "../../policy/judge.ts";
import type { RecordedCall, RecordedJudging, RecordedVerdict } from "../evaluation/recording/trace.ts";
import { inputAt, listOf, parsed } from "./repeat-verdicts.ts";
import type { Repeatable } from "./repeatable.ts";

/** What one judging was about, put together again from the calls that it was divided into. */
export interface RecordedDocument {
  readonly document: JsonObject;
  /** What was said about it, and where that stands. */
  readonly said: Pick<RecordedCall, "output" | "places">;
}

/** Why nobody can be asked about a judging: there was nothing in it, or not all of it was recorded. */
export type NoDocument = "nothing" | "not-whole";

export function documentOf(
  judging: RecordedJudging,
  { trace, inputs }: Pick<Repeatable, "trace" | "inputs">,
  rules: ReadonlyMap<string, Rule>,
): RecordedDocument | NoDocument {
  const verdicts = judging.verdicts.filter(({ by }) => by !== "unjudged");
  const calls = verdicts.flatMap((verdict) => verdict.calls);
  if (calls.length === 0) return isEmptyRoot(judging, trace) ? "nothing" : "not-whole";
  if (!verdicts.some((verdict) => isWhole(verdict, judging, rules))) return "not-whole";
  const asked = calls.filter(({ input }) => input !== null);
  const documents = asked.map(({ input }) => parsed(inputAt({ inputs }, input ?? -1)));
  return { document: united(documents), said: saidIn(asked) };
}

/** Whether everything of the judging is in the calls of a verdict: see `planCalls`. */
function isWhole(
  { calls }: RecordedVerdict,
  { root }: RecordedJudging,
  rules: ReadonlyMap<string, Rule>,
): boolean {
  if (calls.length === 0 || calls.some(({ input }) => input === null)) return false;
  const [only] = calls;
  if (calls.length === 1 && only !== undefined && only.byteLength <= batchBytesMax) return true;
  // It has no resources and no changes; what was read of it goes along with every call.
  if (root.kind === "repository") return true;
  return calls.some(({ ruleIds }) =>
    ruleIds.some((id) => {
      const rule = rules.get(id);
      return rule !== undefined && callOf(rule) === "item";
    }),
  );
}

function isEmptyRoot({ side, root: { key } }: RecordedJudging, { roots, changes }: Repeatable["trace"]) {
  const holds = roots.some((one) => one.side === side && one.root.key === key && one.resources > 0);
  return !holds && (side === "base" || changes.every(({ rootKey }) => rootKey !== key));
}

function united(documents: readonly JsonObject[]): JsonObject {
  const items = (name: string) => {
    const all = documents.flatMap((document) => listOf(document[name]));
    return [...new Map(all.map((item) => [String(item["id"]), item])).values()];
  };
  const facts = documents.flatMap((document) => (isJsonObject(document["facts"]) ? [document["facts"]] : []));
  return {
    ...Object.assign({}, ...documents),
    ...{ resources: items("resources"), changes: items("changes"), diagnostics: items("diagnostics") },
    facts: Object.assign({}, ...facts),
  };
}

function saidIn(calls: readonly RecordedCall[]): RecordedDocument["said"] {
  const said = calls.map(({ output, places }) => {
    const list: JsonValue = output === null ? [] : JSON.parse(output);
    return isJsonArray(list) ? list.slice(0, places.length) : [];
  });
  const places = calls.flatMap((call, index) => call.places.slice(0, said[index]?.length ?? 0));
  return { output: JSON.stringify(said.flat()), places };
}

/** As much of a recorded input as decides which rules it is for. */
export function shapeOf(
  document: JsonObject,
  { side, root }: Pick<RecordedJudging, "side" | "root">,
): InputShape {
  const typesOf = (name: string) => new Set(listOf(document[name]).map(({ type }) => String(type)));
  const { diagnostics } = document;
  return {
    side,
    isRepository: root.kind === "repository",
    resourceTypes: typesOf("resources"),
    changeTypes: typesOf("changes"),
    hasDiagnostics: isJsonArray(diagnostics) && diagnostics.length > 0,
    hasPull: document["pull"] !== undefined,
  };
}

/**
 * What the record shows of the tables that a rule reads: all of them; or some that would be filled in another way; or
 * not all.
 */
export function readableFor(
  { facts: names }: Pick<Rule, "facts">,
  document: JsonObject,
  stale: ReadonlySet<string>,
): "readable" | "stale" | "unreadable" {
  const facts = isJsonObject(document["facts"]) ? document["facts"] : {};
  if (names.some((name) => !Object.hasOwn(facts, name))) return "unreadable";
  return names.some((name) => stale.has(name) && !isEmpty(facts[name])) ? "stale" : "readable";
}

function isEmpty(table: JsonValue | undefined): boolean {
  if (isJsonArray(table)) return table.length === 0;
  return table === undefined || table === null || (isJsonObject(table) && Object.keys(table).length === 0);
}
