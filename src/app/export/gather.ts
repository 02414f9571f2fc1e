import type { LedgerEntry } from "../../model/ledger.ts";
import type { PullRecord, RepositoryRecord } from "../../model/record.ts";
import type { Placed, PlacedRepository } from "./placed.ts";
import { PullBook } from "./pull-book.ts";
import { trimmedPull, trimmedRepository } from "./trim.ts";

/** What is known of one repository, oldest first. */
export interface GatheredRepository {
  readonly id: number;
  readonly outside: PlacedRepository[];
  readonly pulls: PullBook;
}

export interface Gathered {
  readonly repositories: ReadonlyMap<number, GatheredRepository>;
  /** Of no one repository. */
  readonly general: readonly PlacedRepository[];
  /** Indexes of entries whose payload is gone, of the repositories asked for and of none. */
  readonly erased: readonly number[];
}

export interface Gatherer extends Gathered {
  /** Takes one entry, in the order of the log. */
  take(entry: LedgerEntry): void;
}

/** Gathers the entries of these repositories (`null`: of all), and those of none. Others are passed over. */
export function gatherer(wanted: ReadonlySet<number> | null): Gatherer {
  const repositories = new Map<number, GatheredRepository>();
  const general: PlacedRepository[] = [];
  const erased: number[] = [];
  const nameOf = kindNames();
  return {
    repositories,
    general,
    erased,
    take: (entry) => {
      const { repository, number, kind, index } = entry.leaf;
      if (repository !== null && wanted?.has(repository) === false) return;
      const into = repository === null ? null : repositoryOf(repositories, repository);
      if (entry.content === null) erased.push(index);
      const { scope, name } = nameOf(kind);
      if (scope === "pull" && into !== null && number !== null) {
        const body = pullBody(entry);
        if (body !== undefined) into.pulls.add(number, placed(entry, name, body));
        return;
      }
      const body = repositoryBody(entry, name);
      if (body !== undefined) (into?.outside ?? general).push(placed(entry, name, body));
    },
  };
}

function repositoryOf(repositories: Map<number, GatheredRepository>, id: number): GatheredRepository {
  const known = repositories.get(id);
  if (known !== undefined) return known;
  const fresh: GatheredRepository = { id, outside: [], pulls: new PullBook() };
  repositories.set(id, fresh);
  return fresh;
}

/** Each name once, and not with every entry: there are some sixty. */
function kindNames(): (kind: string) => { readonly scope: string; readonly name: string } {
  const names = new Map<string, { readonly scope: string; readonly name: string }>();
  return (kind) => {
    const known = names.get(kind);
    if (known !== undefined) return known;
    const [scope = "", name = ""] = kind.split("/");
    names.set(kind, { scope, name });
    return { scope, name };
  };
}

/** `undefined`: no table is made from it. The log holds what `appendRecords` was given, and nothing else writes it. */
function pullBody({ content }: LedgerEntry): PullRecord | null | undefined {
  return content === null ? null : trimmedPull(content.payload.body as unknown as PullRecord);
}

function repositoryBody({ content }: LedgerEntry, kind: string): RepositoryRecord | null | undefined {
  // A sweep that was erased leaves nothing to ask about, and there are thousands.
  if (content === null) return kind === "sweep" || kind === "deliveries-processed" ? undefined : null;
  return trimmedRepository(content.payload.body as unknown as RepositoryRecord);
}

function placed<Body>({ leaf }: LedgerEntry, kind: string, body: Body | null): Placed<Body> {
  return { index: leaf.index, kind, at: leaf.at, body };
}
