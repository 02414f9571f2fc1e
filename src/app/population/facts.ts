import { isJsonArray, isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Explained, RowException } from "../../model/population.ts";
import { type MergedUnder, mergedUnder } from "../gate-records.ts";
import { type DirectPush, matchCommits } from "../sweep/match-commits.ts";
import {
  type Found,
  type FoundPull,
  isPull,
  outsideOf,
  type PullEntry,
  type RepositoryEntries,
} from "./entries.ts";
import type { LinePlace } from "./line.ts";

/** Everything that is recorded about how one commit came to a branch. */
export interface CommitFacts {
  readonly place: LinePlace;
  readonly explained: Explained;
  readonly number: number | null;
  readonly pull: PullPart | null;
  readonly push: Found<"direct-push"> | null;
  readonly seen: Found<"merge-seen"> | null;
  readonly bypass: Found<"bypass-seen"> | null;
  readonly queued: boolean;
}

/** What the pull request says that a commit came in with. */
export interface PullPart {
  readonly under: MergedUnder | null;
  readonly merged: FoundPull<"merged"> | null;
  readonly decision: FoundPull<"decision"> | null;
  readonly emergency: FoundPull<"break-glass"> | null;
  readonly review: FoundPull<"break-glass-reviewed"> | null;
  /** Kinds of record of which the body was erased. */
  readonly erased: ReadonlySet<string>;
}

/** Reads of each commit of a line, oldest first, what is recorded about it: each time that somebody goes along it. */
export function factsAlong(
  line: readonly LinePlace[],
  entries: RepositoryEntries,
  branch: string,
): Iterable<CommitFacts> {
  const pushes = outsideOf(entries.outside, "direct-push");
  const groups = outsideOf(entries.outside, "merge-group");
  const arrivalOf = matchCommits(line.map(({ commit }) => commit).toReversed(), branch, {
    merged: mergedIn(entries),
    groups: groups.map(({ body }) => body),
    pushes: pushes.map(({ body }) => body),
  });
  const seen = outsideOf(entries.outside, "merge-seen").filter(({ body }) => body.branch === branch);
  const bypasses = outsideOf(entries.outside, "bypass-seen").filter(({ body }) => body.branch === branch);
  const heads = new Set(groups.map(({ body }) => body.head));
  const seenByNumber = new Map(seen.map((entry) => [entry.body.number, entry]));
  const bypassByCommit = new Map(bypasses.map((entry) => [entry.body.commit, entry]));
  const factsOf = (place: LinePlace): CommitFacts => {
    const arrival = arrivalOf(place.commit);
    const number = place.recorded === null ? arrival.number : place.recorded.body.number;
    const pull = number === null ? null : pullPart(entries.pulls.get(number) ?? []);
    const push = arrival.push === null ? null : entryOf(arrival.push, pushes);
    return {
      place,
      explained: explainedOf(place, pull, push),
      number,
      pull,
      push,
      seen: number === null ? null : (seenByNumber.get(number) ?? null),
      bypass: bypassByCommit.get(place.commit) ?? null,
      queued: heads.has(place.commit),
    };
  };
  return {
    *[Symbol.iterator]() {
      for (const place of line) yield factsOf(place);
    },
  };
}

function mergedIn({ pulls }: RepositoryEntries) {
  return [...pulls.having("merged")].flatMap(([number, merged]) =>
    merged.map(({ body }) => ({ number, body })),
  );
}

function entryOf(push: DirectPush, pushes: readonly Found<"direct-push">[]): Found<"direct-push"> | null {
  return pushes.find(({ body }) => body === push) ?? null;
}

function pullPart(entries: readonly PullEntry[]): PullPart {
  const under = mergedUnder(entries);
  const mergedAt = entries.findIndex((entry) => isPull(entry, "merged"));
  const merged = entries[mergedAt];
  const before = mergedAt === -1 ? entries : entries.slice(0, mergedAt);
  const emergency = before.findLast((entry) => isPull(entry, "break-glass")) ?? null;
  const emergencyAt = emergency === null ? -1 : entries.indexOf(emergency);
  const reviews = entries.slice(emergencyAt + 1).filter((entry) => isPull(entry, "break-glass-reviewed"));
  const decisions = before.filter((entry) => isPull(entry, "decision"));
  return {
    under,
    merged: merged !== undefined && isPull(merged, "merged") ? merged : null,
    decision: decisions.findLast(({ body }) => body === under?.decision) ?? null,
    emergency,
    review: emergency === null ? null : (reviews[0] ?? null),
    erased: new Set(entries.flatMap(({ kind, body }) => (body === null ? [kind] : []))),
  };
}

/** What was recorded counts; an emergency is told by the gate. Of what nobody recorded the records may still tell. */
function explainedOf(
  { recorded, inHistory }: LinePlace,
  pull: PullPart | null,
  push: Found<"direct-push"> | null,
): Explained {
  const how = recorded?.body.explained ?? null;
  if (how !== null && how !== "decision") return how;
  if (how === "decision" || pull?.decision != null)
    return openedByEmergency(pull) ? "break-glass" : "decision";
  return push !== null && inHistory ? "direct-push" : "unexplained";
}

export function gateStateOf(pull: PullPart | null): JsonObject {
  return pull?.under?.gate?.state ?? {};
}

function openedByEmergency(pull: PullPart | null): boolean {
  return gateStateOf(pull)["state"] === "break-glass";
}

/** Of the gate at the merge: logins whose approval stood. */
export function standingIn(state: JsonObject): readonly string[] {
  const approvals = state["approvals"];
  if (!isJsonArray(approvals)) return [];
  return approvals.flatMap((approval) => {
    if (!isJsonObject(approval) || approval["kind"] !== "stands") return [];
    const by = approval["by"];
    return isJsonObject(by) && typeof by["login"] === "string" ? [by["login"]] : [];
  });
}

/** What somebody has to look into, by what is recorded and what is missing. */
export function exceptionsOf(facts: CommitFacts): readonly RowException[] {
  const { place, explained, number, pull, bypass } = facts;
  const isMerge = explained === "decision" || explained === "break-glass";
  const open = pull?.under?.gate?.conclusion === "success";
  const erased =
    isMerge && (pull?.erased.has("decision") || pull?.erased.has("gate") || pull?.erased.has("merged"));
  const missing = restsOnOf(facts) === "missing";
  const found: readonly (readonly [RowException, boolean | undefined])[] = [
    ["unexplained", explained === "unexplained" && number === null],
    ["merged-without-decision", explained === "unexplained" && number !== null],
    ["merged-against-gate", isMerge && !open && !erased],
    ["bypassed", bypass !== null],
    ["not-reviewed", explained === "break-glass" && pull?.review == null],
    ["record-missing", missing && !erased],
    ["erased", erased],
    ["not-in-history", !place.inHistory],
    ["not-recorded", place.recorded === null],
  ];
  return found.flatMap(([exception, is]) => (is === true ? [exception] : []));
}

/** Index of the entry that allowed a commit or tells of it. `missing`: there has to be one, and there is none. */
export function restsOnOf({ explained, pull, push, place }: CommitFacts): number | null | "missing" {
  switch (explained) {
    case "decision":
      return pull?.decision == null ? "missing" : pull.decision.index;
    case "break-glass": {
      const entry = pull?.emergency ?? pull?.decision ?? null;
      return entry === null ? "missing" : entry.index;
    }
    case "automation":
    case "direct-push":
      return push === null ? "missing" : push.index;
    case "out-of-scope":
      return push?.index ?? place.recorded?.index ?? null;
    case "before-installation":
      return place.recorded?.index ?? null;
    case "unexplained":
      return null;
    default:
      return explained satisfies never;
  }
}
