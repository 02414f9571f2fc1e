import type { Configuration } from "../../model/configuration.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { Attribution } from "../../model/resource.ts";
import type { EvaluationTrace, RecordedCall, RecordedPlace } from "../evaluation/recording/trace.ts";
import { EnvironmentsAgain } from "./other-environments.ts";
import { listOf, parsed } from "./repeat-verdicts.ts";
import type { Repeatable } from "./repeatable.ts";

type Recorded = Pick<Repeatable, "trace" | "inputs">;

/** The same record with everything in the environments of other settings; `isUntold`: not everything could be told. */
export function inEnvironments(
  recorded: Repeatable,
  other: Configuration,
): Recorded & { readonly isUntold: boolean } {
  const again = new EnvironmentsAgain(recorded, other);
  const { trace, inputs } = recorded;
  const documents = new Map<number, JsonObject>();
  for (const call of callsIn(trace)) {
    if (call.input === null || documents.has(call.input)) continue;
    documents.set(call.input, documentIn(parsed(inputs[call.input] ?? new Uint8Array()), again));
  }
  const reached = reachIn(inputs, documents);
  const attributions = new Attributions(trace.attributions);
  const judgings = trace.judgings.map((judging) => ({
    ...judging,
    verdicts: judging.verdicts.map((verdict) => ({
      ...verdict,
      calls: verdict.calls.map((call) => {
        const document = call.input === null ? undefined : documents.get(call.input);
        return document === undefined
          ? call
          : { ...call, places: placesIn(call, document, judging.root.key, { again, attributions }) };
      }),
    })),
  }));
  // Policies of other tools and routing rules see environments in documents of their own.
  const isElsewhere = trace.routing !== null || trace.judgings.some(({ foreign }) => foreign !== null);
  return {
    trace: { ...trace, judgings, attributions: attributions.list },
    inputs: inputs.map((input, index) => {
      const document = documents.get(index);
      return document === undefined ? input : Buffer.from(JSON.stringify(reached.into(document)));
    }),
    isUntold: again.isUntold || reached.isUntold || isElsewhere,
  };
}

function callsIn({ judgings }: EvaluationTrace): readonly RecordedCall[] {
  return judgings.flatMap(({ verdicts }) => verdicts.flatMap(({ calls }) => calls));
}

function documentIn(document: JsonObject, again: EnvironmentsAgain): JsonObject {
  const root = isJsonObject(document["root"]) ? String(document["root"]["key"]) : "";
  return {
    ...document,
    resources: listOf(document["resources"]).map((item) => again.ofResource(item, root)),
    changes: listOf(document["changes"]).map((item) => again.ofChange(item, root)),
  };
}

/** What was said stands where its subject stands. */
function placesIn(
  call: RecordedCall,
  document: JsonObject,
  rootKey: string,
  { again, attributions }: { readonly again: EnvironmentsAgain; readonly attributions: Attributions },
): readonly RecordedPlace[] {
  const said: JsonValue = call.output === null ? [] : JSON.parse(call.output);
  const items = new Map(
    [...listOf(document["resources"]), ...listOf(document["changes"])].map((item) => [item["id"], item]),
  );
  return call.places.map((place, index) => {
    const about = isJsonArray(said) ? said[index] : undefined;
    const item = isJsonObject(about) ? items.get(about["subject"] ?? "") : undefined;
    const recorded = attributions.at(place.attribution);
    const environment = isJsonObject(item?.["environment"])
      ? { ...recorded.environment, ...item["environment"] }
      : again.ofPath(place.location.path, rootKey, recorded.environment);
    return { ...place, attribution: attributions.indexOf({ ...recorded, environment }) };
  });
}

/** The table that places name attributions in, which grows. */
class Attributions {
  readonly list: Attribution[];
  readonly #indexes: Map<string, number>;

  constructor(recorded: readonly Attribution[]) {
    this.list = [...recorded];
    this.#indexes = new Map(recorded.map((attribution, index) => [JSON.stringify(attribution), index]));
  }

  at(index: number): Attribution {
    const found = this.list[index];
    if (found === undefined) throw new TypeError(`the record has no attribution ${index}`);
    return found;
  }

  indexOf(attribution: Attribution): number {
    const text = JSON.stringify(attribution);
    const index = this.#indexes.get(text) ?? this.list.push(attribution) - 1;
    this.#indexes.set(text, index);
    return index;
  }
}

/** What the change reaches, by what became of the environments of its changes. */
function reachIn(inputs: readonly Uint8Array[], documents: ReadonlyMap<number, JsonObject>) {
  const became = new Map<string, Map<string, boolean>>();
  for (const [index, document] of documents) {
    const before = listOf(parsed(inputs[index] ?? new Uint8Array())["changes"]);
    for (const [at, change] of listOf(document["changes"]).entries()) {
      const [was, now] = [before[at]?.["environment"], change["environment"]];
      if (!isJsonObject(was) || !isJsonObject(now)) continue;
      const names = became.get(String(was["name"])) ?? new Map<string, boolean>();
      became.set(String(was["name"]), names.set(String(now["name"]), now["production"] === true));
    }
  }
  const state = { isUntold: false };
  const into = (document: JsonObject): JsonObject => {
    const { pull } = document;
    const reach = isJsonObject(pull) ? pull["reach"] : undefined;
    if (!isJsonObject(pull) || !isJsonObject(reach)) return document;
    const names = (isJsonArray(reach["environments"]) ? reach["environments"] : []).map(String);
    const now = names.map((name) => became.get(name));
    // Which of the changes that stood there alter something, nobody wrote down.
    if (now.some((one) => one?.size !== 1)) {
      state.isUntold = true;
      return document;
    }
    const told = now.flatMap((one) => [...(one ?? [])]);
    const environments = [...new Set(told.map(([name]) => name))].toSorted();
    const production = told.some(([, isProduction]) => isProduction);
    return { ...document, pull: { ...pull, reach: { ...reach, environments, production } } };
  };
  return {
    into,
    get isUntold() {
      return state.isUntold;
    },
  };
}
