import { loadPolicy } from "@open-policy-agent/opa-wasm";
import type { Fix, PolicyFinding } from "../model/finding.ts";
import type { JsonObject, JsonValue, ObjectPath } from "../model/json.ts";
import { isJsonArray, isJsonObject } from "../model/json.ts";
import { quantityBuiltins } from "./builtins.ts";

/** 26 bytes of memory for each byte of input were measured; 2 MB of input need 52 MB, the rest is for the rules' work. */
const memoryPagesMax = 4096;
const memoryPagesInitial = 32;

export type PolicyErrorCode = "evaluation" | "shape";

/** A policy that could not be run to its end, or that said something unreadable. */
export class PolicyError extends Error {
  readonly code: PolicyErrorCode;
  constructor(code: PolicyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PolicyError";
    this.code = code;
  }
}

export interface PolicyEvaluator {
  /**
   * Findings of the rules that `input.rules` asks for, sorted. The input is JSON in UTF-8, so that what is recorded is
   * what was evaluated. Throws {@link PolicyError}.
   */
  evaluate(input: Uint8Array): Promise<readonly PolicyFinding[]>;
}

/** Instantiates a compiled policy set with the parameters of one configuration (rule id to parameters). */
export function createEvaluator(policy: WebAssembly.Module, parameters: JsonObject): PolicyEvaluator {
  let loaded = load(policy, parameters);
  return {
    async evaluate(input) {
      const { evaluate } = await loaded;
      try {
        // A Uint8Array would be taken for an object with numbers for keys.
        return readFindings(evaluate(toArrayBuffer(input)));
      } catch (cause) {
        if (cause instanceof PolicyError) throw cause;
        // A trapped instance keeps whatever the trap left behind in its memory.
        loaded = load(policy, parameters);
        throw new PolicyError("evaluation", `the policies stopped: ${describe(cause)}`, { cause });
      }
    },
  };
}

interface LoadedPolicy {
  readonly evaluate: (input: ArrayBuffer) => JsonValue;
}

async function load(policy: WebAssembly.Module, parameters: JsonObject): Promise<LoadedPolicy> {
  const memory = { initial: memoryPagesInitial, maximum: memoryPagesMax };
  const loaded = await loadPolicy(policy, memory, quantityBuiltins);
  loaded.setData({ parameters });
  return { evaluate: (input) => loaded.evaluate(input) };
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function describe(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  return typeof cause === "string" ? cause : JSON.stringify(cause);
}

function readFindings(result: JsonValue): readonly PolicyFinding[] {
  const first = isJsonArray(result) ? result[0] : undefined;
  const byRule = isJsonObject(first) ? first["result"] : undefined;
  if (!isJsonObject(byRule)) throw new PolicyError("shape", "the policies gave no table of findings");
  const findings: [string, PolicyFinding][] = [];
  for (const [ruleId, list] of Object.entries(byRule)) {
    for (const said of isJsonArray(list) ? list : []) {
      // Sets come unsorted: the text of what was said gives every run the same order.
      findings.push([`${ruleId} ${JSON.stringify(said)}`, readFinding(ruleId, said)]);
    }
  }
  return findings.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, finding]) => finding);
}

function readFinding(ruleId: string, said: JsonValue): PolicyFinding {
  const wrong = (what: string) => new PolicyError("shape", `${ruleId}: ${what} in ${JSON.stringify(said)}`);
  if (!isJsonObject(said)) throw wrong("a finding has to be an object, found it");
  const { messageId, subject, measure, aspect } = said;
  const path = readPath(said["path"]);
  const given = said["arguments"];
  if (typeof messageId !== "string") throw wrong("messageId has to be a string");
  if (typeof subject !== "string") throw wrong("subject has to be a string");
  if (path === null) throw wrong("path has to be a list of keys and indexes");
  if (!isJsonObject(given)) throw wrong("arguments have to be an object");
  const evidence = isJsonArray(said["evidence"]) ? said["evidence"].map(readPath) : [path];
  return {
    ruleId,
    messageId,
    subject,
    path,
    arguments: given,
    kind: said["kind"] === "open" ? "open" : "fail",
    measure: typeof measure === "string" ? measure : null,
    aspect: typeof aspect === "string" ? aspect : null,
    evidence: evidence.filter((item) => item !== null),
    fix: readFix(said["fix"]),
    owners: readOwners(said["owners"]),
  };
}

function readPath(value: JsonValue | undefined): ObjectPath | null {
  if (!isJsonArray(value)) return null;
  const steps = value.filter((step) => typeof step === "string" || typeof step === "number");
  return steps.length === value.length ? steps : null;
}

function readOwners(value: JsonValue | undefined): readonly string[] | null {
  return isJsonArray(value) ? value.filter((name) => typeof name === "string").toSorted() : null;
}

function readFix(value: JsonValue | undefined): Fix | null {
  if (!isJsonObject(value)) return null;
  const path = readPath(value["path"]);
  const op = (["replace", "add", "remove"] as const).find((candidate) => candidate === value["op"]);
  if (path === null || op === undefined) return null;
  return value["value"] === undefined ? { op, path } : { op, path, value: value["value"] };
}
