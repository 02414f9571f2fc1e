import { canonicalJson, sha256Hex } from "../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";
import type { Store } from "../store/store.ts";
import type { PolicySet } from "./policy-set.ts";

/** Where the parts of a compiled policy set are kept: both are blobs, by SHA-256 of just these bytes. */
export interface KeptPolicySet {
  /** Digest of the sources: what decisions name. */
  readonly policySet: string;
  /** The WebAssembly module, as it was compiled. */
  readonly compiled: string;
  /** The rules of it: RFC 8785, UTF-8. */
  readonly catalogue: string;
}

export type FoundPolicySet =
  | { readonly kind: "found"; readonly policySet: PolicySet }
  /** `blob` is not there, or is not what its name says. */
  | { readonly kind: "missing" | "damaged"; readonly part: "compiled" | "catalogue"; readonly blob: string };

/** What was kept of a set that this process has kept already: asked before each decision, hashed once. */
const known = new WeakMap<PolicySet, { readonly blobs: object; readonly kept: KeptPolicySet }>();

/**
 * Keeps a compiled policy set, so that it can be used and replayed when no image holds it any more. Keeping it again
 * changes nothing.
 */
export async function keepPolicySet(
  { blobs, notes }: Pick<Store, "blobs" | "notes">,
  policySet: PolicySet,
): Promise<KeptPolicySet> {
  const before = known.get(policySet);
  if (before?.blobs === blobs) return before.kept;
  const parts = partsOf(policySet);
  const names = namesOf(policySet);
  for (const [name, bytes] of [
    [names.compiled, parts.compiled],
    [names.catalogue, parts.catalogue],
  ] as const) {
    if ((await blobs.put(bytes)) !== name)
      throw new TypeError(`a blob of ${policySet.digest} got another name`);
  }
  await notes.set(noteKey(policySet.digest), canonicalJson({ ...names }));
  known.set(policySet, { blobs, kept: names });
  return names;
}

/** Hashing a set takes longer than recording a decision: each is hashed once. */
const named = new WeakMap<PolicySet, KeptPolicySet>();

/** The names that the parts of a policy set have, or would have. */
export function namesOf(policySet: PolicySet): KeptPolicySet {
  const before = named.get(policySet);
  if (before !== undefined) return before;
  const { compiled, catalogue } = partsOf(policySet);
  const names = {
    policySet: policySet.digest,
    compiled: sha256Hex(compiled),
    catalogue: sha256Hex(catalogue),
  };
  named.set(policySet, names);
  return names;
}

function partsOf({ wasm, rules }: PolicySet): {
  readonly compiled: Uint8Array;
  readonly catalogue: Uint8Array;
} {
  const plain: JsonValue = JSON.parse(JSON.stringify(rules));
  return { compiled: wasm, catalogue: Buffer.from(canonicalJson(plain)) };
}

/** Where the parts of the set with this digest are; `null`: this store has never kept it. */
export async function findPolicySet(
  { notes }: { readonly notes: Pick<Store["notes"], "get"> },
  policySet: string,
): Promise<KeptPolicySet | null> {
  const note = await notes.get(noteKey(policySet));
  const names: JsonValue = note === null ? null : JSON.parse(note);
  if (!isJsonObject(names)) return null;
  const { compiled, catalogue } = names;
  return typeof compiled === "string" && typeof catalogue === "string"
    ? { policySet, compiled, catalogue }
    : null;
}

/** A kept policy set, ready for the evaluator. Its blobs are held against their names; never throws for what they hold. */
export async function readPolicySet(
  { blobs }: { readonly blobs: Pick<Store["blobs"], "get"> },
  { policySet, compiled, catalogue }: KeptPolicySet,
): Promise<FoundPolicySet> {
  const wasm = await blobs.get(compiled);
  if (wasm === null) return { kind: "missing", part: "compiled", blob: compiled };
  const module = new Uint8Array(wasm);
  if (sha256Hex(module) !== compiled || !WebAssembly.validate(module))
    return { kind: "damaged", part: "compiled", blob: compiled };
  const text = await blobs.get(catalogue);
  if (text === null) return { kind: "missing", part: "catalogue", blob: catalogue };
  const rules = sha256Hex(text) === catalogue ? rulesIn(text) : null;
  if (rules === null) return { kind: "damaged", part: "catalogue", blob: catalogue };
  return { kind: "found", policySet: { digest: policySet, wasm: module, rules } };
}

/** Written by {@link keepPolicySet}, and by nobody else: its name says so. */
function rulesIn(bytes: Uint8Array): readonly Rule[] | null {
  const rules: JsonValue = JSON.parse(Buffer.from(bytes).toString("utf8"));
  return isJsonArray(rules) ? (rules as unknown as readonly Rule[]) : null;
}

function noteKey(policySet: string): string {
  return `policy-set:${policySet}`;
}
