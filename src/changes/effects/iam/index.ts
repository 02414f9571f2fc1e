import type { ResourceChange } from "../../../model/change.ts";
import type { PermissionsEffect } from "../../../model/change-effect.ts";
import type { JsonValue } from "../../../model/json.ts";
import type { Permission } from "../../../model/permission.ts";
import { differenceOf } from "./algebra/difference.ts";
import { attachedDifference } from "./attached.ts";
import { entriesOf, type RefersTo } from "./entries.ts";
import { gravityOf } from "./gravity.ts";
import { policiesOf } from "./policies.ts";
import type { Policy } from "./policy.ts";
import { joined, nothing, readDocument } from "./read-document.ts";

/** Entries that are told of one list: more than anybody reads. */
const entriesMax = 20;

/** What a change gives to whoever has its policies, or is named by them, and what it takes; one effect for each. */
export function permissionsEffects({ before, after }: ResourceChange): readonly PermissionsEffect[] {
  const [old, current] = [before, after].map((side) => (side === null ? [] : policiesOf(side)));
  const refersTo: RefersTo = (source) => after?.refersTo?.(source) ?? before?.refersTo?.(source) ?? [];
  const whole = before !== null && after !== null;
  return pairs(old ?? [], current ?? []).flatMap(([from, to]) => effectOf(from, to, { refersTo, whole }));
}

/** Policies of one kind for one holder belong together; that a holder is another one gives to one and takes from one. */
function pairs(
  before: readonly Policy[],
  after: readonly Policy[],
): readonly (readonly [Policy | null, Policy | null])[] {
  const left = new Map(before.map((policy) => [keyOf(policy), policy]));
  const paired = after.map((policy) => {
    const found = left.get(keyOf(policy)) ?? null;
    left.delete(keyOf(policy));
    return [found, policy] as const;
  });
  return [...paired, ...[...left.values()].map((policy) => [policy, null] as const)];
}

/** A policy of its own, or a role, that gets another name is made anew, but gives nobody anything. */
function keyOf({ document, who, tells }: Policy): string {
  const holder = tells.includes("policy_arn") || tells.includes("policy") ? who.name : null;
  return JSON.stringify([document, who.kind, who.kind === "policy" ? null : holder, tells[0]]);
}

interface Sides {
  readonly refersTo: RefersTo;
  /** Both sides are there: what is missing on one is not there because nothing is. */
  readonly whole: boolean;
}

function effectOf(
  before: Policy | null,
  after: Policy | null,
  { refersTo, whole }: Sides,
): readonly PermissionsEffect[] {
  const policy = after ?? before;
  if (policy === null || JSON.stringify(partsOf(before)) === JSON.stringify(partsOf(after))) return [];
  const { gained, lost, unread } = differenceOf(documentOf(before, whole), documentOf(after, whole));
  const attached = attachedDifference(before?.attached ?? [], after?.attached ?? [], refersTo);
  const gains = ordered([...entriesOf(gained, refersTo), ...attached.gained]);
  const losses = ordered([...entriesOf(lost, refersTo), ...attached.lost]);
  const omitted = Math.max(0, gains.length - entriesMax) + Math.max(0, losses.length - entriesMax);
  return [
    {
      kind: "permissions",
      who: policy.who,
      document: policy.document,
      gained: gains.slice(0, entriesMax),
      lost: losses.slice(0, entriesMax),
      tells: policy.tells,
      ...(unread.before || unread.after || attached.unread ? { unread: true } : {}),
      ...(omitted === 0 ? {} : { omitted }),
    },
  ];
}

function partsOf(policy: Policy | null): JsonValue {
  if (policy === null) return [[], []];
  const attached = (policy.attached ?? []).map((each) => [each.as, each.policy, each.namespaces ?? null]);
  return [policy.texts, attached];
}

function documentOf(policy: Policy | null, whole: boolean) {
  if (policy === null) return nothing;
  if (policy.texts.length === 0 && whole && policy.absent !== undefined) return readDocument(policy.absent);
  return joined(policy.texts.map(readDocument));
}

function ordered(permissions: readonly Permission[]): readonly Permission[] {
  return permissions.toSorted((left, right) => gravityOf(left) - gravityOf(right));
}
