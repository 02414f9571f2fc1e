import type { CheckRun } from "../world/check-types.ts";
import type { Pull, ReactionContent } from "../world/types.ts";
import { fullName, type World } from "../world/world.ts";

/** A check run as people see it. */
export interface CheckState {
  readonly id: number;
  readonly app: string;
  readonly name: string;
  readonly head: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly externalId: string | null;
  readonly annotations: readonly {
    readonly path: string;
    readonly startLine: number;
    readonly endLine: number;
    readonly level: string;
    readonly title: string | null;
    readonly message: string;
  }[];
  readonly actions: readonly string[];
}

export interface CommentState {
  readonly id: number;
  readonly by: string;
  readonly ours: boolean;
  readonly body: string;
  readonly edits: number;
  readonly reactions: readonly { readonly by: string; readonly content: ReactionContent }[];
}

export interface SuggestionState {
  readonly review: number;
  readonly comment: number;
  readonly commit: string;
  readonly path: string;
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

/** Everything that stands on a pull request. */
export interface PullState {
  readonly repository: string;
  readonly number: number;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly head: string;
  readonly base: string;
  readonly labels: readonly string[];
  /** Of our App on the head, the newest; `null`: none. */
  readonly check: CheckState | null;
  /** Of every App, on every commit of the pull request, oldest first. */
  readonly checks: readonly CheckState[];
  /** Our comments, oldest first: there should be one at most. */
  readonly ours: readonly CommentState[];
  readonly comments: readonly CommentState[];
  readonly reviews: readonly {
    readonly id: number;
    readonly by: string;
    readonly state: string;
    readonly commit: string;
    readonly body: string;
  }[];
  readonly suggestions: readonly SuggestionState[];
  /** `org/team`, sorted. */
  readonly requestedTeams: readonly string[];
}

export function pullState(world: World, pull: Pull): PullState {
  const { repository } = pull;
  const between = repository.commits.between(pull.base.sha, pull.head.sha);
  const heads = new Set([pull.head.sha, ...between.map(({ sha }) => sha)]);
  const checks = [...repository.checks.values()].filter((run) => heads.has(run.head)).map(checkState);
  const comments = commentsOf(world, pull);
  const own = checks.filter((check) => check.app === world.app.slug && check.head === pull.head.sha);
  return {
    repository: fullName(repository),
    number: pull.number,
    state: pull.mergedAt !== null ? "merged" : pull.state,
    draft: pull.draft,
    head: pull.head.sha,
    base: pull.base.ref,
    labels: pull.labels,
    check: own.at(-1) ?? null,
    checks,
    ours: comments.filter((comment) => comment.ours),
    comments,
    reviews: pull.reviews.map(({ id, by, state, commit, body }) => ({
      id,
      by: by.login,
      state,
      commit,
      body,
    })),
    suggestions: suggestionsOf(world, pull),
    requestedTeams: [...pull.requestedTeams]
      .map((team) => `${team.organisation.account.login}/${team.slug}`)
      .sort(),
  };
}

function commentsOf(world: World, pull: Pull): readonly CommentState[] {
  return [...pull.repository.comments.values()]
    .filter((comment) => comment.pull === pull)
    .map(({ id, by, body, edits, reactions }) => ({
      id,
      by: by.login,
      ours: by === world.app.bot,
      body,
      edits,
      reactions: reactions.map((reaction) => ({ by: reaction.by.login, content: reaction.content })),
    }));
}

function suggestionsOf(world: World, pull: Pull): readonly SuggestionState[] {
  return pull.reviews
    .filter((review) => review.by === world.app.bot)
    .flatMap((review) =>
      review.comments.map(({ id, path, startLine, line, body }) => ({
        review: review.id,
        comment: id,
        commit: review.commit,
        path,
        startLine: startLine ?? line,
        line,
        body,
      })),
    );
}

export function checkState(run: CheckRun): CheckState {
  return {
    id: run.id,
    app: run.app.slug,
    name: run.name,
    head: run.head,
    status: run.status,
    conclusion: run.conclusion,
    title: run.title,
    summary: run.summary,
    text: run.text,
    externalId: run.externalId,
    annotations: [...run.annotations],
    actions: run.actions.map(({ identifier }) => identifier),
  };
}
