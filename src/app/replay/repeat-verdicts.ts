import type { PolicyFinding } from "../../model/finding.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { Attribution } from "../../model/resource.ts";
import type { Rule } from "../../model/rule.ts";
import { PolicyError, type PolicyEvaluator } from "../../policy/evaluator.ts";
import { judgeCalls, type RootVerdict } from "../../policy/judge.ts";
import { type FindingPlace, findingAt, type JudgedFinding } from "../../policy/judged-finding.ts";
import type { PolicyCall, VerdictTrace } from "../../policy/trace.ts";
import type {
  RecordedCall,
  RecordedJudging,
  RecordedPlace,
  RecordedVerdict,
} from "../evaluation/recording/trace.ts";

/** What recorded verdicts are repeated from. */
export interface Recorded {
  readonly inputs: readonly Uint8Array[];
  readonly attributions: readonly Attribution[];
  /** Of a file of a root that nothing was said of before; `null`: nobody knows the root. */
  readonly attributePath: (path: string, rootKey: string) => Attribution | null;
}

/** Asks the policies what they were asked, and makes findings of what they say now. */
export function repeatVerdict(
  evaluator: PolicyEvaluator,
  verdict: Pick<RecordedVerdict, "calls">,
  judging: RecordedJudging,
  { rules, recorded, trace }: { rules: ReadonlyMap<string, Rule>; recorded: Recorded; trace: VerdictTrace },
): Promise<RootVerdict> {
  const calls = verdict.calls.map(({ ruleIds, byteLength, input }): PolicyCall => {
    return { ruleIds, byteLength, bytes: input === null ? null : inputAt(recorded, input) };
  });
  const places = verdict.calls.map((call) => new Places(call, judging, recorded));
  return judgeCalls(evaluator, calls, trace, (said, index): JudgedFinding => {
    const rule = rules.get(said.ruleId);
    const place = places[index]?.of(said);
    if (rule === undefined || place === undefined)
      throw new PolicyError("shape", `a finding of ${said.ruleId}, which is no rule`);
    return findingAt(said, rule, judging, place);
  });
}

export function inputAt({ inputs }: Pick<Recorded, "inputs">, index: number): Uint8Array {
  const input = inputs[index];
  if (input === undefined) throw new TypeError(`the record has no input ${index}`);
  return input;
}

/** Where things are that a call said something about: as recorded, or, of what was not said then, as the input shows it. */
export class Places {
  readonly #call: RecordedCall;
  readonly #judging: RecordedJudging;
  readonly #recorded: Recorded;
  readonly #known = new Map<string, RecordedPlace>();
  #document: JsonObject | null = null;

  constructor(call: RecordedCall, judging: RecordedJudging, recorded: Recorded) {
    this.#call = call;
    this.#judging = judging;
    this.#recorded = recorded;
    const said: JsonValue = call.output === null ? [] : JSON.parse(call.output);
    for (const [index, one] of (isJsonArray(said) ? said : []).entries()) {
      const place = call.places[index];
      if (place === undefined || !isJsonObject(one)) continue;
      for (const key of [
        keyOf(one["subject"], one["path"], one["ruleId"]),
        keyOf(one["subject"], one["path"]),
      ]) {
        if (!this.#known.has(key)) this.#known.set(key, place);
      }
    }
  }

  of({ subject, path, ruleId, fix }: PolicyFinding): FindingPlace {
    const item = this.#itemOf(subject);
    const place =
      this.#known.get(keyOf(subject, path, ruleId)) ?? this.#known.get(keyOf(subject, path)) ?? null;
    const object = isJsonObject(item?.["object"]) ? item["object"] : {};
    if (place === null) return this.#unrecorded(subject, item, object);
    const { address, type, location, unknown = {}, digest = null, fixPath } = place;
    return {
      ...{ address, type, location, object, digest },
      attribution: this.#attribution(place.attribution),
      unknown: new Map(Object.entries(unknown)),
      writtenAs: fixPath === undefined || fix === null ? null : () => fixPath,
    };
  }

  /** The resource that a subject stands for; of a change what is there after it, else what was there. */
  #itemOf(subject: string): JsonObject | null {
    this.#document ??= parsed(inputAt(this.#recorded, this.#call.input ?? -1));
    const { resources, changes } = this.#document;
    const found = [...listOf(resources), ...listOf(changes)].find(({ id }) => id === subject);
    if (found === undefined) return null;
    if (found["object"] !== undefined) return found;
    const side = isJsonObject(found["after"]) ? found["after"] : found["before"];
    return isJsonObject(side) ? { ...side, address: found["address"] ?? "" } : null;
  }

  /** Said for the first time: the line is not known, and of unknown values only that they are. */
  #unrecorded(subject: string, item: JsonObject | null, object: JsonObject): FindingPlace {
    const { root, main } = this.#judging;
    const unknown = isJsonObject(item?.["unknown"]) ? Object.keys(item["unknown"]) : [];
    return {
      address: typeof item?.["address"] === "string" ? item["address"] : subject.replace(/^diagnostic /, ""),
      type: typeof item?.["type"] === "string" ? item["type"] : root.kind,
      location: fileLocation(main),
      attribution: item === null ? this.#attributionOfPath(subject) : attributionIn(item),
      object,
      unknown: new Map(unknown.map((pointer) => [pointer, "not recorded"])),
      writtenAs: null,
      digest: item === null && subject !== "" ? subject : null,
    };
  }

  /** What is said of no resource is said of a path, or of the root as a whole. */
  #attributionOfPath(subject: string): Attribution {
    const { root, main } = this.#judging;
    const path = subject === "" ? main : subject.replace(/^diagnostic /, "");
    return this.#recorded.attributePath(path, root.key) ?? attributionIn(null);
  }

  #attribution(index: number): Attribution {
    const attribution = this.#recorded.attributions[index];
    if (attribution === undefined) throw new TypeError(`the record has no attribution ${index}`);
    return attribution;
  }
}

function keyOf(
  subject: JsonValue | undefined,
  path: JsonValue | ObjectPath | undefined,
  ruleId?: unknown,
): string {
  return JSON.stringify([subject, path, ruleId ?? null]);
}

export function parsed(bytes: Uint8Array): JsonObject {
  const value: JsonValue = JSON.parse(Buffer.from(bytes).toString("utf8"));
  if (!isJsonObject(value)) throw new TypeError("a recorded input is no document");
  return value;
}

export function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

/** What the input says of whose something is and where it goes. */
export function attributionIn(item: JsonObject | null): Attribution {
  const environment = isJsonObject(item?.["environment"]) ? item["environment"] : {};
  const names = (value: JsonValue | undefined) =>
    isJsonArray(value) ? value.filter((name) => typeof name === "string") : [];
  const cluster = item?.["cluster"];
  return {
    environment: {
      name: typeof environment["name"] === "string" ? environment["name"] : "default",
      production: environment["production"] === true,
      ephemeral: environment["ephemeral"] === true,
      source: "unmatched",
    },
    owner: names(item?.["owner"]),
    pathOwner: names(item?.["pathOwner"]),
    cluster: typeof cluster === "string" && cluster !== "" ? cluster : null,
  };
}
