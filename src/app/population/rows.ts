import { localTimeAt } from "../../model/local-date.ts";
import type { PopulationRow, Way } from "../../model/population.ts";
import type { RepositoryEntries } from "./entries.ts";
import { type CommitFacts, exceptionsOf, gateStateOf, restsOnOf, standingIn } from "./facts.ts";
import { reachedAlong, type Sighting } from "./reached.ts";

interface RowsOf {
  readonly entries: Pick<RepositoryEntries, "id" | "name">;
  readonly branch: string;
  readonly timezone: string;
  /** ISO 8601: when the list is made. */
  readonly asOf: string;
}

/** A row for each commit of a line, oldest first. */
export function rowsOf(line: Iterable<CommitFacts>, about: RowsOf): readonly PopulationRow[] {
  // Facts are not kept: of a year they would be more than all of its rows.
  const [sightings, numbers]: [(Sighting | null)[], (number | null)[]] = [[], []];
  for (const facts of line) {
    sightings.push(sightingOf(facts));
    numbers.push(facts.number);
  }
  const reached = reachedAlong(sightings, about.asOf);
  const many = repeatedNumbers(numbers);
  return Array.from(line, (facts, index) => {
    const { at, by } = reached[index] ?? { at: about.asOf, by: "listing" };
    const { place, number } = facts;
    const restsOn = restsOnOf(facts);
    return {
      repositoryId: about.entries.id,
      repository: about.entries.name,
      branch: about.branch,
      ordinal: index + 1,
      commit: place.commit,
      parent: place.parents?.[0] ?? null,
      reachedAt: at,
      reachedAtLocal: localTimeAt(new Date(at), about.timezone),
      reachedBy: by,
      seenAt: seenAtOf(facts),
      way: wayOf(facts, many),
      explained: facts.explained,
      number,
      decisionId: facts.pull?.under?.decision?.decisionId ?? place.recorded?.body.decisionId ?? null,
      index: place.recorded?.index ?? null,
      restsOn: restsOn === "missing" ? null : restsOn,
      ...judgedOf(facts),
      ...peopleOf(facts),
      exceptions: exceptionsOf(facts),
    };
  });
}

/** GitHub's own time of a merge comes first; ours is when we heard of it. */
function sightingOf(facts: CommitFacts): Sighting | null {
  const mergedAt = facts.seen?.body.mergedAt ?? null;
  if (mergedAt !== null) return { at: new Date(mergedAt).toISOString(), by: "github" };
  const at = seenAtOf(facts);
  if (at === null) return null;
  return { at, by: at === facts.place.recorded?.at ? "sweep" : "delivery" };
}

function seenAtOf({ place, pull, push }: CommitFacts): string | null {
  const times = [place.recorded?.at, pull?.merged?.at, push?.at].filter((time) => time !== undefined);
  return times.toSorted()[0] ?? null;
}

function wayOf({ place, number, push, queued, explained }: CommitFacts, many: ReadonlySet<number>): Way {
  if (explained === "before-installation") return "first-look";
  if (queued) return "merge-queue";
  if (number === null) return push === null ? "unknown" : "push";
  if (many.has(number)) return "rebase";
  if (place.parents === null) return "unknown";
  return place.parents.length > 1 ? "merge" : "squash";
}

/** Pull requests that put several commits onto the branch. */
function repeatedNumbers(numbers: readonly (number | null)[]): ReadonlySet<number> {
  const [once, twice] = [new Set<number>(), new Set<number>()];
  for (const number of numbers) {
    if (number === null) continue;
    if (once.has(number)) twice.add(number);
    once.add(number);
  }
  return twice;
}

function judgedOf({ pull, push }: CommitFacts): Pick<PopulationRow, "route" | "gate"> {
  const decision = pull?.under?.decision ?? null;
  if (decision === null) return { route: push?.body.route ?? null, gate: null };
  return { route: decision.route, gate: pull?.under?.gate?.conclusion ?? null };
}

type People = Pick<
  PopulationRow,
  "approvers" | "approvedByOther" | "actor" | "because" | "reviewedBy" | "reviewedAt"
>;

function peopleOf({ pull, push, seen, explained }: CommitFacts): People {
  const emergency = explained === "break-glass" ? (pull?.emergency ?? null) : null;
  const review = emergency === null ? null : (pull?.review ?? null);
  const state = gateStateOf(pull);
  const merger = seen?.body.mergedBy ?? pull?.merged?.body.by ?? null;
  const native = seen?.body.approvals.flatMap(({ by }) => (by === null ? [] : [by.login]));
  const peer = state["peerApproved"];
  return {
    approvers: [...new Set(native ?? standingIn(state))].toSorted(),
    approvedByOther: seen?.body.approvedByOther ?? (typeof peer === "boolean" ? peer : null),
    actor: (emergency?.body.by.account ?? push?.body.by ?? merger)?.login ?? null,
    because: emergency?.body.because ?? null,
    reviewedBy: review?.body.by.account.login ?? null,
    reviewedAt: review?.at ?? null,
  };
}
