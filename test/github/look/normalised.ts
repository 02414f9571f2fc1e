import type { Pull } from "../world/types.ts";
import { fullName, type World } from "../world/world.ts";
import { type PullState, pullState } from "./pull-state.ts";

/** Something that should stand once, and stands several times. */
export interface Duplicate {
  readonly repository: string;
  readonly number: number;
  readonly what: "comment" | "check" | "suggestion";
  readonly count: number;
}

export function duplicatesOf(world: World, pull: Pull): readonly Duplicate[] {
  const state = pullState(world, pull);
  const own = state.checks.filter((check) => check.app === world.app.slug);
  const sizes = <Item>(items: readonly Item[], key: (item: Item) => string): readonly number[] =>
    [...Map.groupBy(items, key).values()].map((group) => group.length);
  const counts = [
    { what: "comment" as const, counts: [state.ours.length] },
    { what: "check" as const, counts: sizes(own, (check) => `${check.head} ${check.externalId ?? ""}`) },
    {
      what: "suggestion" as const,
      counts: sizes(state.suggestions, (one) => `${one.commit} ${one.path}:${one.line}`),
    },
  ];
  return counts.flatMap((kind) =>
    kind.counts
      .filter((count) => count > 1)
      .map((count) => ({
        repository: fullName(pull.repository),
        number: pull.number,
        what: kind.what,
        count,
      })),
  );
}

/** What stands at the end, without ids and times, but with commits: two runs of one story agree in it. */
export interface NormalisedPull {
  readonly repository: string;
  readonly number: number;
  readonly state: PullState["state"];
  readonly draft: boolean;
  readonly head: string;
  readonly check: Omit<NonNullable<PullState["check"]>, "id" | "app" | "externalId" | "head"> | null;
  readonly comments: readonly string[];
  /** Reactions of the App, by what they stand on. */
  readonly reactions: readonly string[];
  readonly suggestions: readonly Omit<PullState["suggestions"][number], "review" | "comment">[];
  readonly requestedTeams: readonly string[];
}

export function normalised(world: World, pull: Pull): NormalisedPull {
  const state = pullState(world, pull);
  const bot = world.app.bot.login;
  return {
    repository: state.repository,
    number: state.number,
    state: state.state,
    draft: state.draft,
    head: state.head,
    check: state.check === null ? null : withoutIds(state.check),
    comments: state.ours.map(({ body }) => body),
    reactions: state.comments
      .flatMap(({ body, reactions }) =>
        reactions.filter(({ by }) => by === bot).map(({ content }) => `${content} ${body}`),
      )
      .sort(),
    suggestions: state.suggestions.map(({ review: _review, comment: _comment, ...rest }) => rest),
    requestedTeams: state.requestedTeams,
  };
}

function withoutIds(check: NonNullable<PullState["check"]>): NonNullable<NormalisedPull["check"]> {
  const { id: _id, app: _app, externalId: _externalId, head: _head, ...rest } = check;
  return rest;
}
