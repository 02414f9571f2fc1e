import type { BaselineState, FindingStatus } from "../../model/finding.ts";
import type { Pointer } from "../../model/json.ts";
import { compareMeasures } from "../../model/measure.ts";
import type { Evidence } from "./evidence.ts";
import { type FindingIdentity, fingerprintOfIdentity } from "./fingerprint.ts";

/** What comparing needs to know of a finding. */
export interface BaselineFinding extends FindingIdentity {
  readonly fingerprint: string;
  readonly evidence: Evidence;
  readonly measure: string | null;
}

/** Something that the base knows under another name: a resource that moved. */
export interface MovedIdentity {
  readonly rootKey: string;
  readonly address: string;
  readonly fromRootKey: string;
  readonly fromAddress: string;
}

export type ComparedFinding<Finding extends BaselineFinding> = Finding & {
  readonly baselineState: BaselineState;
  /** `active` is what the change introduces. What only the base had is `existing`, and `absent` now. */
  readonly status: Exclude<FindingStatus, "waived">;
};

type Verdict = Pick<ComparedFinding<BaselineFinding>, "baselineState" | "status">;

const fresh: Verdict = { baselineState: "new", status: "active" };
const unchanged: Verdict = { baselineState: "unchanged", status: "existing" };
const worsened: Verdict = { baselineState: "updated", status: "active" };
const improved: Verdict = { baselineState: "updated", status: "improved" };
const absent: Verdict = { baselineState: "absent", status: "existing" };

/**
 * Says of each finding of the head whether the change introduces it: those of the head in their order, then those that
 * only the base had. Each finding of the base explains at most one of the head, and the closest match goes first:
 *
 * 1. the same fingerprint and the same evidence: unchanged;
 * 2. the same but for list indexes, and the same evidence: unchanged. An element without a key is named by its index, and
 *    removing the one before it would otherwise make its finding new;
 * 3. the same fingerprint on other evidence: updated, which counts as introduced, unless both have a measure and the
 *    head's is not larger.
 *
 * What moved is looked up under its old identity.
 */
export function compareWithBase<Finding extends BaselineFinding>(
  base: readonly Finding[],
  head: readonly Finding[],
  moved: readonly MovedIdentity[],
): readonly ComparedFinding<Finding>[] {
  const identities = head.map(oldIdentities(moved));
  const partners = pairUp(base, head, identities);
  const used = new Set(partners.values());
  return [
    ...head.map((finding) => ({ ...finding, ...verdict(partners.get(finding), finding) })),
    ...base.filter((finding) => !used.has(finding)).map((finding) => ({ ...finding, ...absent })),
  ];
}

function pairUp<Finding extends BaselineFinding>(
  base: readonly Finding[],
  head: readonly Finding[],
  identities: readonly FindingIdentity[],
): ReadonlyMap<Finding, Finding> {
  const partners = new Map<Finding, Finding>();
  const used = new Set<Finding>();
  for (const keyOf of [exactKey, shiftedKey, fingerprintOfIdentity]) {
    const free = new Map<string, Finding[]>();
    for (const finding of base.toReversed()) {
      if (!used.has(finding)) addTo(free, keyOf(finding, finding.evidence), finding);
    }
    if (free.size === 0) break;
    for (const [index, finding] of head.entries()) {
      const identity = identities[index];
      if (partners.has(finding) || identity === undefined) continue;
      const partner = free.get(keyOf(identity, finding.evidence))?.pop();
      if (partner === undefined) continue;
      partners.set(finding, partner);
      used.add(partner);
    }
  }
  return partners;
}

function verdict(before: BaselineFinding | undefined, after: BaselineFinding): Verdict {
  if (before === undefined) return fresh;
  if (evidenceKey(before.evidence) === evidenceKey(after.evidence)) return unchanged;
  if (before.measure === null || after.measure === null) return worsened;
  const difference = compareMeasures(after.measure, before.measure);
  return difference !== null && difference <= 0 ? improved : worsened;
}

function exactKey(identity: FindingIdentity, evidence: Evidence): string {
  return JSON.stringify([fingerprintOfIdentity(identity), Object.entries(evidence).sort(byPointer)]);
}

function shiftedKey(identity: FindingIdentity, evidence: Evidence): string {
  const namedPath = identity.namedPath.map((step) => (typeof step === "number" ? "*" : step));
  return JSON.stringify([fingerprintOfIdentity({ ...identity, namedPath }), evidenceKey(evidence)]);
}

/** The evidence without list indexes: the same values in the same places, whatever stands before them. */
function evidenceKey(evidence: Evidence): string {
  const entries = Object.entries(evidence).map(([pointer, digest]) => `${withoutIndexes(pointer)} ${digest}`);
  return JSON.stringify(entries.sort());
}

function withoutIndexes(pointer: Pointer): Pointer {
  return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}

function byPointer([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}

function oldIdentities(moved: readonly MovedIdentity[]): (finding: BaselineFinding) => FindingIdentity {
  const origins = new Map(moved.map((move) => [placeKey(move.rootKey, move.address), move]));
  return (finding) => {
    const origin = origins.get(placeKey(finding.rootKey, finding.address));
    return origin === undefined
      ? finding
      : { ...finding, rootKey: origin.fromRootKey, address: origin.fromAddress };
  };
}

function placeKey(rootKey: string, address: string): string {
  return JSON.stringify([rootKey, address]);
}

function addTo<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
