import { summariseChange } from "../../../changes/index.ts";
import { digestOf } from "../../../model/digest.ts";
import type { JsonValue } from "../../../model/json.ts";
import { fileLocation, type Location } from "../../../model/location.ts";
import type { Attribution } from "../../../model/resource.ts";
import { type Root, rootKey } from "../../../model/root.ts";
import { fingerprintOfIdentity } from "../../../policy/baseline/fingerprint.ts";
import type { AddedReason } from "../../../policy/foreign/routing-answer.ts";
import type { AttributedChange } from "../../../policy/input.ts";
import type { JudgedFinding } from "../../../policy/judged-finding.ts";
import { changeId } from "./input.ts";

export const repository: Root = {
  ...{ key: rootKey("repository", "."), kind: "repository", path: ".", variant: null, files: [] },
};

/** A change as far as reasons about it need to know it. */
export interface RoutedChange {
  /** Its name in the input. */
  readonly id: string;
  readonly rootKey: string;
  readonly address: string;
  /** Nothing is there after it. */
  readonly gone: boolean;
  readonly location: Location;
  readonly attribution: Attribution;
  /** Digest of what it does: the same after a rebase. */
  readonly content: () => string;
}

export function routedChange(attributed: AttributedChange): RoutedChange {
  const { change, attribution } = attributed;
  return {
    id: changeId(attributed),
    rootKey: change.rootKey,
    address: change.address,
    gone: change.after === null,
    location: (change.after ?? change.before)?.location ?? fileLocation(""),
    attribution,
    content: () => contentOf(attributed),
  };
}

/**
 * A reason as a finding of its source's rule, so that everything that holds for findings holds for it: modes, waivers,
 * approvals. It rests on what the changes do that it names, and on its numbers; its words are no part of that.
 */
export function reasonFinding(
  reason: AddedReason,
  ruleId: string,
  about: readonly RoutedChange[],
  ofRepository: Attribution,
): JudgedFinding {
  const [first] = about.toSorted(mostSeriousFirst);
  const identity = {
    ruleId,
    messageId: reason.route,
    rootKey: repository.key,
    address: `${ruleId}.${reason.id}`,
    type: repository.kind,
    namedPath: [],
  };
  const attributed = first?.attribution ?? ofRepository;
  const location = first?.location ?? fileLocation("");
  return {
    ...identity,
    severity: "high",
    kind: "fail",
    arguments: argumentsOf(reason),
    path: [],
    attribution: attributed,
    location: first?.gone === true ? { ...location, side: "base" } : location,
    environment: attributed.environment.name,
    production: attributed.environment.production,
    owner: [...new Set(about.flatMap(({ attribution }) => attribution.owner))].toSorted(),
    pathOwner: [...new Set(about.flatMap(({ attribution }) => attribution.pathOwner))].toSorted(),
    cluster: attributed.cluster,
    fingerprint: fingerprintOfIdentity(identity),
    evidence: {
      "": digestOf([reason.number, reason.threshold, about.map(({ content }) => content()).toSorted()]),
    },
    measure: null,
    fix: null,
  };
}

/** What production holds decides where a reason stands; the rest is a matter of order alone. */
function mostSeriousFirst(left: RoutedChange, right: RoutedChange): number {
  const rank = ({ rootKey, address, attribution }: RoutedChange) =>
    `${attribution.environment.production ? 0 : 1} ${rootKey} ${address}`;
  return rank(left) < rank(right) ? -1 : 1;
}

/** What a change does, and not where it stands: the same after a rebase. */
function contentOf({ change }: AttributedChange): string {
  const { rootKey: root, address, action, before, after } = change;
  const { leaves, omitted } = summariseChange(change);
  const values: JsonValue = JSON.parse(JSON.stringify(leaves));
  const whole = omitted === 0 ? [] : [before?.object ?? null, after?.object ?? null];
  return digestOf([root, address, action, values, ...whole]);
}

/** What is absent is no argument, and then the texts that need it are left out. */
function argumentsOf({ message, wouldPass, number, threshold }: AddedReason): JudgedFinding["arguments"] {
  return {
    ...message,
    ...(wouldPass === null ? {} : { enPasses: wouldPass.en, jaPasses: wouldPass.ja }),
    ...(number === null || threshold === null ? {} : { number, threshold }),
  };
}
