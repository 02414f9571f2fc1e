import { z } from "zod";
import type { Account } from "../../model/pull.ts";

/** Only what is read; GitHub adds fields at any time. */
const id = z.int().positive();
export const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "not a commit");
/** Git allows more; a reference of GitHub has at most 255 bytes a part. */
const reference = z.string().min(1).max(1024);

export const account = z
  .object({ id, login: z.string().min(1).max(255), type: z.string() })
  .transform((raw): Account => ({ id: raw.id, login: raw.login, bot: isMachine(raw.type, raw.login) }));

function isMachine(type: string, login: string): boolean {
  return type === "Bot" || type === "Mannequin" || login.endsWith("[bot]") || login === "web-flow";
}

const sender = { sender: account };
/** Events of an organisation may come without a person behind them. */
const anySender = { sender: account.nullish() };

/** What every delivery to an App has. Anything without an installation is for another kind of webhook. */
export const envelope = z.object({
  action: z.string().max(100).nullish(),
  installation: z.object({ id }).nullish(),
  repository: z.object({ id }).nullish(),
});

const numbered = z.object({ number: z.int().positive() });
const linkedPulls = z.array(
  numbered.extend({ base: z.object({ repo: z.object({ id }) }), head: z.object({ sha: commit }) }),
);

export const pushToPull = z.object({
  ...sender,
  before: commit.nullish(),
  after: commit.nullish(),
  pull_request: numbered.extend({ head: z.object({ sha: commit }) }),
});

export const editedPull = z.object({
  ...sender,
  changes: z.object({ base: z.object({ ref: z.object({ from: reference }) }).nullish() }).nullish(),
  pull_request: numbered.extend({ base: z.object({ ref: reference }) }),
});

export const closedPull = z.object({
  pull_request: numbered.extend({
    merged: z.boolean(),
    merge_commit_sha: commit.nullish(),
    merged_by: account.nullish(),
    head: z.object({ sha: commit }),
  }),
});

export const otherPull = z.object({ pull_request: numbered });

export const pullReview = z.object({
  ...sender,
  pull_request: numbered,
  review: z.object({
    id,
    user: account.nullish(),
    state: z.string().max(50),
    commit_id: commit.nullish(),
    submitted_at: z.iso.datetime({ offset: true }).nullish(),
  }),
});

/** GitHub ends a comment at 65,536 characters; some of them may need two of ours. */
const commentCharactersMax = 2 * 65_536;

export const issueComment = z.object({
  issue: numbered.extend({ pull_request: z.unknown().optional() }),
  comment: z.object({
    id,
    body: z.string().max(commentCharactersMax).nullish(),
    user: account.nullish(),
    created_at: z.string().max(40).nullish(),
    performed_via_github_app: z.object({ id }).nullish(),
  }),
});

export const checkRun = z.object({
  ...sender,
  requested_action: z.object({ identifier: z.string().max(255) }).nullish(),
  check_run: z.object({
    id,
    name: z.string().max(1024),
    head_sha: commit,
    external_id: z.string().max(1024).nullish(),
    app: z.object({ id, slug: z.string().nullish() }).nullish(),
    check_suite: z.object({ head_branch: z.string().nullish() }).nullish(),
    pull_requests: linkedPulls,
  }),
});

export const checkSuite = z.object({
  ...sender,
  check_suite: z.object({
    head_sha: commit,
    head_branch: z.string().nullish(),
    app: z.object({ id }).nullish(),
    pull_requests: linkedPulls,
  }),
});

export const mergeGroup = z.object({
  merge_group: z.object({
    head_sha: commit,
    head_ref: reference,
    base_sha: commit,
    base_ref: reference,
  }),
});

export const push = z.object({
  ...sender,
  ref: reference,
  before: commit,
  after: commit,
  deleted: z.boolean(),
  forced: z.boolean(),
});

const repositories = z.array(z.object({ id })).nullish();

/** `repositories` is there when the App is installed, the other two when its repositories change. */
export const installationChange = z.object({
  ...anySender,
  repositories,
  installation: z.object({ permissions: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  repositories_added: repositories,
  repositories_removed: repositories,
});

/** More than GitHub lets anybody call a team or a rule. */
const name = z.string().max(1_000);

export const teamChange = z.object({
  ...anySender,
  team: z.object({ slug: name.nullish(), name: name.nullish() }).nullish(),
  member: account.nullish(),
  membership: z.object({ user: account.nullish() }).nullish(),
});

export const ruleChange = z.object({
  ...anySender,
  repository_ruleset: z.object({ name, enforcement: name.nullish() }).nullish(),
  rule: z.object({ name }).nullish(),
});

export const workflowRun = z.object({
  workflow_run: z.object({ pull_requests: linkedPulls }),
});
