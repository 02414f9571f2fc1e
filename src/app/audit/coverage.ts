import type { EstateRepository } from "../../github/index.ts";
import type { CoveredRepository } from "../../model/access-snapshot.ts";
import type { Alert } from "../../model/alert.ts";
import type { AuditRecord } from "../../model/audit-record.ts";

export type Coverage = Extract<AuditRecord, { readonly kind: "coverage" }>;

export interface CoverageReading {
  /** What the installation covers. */
  readonly installed: readonly EstateRepository[];
  /** Whatever else of the organisation the App sees. */
  readonly others: readonly EstateRepository[];
  /** By id: whether it holds files in scope; left out: nobody could look. */
  readonly inScope: ReadonlyMap<number, boolean>;
  /** By id: whether a merge into the default branch needs our check. */
  readonly gated: ReadonlyMap<number, boolean>;
  /** What was kept last; empty: nothing. */
  readonly last: readonly CoveredRepository[];
  /** ISO 8601. */
  readonly now: string;
}

/** Every repository that is or was there, sorted by id, and what somebody has to hear of. Pure. */
export function coverageOf(reading: CoverageReading): {
  readonly repositories: readonly CoveredRepository[];
  readonly alerts: readonly Alert[];
} {
  const last = new Map(reading.last.map((repository) => [repository.id, repository]));
  const found = [
    ...reading.installed.map((repository) => stateOf(repository, true, reading)),
    ...reading.others.map((repository) => stateOf(repository, false, reading)),
  ];
  const here = new Set(found.map(({ id }) => id));
  const gone = reading.last.filter(({ id }) => !here.has(id)).map(goneFrom);
  const repositories = [...found, ...gone]
    .map((state): CoveredRepository => {
      const before = last.get(state.id);
      const since = before !== undefined && isSame(before, state) ? before.since : reading.now;
      return { ...state, since };
    })
    .toSorted((left, right) => left.id - right.id);
  return { repositories, alerts: repositories.flatMap((each) => alertOf(each, last.get(each.id))) };
}

type State = Omit<CoveredRepository, "since">;

function stateOf(
  { id, owner, name, asleep }: EstateRepository,
  covered: boolean,
  { inScope, gated }: CoverageReading,
): State {
  return {
    id,
    name: `${owner}/${name}`,
    inScope: inScope.get(id) ?? null,
    covered,
    gated: covered ? (gated.get(id) ?? null) : null,
    state: asleep ? "asleep" : "active",
  };
}

/** Deleted, moved to somebody else, or taken from the installation: from outside all that looks the same. */
function goneFrom({ since: _since, ...before }: CoveredRepository): State {
  return { ...before, covered: false, gated: null, state: "gone" };
}

function isSame(before: CoveredRepository, now: State): boolean {
  const { since: _since, ...state } = before;
  return JSON.stringify(state) === JSON.stringify({ ...state, ...now });
}

/** Once, when it begins: how long it goes on is told by what is kept. */
function alertOf(
  { name, inScope, covered, state, since }: CoveredRepository,
  before: CoveredRepository | undefined,
): readonly Alert[] {
  if (covered || inScope !== true || state === "asleep") return [];
  if (before !== undefined && before.since === since) return [];
  if (before !== undefined && !before.covered && before.inScope === true) return [];
  const why = before?.covered === true ? "removed" : "not-installed";
  return [{ kind: "not-covered", repository: name, why, since }];
}
