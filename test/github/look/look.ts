import type { Contract } from "../contract/contract.ts";
import type { Hooks } from "../hooks/hooks.ts";
import type { Limits } from "../server/limits.ts";
import type { LoggedRequest } from "../server/request-log.ts";
import { resolveCommit } from "../world/refs.ts";
import { findTeam } from "../world/teams.ts";
import type { Pull } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { duplicatesOf, normalised } from "./normalised.ts";
import { checkState, pullState } from "./pull-state.ts";

export interface LookContext {
  readonly world: World;
  readonly contract: Contract;
  readonly hooks: Hooks;
  readonly limits: Limits;
  readonly log: readonly LoggedRequest[];
}

/** What tests look at. Everything is plain data, of the moment. */
export function createLook({ world, contract, hooks, limits, log }: LookContext) {
  const pulls = (): readonly Pull[] =>
    [...world.repositories.values()].flatMap((one) => [...one.pulls.values()]);
  return {
    pull: (given: { readonly repository: string; readonly number: number }) => {
      const found = world.repository(given.repository).pulls.get(given.number);
      if (found === undefined)
        throw new Error(`There is no pull request ${given.repository}#${given.number}.`);
      return pullState(world, found);
    },
    /** Whether there is such an account, team (`org/team`) or repository (`owner/name`). */
    has: (given: { readonly account?: string; readonly team?: string; readonly repository?: string }) => {
      const [organisation = "", slug = ""] = given.team?.split("/") ?? [];
      const [owner = "", name = ""] = given.repository?.split("/") ?? [];
      return (
        (given.account === undefined || world.findAccount(given.account) !== null) &&
        (given.team === undefined || findTeam(world, organisation, slug) !== null) &&
        (given.repository === undefined || world.findRepository(owner, name) !== null)
      );
    },
    /** Check runs of our App on a commit or branch, oldest first: for merge groups and pushes. */
    checksOn: (given: { readonly repository: string; readonly commit: string }) => {
      const repository = world.repository(given.repository);
      const head = resolveCommit(repository, given.commit);
      return [...repository.checks.values()]
        .filter((run) => run.head === head && run.app === world.app)
        .map(checkState);
    },
    tip: (given: { readonly repository: string; readonly branch: string }) =>
      resolveCommit(world.repository(given.repository), given.branch),
    /** What did not fit GitHub's description: there should be none. */
    violations: () => [...contract.violations],
    /** Limits that were hit: there should be none. */
    limitHits: () => [...limits.hits],
    requests: (given: { readonly since?: number } = {}) =>
      log.filter(({ ordinal }) => ordinal > (given.since ?? 0)),
    /** Calls about a pull request, those of git and for tokens aside: what counts for its budget. */
    callsOf: (given: { readonly repository: string; readonly number: number; readonly since?: number }) =>
      log.filter(
        (request) =>
          request.ordinal > (given.since ?? 0) &&
          request.kind !== "git" &&
          request.repository === given.repository &&
          request.number === given.number,
      ),
    deliveries: () =>
      hooks.deliveries.map(({ id, guid, event, action, redelivery, result }) => ({
        id,
        guid,
        event,
        action,
        redelivery,
        status: result?.status ?? null,
        durationMs: result?.durationMs ?? null,
      })),
    /** The body of a delivery, as it was sent. */
    delivery: (given: { readonly guid: string }) => {
      const found = hooks.deliveries.find(({ guid }) => guid === given.guid);
      return found === undefined ? null : { headers: found.headers, body: found.body.toString("utf8") };
    },
    duplicates: () => pulls().flatMap((pull) => duplicatesOf(world, pull)),
    snapshot: () => pulls().map((pull) => normalised(world, pull)),
  };
}

export type Look = ReturnType<typeof createLook>;
