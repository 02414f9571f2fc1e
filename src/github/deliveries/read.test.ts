import { describe, expect, test } from "vitest";
import { webhookExample } from "../testing/webhook-examples.ts";
import { UnreadableDelivery } from "./facts.ts";
import { eventsRead, factsOf, subjectOf } from "./read.ts";

const self = { appId: 4711 };
const [before, head, merge] = ["1".repeat(40), "2".repeat(40), "3".repeat(40)];
const mallory = { id: 5, login: "mallory", type: "User" };
const robot = { id: 6, login: "renovate[bot]", type: "Bot" };
const pull = { kind: "pull", installationId: 1, repositoryId: 7, number: 12 };
const envelope = { installation: { id: 1 }, repository: { id: 7 }, sender: mallory };
const by = { id: 5, login: "mallory", bot: false };

type Payload = Readonly<Record<string, unknown>>;

function pullRequest(more: Payload = {}): Payload {
  return { number: 12, head: { sha: head }, base: { ref: "main" }, ...more };
}

function review(more: Payload = {}): Payload {
  return {
    id: 88,
    user: mallory,
    state: "approved",
    commit_id: head,
    submitted_at: "2026-05-01T09:00:00Z",
    ...more,
  };
}

function read(event: string, payload: Payload) {
  const whole = { ...envelope, ...payload };
  return { subject: subjectOf(event, whole, self), facts: factsOf(event, whole, self) };
}

const nothing = { subject: null, facts: [] };

describe("pull_request", () => {
  test.each([
    ["opened", {}, [{ kind: "pushed", before: null, after: head, by }]],
    ["synchronize", { before, after: head }, [{ kind: "pushed", before, after: head, by }]],
    [
      "edited",
      {
        changes: { base: { ref: { from: "main" } } },
        pull_request: pullRequest({ base: { ref: "release" } }),
      },
      [{ kind: "base-changed", from: "main", to: "release", by }],
    ],
    [
      "closed",
      { pull_request: pullRequest({ merged: true, merge_commit_sha: merge, merged_by: mallory }) },
      [{ kind: "merged", commit: merge, head, by }],
    ],
    [
      "closed",
      { pull_request: pullRequest({ merged: true, merge_commit_sha: merge, merged_by: null }) },
      [{ kind: "merged", commit: merge, head, by: null }],
    ],
    ["closed", { pull_request: pullRequest({ merged: false, merge_commit_sha: merge }) }, []],
    ["reopened", {}, []],
    ["ready_for_review", {}, []],
    ["converted_to_draft", {}, []],
    ["labeled", {}, []],
    ["unlabeled", {}, []],
  ])("%s with %j says %j", (action, more, facts) => {
    expect(read("pull_request", { action, pull_request: pullRequest(), ...more })).toEqual({
      subject: pull,
      facts,
    });
  });

  test.each(["review_requested", "assigned", "locked", "auto_merge_enabled", "enqueued", "deleted", ""])(
    "%s needs nothing",
    (action) => {
      expect(read("pull_request", { action, pull_request: pullRequest() })).toEqual(nothing);
    },
  );

  test("edited in its title needs nothing", () => {
    const changes = { title: { from: "old" } };
    expect(read("pull_request", { action: "edited", changes, pull_request: pullRequest() })).toEqual(nothing);
  });

  test("opened by a bot is looked at like any other", () => {
    const { subject, facts } = read("pull_request", {
      action: "opened",
      sender: robot,
      pull_request: pullRequest(),
    });
    expect(subject).toEqual(pull);
    expect(facts).toMatchObject([{ kind: "pushed", by: { id: 6, login: "renovate[bot]", bot: true } }]);
  });
});

describe("pull_request_review", () => {
  const submitted = (more: Payload) =>
    read("pull_request_review", { action: "submitted", pull_request: pullRequest(), review: review(more) });

  test.each([
    ["approved", "approved"],
    ["APPROVED", "approved"],
    ["changes_requested", "changes-requested"],
    ["commented", "commented"],
  ])("submitted as %s is a fact with the commit that it was given for", (said, state) => {
    expect(submitted({ state: said })).toEqual({
      subject: pull,
      facts: [
        {
          kind: "review-submitted",
          state,
          reviewId: 88,
          commit: head,
          by,
          submittedAt: "2026-05-01T09:00:00Z",
        },
      ],
    });
  });

  test.each([
    ["nobody", { user: null }],
    ["no commit", { commit_id: null }],
    ["no time", { submitted_at: null }],
    ["a state of tomorrow", { state: "delegated" }],
  ])("with %s is looked at, and binds nothing", (_, more) => {
    expect(submitted(more)).toEqual({ subject: pull, facts: [] });
  });

  test("by a bot, ours among them, needs nothing", () => {
    expect(submitted({ user: robot })).toEqual(nothing);
  });

  test("dismissed and edited name whoever did it", () => {
    const admin = { id: 9, login: "admin", type: "User" };
    const payload = { sender: admin, pull_request: pullRequest(), review: review({ state: "dismissed" }) };
    const who = { id: 9, login: "admin", bot: false };
    expect(read("pull_request_review", { action: "dismissed", ...payload }).facts).toEqual([
      { kind: "review-dismissed", reviewId: 88, by: who },
    ]);
    expect(read("pull_request_review", { action: "edited", ...payload }).facts).toEqual([
      { kind: "review-edited", reviewId: 88, by: who },
    ]);
  });
});

describe("issue_comment", () => {
  const issue = { number: 12, pull_request: { url: "x" } };
  const saidAt = "2026-05-01T09:00:00Z";
  const comment = { id: 99, body: "/sekisho recheck", user: mallory, created_at: saidAt };
  const commented = (action: string, more: Payload, on: Payload = issue) =>
    read("issue_comment", { action, issue: on, comment: { ...comment, ...more } });

  test("created on a pull request is a fact", () => {
    expect(commented("created", {})).toEqual({
      subject: pull,
      facts: [{ kind: "commented", commentId: 99, body: "/sekisho recheck", by, saidAt }],
    });
  });

  test.each([
    ["edited", commented("edited", {})],
    ["deleted", commented("deleted", {})],
    ["by a bot", commented("created", { user: robot })],
    ["by a deleted account", commented("created", { user: null })],
    [
      "written by our App in somebody's name",
      commented("created", { performed_via_github_app: { id: 4711 } }),
    ],
    ["on an issue", commented("created", {}, { number: 12 })],
  ])("%s needs nothing", (_, reading) => {
    expect(reading).toEqual(nothing);
  });

  test("written through another App is a person's all the same", () => {
    expect(commented("created", { performed_via_github_app: { id: 1 } }).subject).toEqual(pull);
  });
});

describe("merge_group and push", () => {
  test("a merge group names its commits and branches", () => {
    const merge_group = {
      head_sha: head,
      head_ref: "refs/heads/gh-readonly-queue/main/pr-12-abc",
      base_sha: before,
      base_ref: "refs/heads/main",
    };
    expect(read("merge_group", { action: "checks_requested", merge_group })).toEqual({
      subject: { kind: "merge-group", installationId: 1, repositoryId: 7, head },
      facts: [
        {
          kind: "merge-group",
          head,
          headRef: "gh-readonly-queue/main/pr-12-abc",
          base: before,
          baseRef: "main",
        },
      ],
    });
    expect(read("merge_group", { action: "destroyed", merge_group })).toEqual(nothing);
  });

  const push = { ref: "refs/heads/release/1.2", before, after: head, deleted: false, forced: true };

  test("a push is about its branch", () => {
    expect(read("push", push)).toEqual({
      subject: { kind: "branch", installationId: 1, repositoryId: 7, branch: "release/1.2" },
      facts: [{ kind: "branch-pushed", branch: "release/1.2", before, after: head, forced: true, by }],
    });
    expect(read("push", { ...push, before: "0".repeat(40) }).facts).toMatchObject([{ before: null }]);
  });

  test.each([
    ["of a tag", { ref: "refs/tags/v1" }],
    ["that deletes a branch", { deleted: true, after: "0".repeat(40) }],
    ["of a merge queue", { ref: "refs/heads/gh-readonly-queue/main/pr-12-abc" }],
  ])("a push %s needs nothing", (_, more) => {
    expect(read("push", { ...push, ...more })).toEqual(nothing);
  });
});

describe("what is about the installation", () => {
  const subject = { kind: "installation", installationId: 1 };
  const teams = { kind: "teams-changed", team: null, member: null, repositoryId: 7, by };
  const rules = { kind: "rules-changed", repositoryId: 7, rule: null, enforcement: null, by };

  test.each([
    ["team", "added_to_repository", { ...teams, change: "team.added_to_repository" }],
    ["membership", "removed", { ...teams, change: "membership.removed" }],
    ["member", "added", { ...teams, change: "member.added" }],
    ["organization", "member_added", { ...teams, change: "organization.member_added" }],
    ["repository_ruleset", "edited", { ...rules, change: "repository_ruleset.edited" }],
    ["branch_protection_rule", "deleted", { ...rules, change: "branch_protection_rule.deleted" }],
    [
      "installation",
      "suspend",
      {
        kind: "installation-changed",
        change: "installation.suspend",
        repositoriesAdded: [],
        repositoriesRemoved: [],
        permissions: null,
        by,
      },
    ],
  ])("%s.%s", (event, action, fact) => {
    expect(read(event, { action })).toEqual({ subject, facts: [fact] });
  });

  test("who and what it is about is named", () => {
    const read = (event: string, action: string) => factsOf(event, webhookExample(event, action), self);
    expect(read("membership", "removed")).toMatchObject([
      { team: "github", member: { login: "Codertocat" }, by: { login: "Codertocat" } },
    ]);
    expect(read("organization", "member_added")).toMatchObject([{ member: { login: "hacktocat" } }]);
    expect(read("branch_protection_rule", "created")).toMatchObject([{ rule: "main" }]);
    expect(read("installation", "created")).toMatchObject([{ permissions: { contents: "write" } }]);
  });

  test("repositories that come and go are named", () => {
    const example = webhookExample("installation_repositories", "removed");
    expect(factsOf("installation_repositories", example, self)).toMatchObject([
      { kind: "installation-changed", change: "installation_repositories.removed", repositoriesAdded: [] },
    ]);
    const repositories = [{ id: 3 }, { id: 4 }];
    expect(read("installation", { action: "created", repositories }).facts).toMatchObject([
      { repositoriesAdded: [3, 4], repositoriesRemoved: [] },
    ]);
    expect(read("installation", { action: "deleted", repositories }).facts).toMatchObject([
      { repositoriesAdded: [], repositoriesRemoved: [3, 4] },
    ]);
  });
});

test("a finished workflow run is about the pull request that it names", () => {
  const run = (number: number, id: number) => ({ number, head: { sha: head }, base: { repo: { id } } });
  const payload = { action: "completed", workflow_run: { pull_requests: [run(3, 8), run(12, 7)] } };
  expect(read("workflow_run", payload)).toEqual({ subject: pull, facts: [] });
  expect(read("workflow_run", { ...payload, workflow_run: { pull_requests: [] } })).toEqual(nothing);
});

describe("what is not for us", () => {
  test("an event that nobody reads is not even looked at", () => {
    for (const event of ["star", "constructor", "__proto__", ""])
      expect(subjectOf(event, null, self)).toBeNull();
  });

  test("a webhook of a repository, not of an App, has no installation", () => {
    const payload = { ...envelope, action: "opened", pull_request: pullRequest(), installation: undefined };
    expect(subjectOf("pull_request", payload, self)).toBeNull();
  });
});

describe("a body that cannot be read", () => {
  test.each([
    ["no object", null, /the body: /],
    [
      "no number",
      { ...envelope, action: "opened", pull_request: { head: { sha: head } } },
      /pull_request\.number: /,
    ],
    [
      "a commit that would be an option of git",
      { ...envelope, action: "opened", pull_request: { number: 1, head: { sha: "--upload-pack=x" } } },
      /pull_request\.head\.sha: not a commit/,
    ],
    ["a number that is none", { ...envelope, action: "opened", repository: { id: "7" } }, /repository\.id: /],
  ])("with %s is an error that says where, and no value", (_, payload, problem) => {
    try {
      subjectOf("pull_request", payload, self);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof UnreadableDelivery)) throw error;
      expect(error.problem).toMatch(problem);
      expect(error.message).toBe(`A delivery of the event "pull_request" cannot be read: ${error.problem}`);
      expect(error.message).not.toContain("upload-pack");
    }
  });
});

test("these events are read; the App subscribes to no others", () => {
  expect(eventsRead).toEqual([
    "branch_protection_rule",
    "check_run",
    "check_suite",
    "installation",
    "installation_repositories",
    "issue_comment",
    "member",
    "membership",
    "merge_group",
    "organization",
    "pull_request",
    "pull_request_review",
    "push",
    "repository_ruleset",
    "team",
    "workflow_run",
  ]);
});
