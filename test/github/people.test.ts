import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requiredCheck, requiredMergeQueue } from "./acts/rules.ts";
import { pullFromFolder } from "./pull-from-folder.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asInstallation, smallWorld } from "./testing-client.ts";
import { type Receiver, startReceiver } from "./testing-receiver.ts";

const everyEvent = [
  "branch_protection_rule",
  "check_run",
  "check_suite",
  "issue_comment",
  "member",
  "membership",
  "merge_group",
  "pull_request",
  "pull_request_review",
  "push",
  "repository",
  "repository_ruleset",
  "team",
  "workflow_run",
];

let standIn: StandIn;
let receiver: Receiver;
let installation: number;
const repository = "acme/infra";

beforeEach(async () => {
  receiver = await startReceiver();
  standIn = await startStandIn({ webhookUrl: receiver.url, events: everyEvent });
  installation = (await smallWorld(standIn)).installation;
});

/** Every webhook that was sent is as GitHub describes it. */
afterEach(async () => {
  await standIn.control.settle({ quietMs: 50 });
  const violations = await standIn.look.violations();
  await standIn.close();
  await receiver.close();
  expect(violations).toEqual([]);
});

async function opened(files: Readonly<Record<string, string>> = { "k8s/api.yaml": "replicas: 9\n" }) {
  const { number, head } = await standIn.acts.openPull({ repository, by: "dev", head: "more", files });
  return { repository, number, head };
}

async function settled(): Promise<readonly string[]> {
  await standIn.control.settle({ quietMs: 50 });
  return receiver.names();
}

describe("reviews", () => {
  it("answer what was asked of the reviewer's team, children included", async () => {
    const { acts, look } = standIn;
    await acts.createTeam({ team: "acme/sre-tokyo", parent: "acme/sre", members: ["tomo"] });
    const pull = await opened();
    await acts.requestReview({ ...pull, by: "dev", team: "acme/sre" });
    expect((await look.pull(pull)).requestedTeams).toEqual(["acme/sre"]);
    await acts.approve({ ...pull, by: "tomo" });
    expect((await look.pull(pull)).requestedTeams).toEqual([]);
    await settled();
    expect(receiver.last("pull_request.review_requested").requested_team.slug).toBe("sre");
    const { review, pull_request } = receiver.last("pull_request_review.submitted");
    expect(review).toMatchObject({ state: "approved", commit_id: pull.head, body: null });
    expect(pull_request.number).toBe(pull.number);
  });

  it("are re-pointed to the new head by a force-push, and by no other push", async () => {
    const { acts, look } = standIn;
    const pull = await opened();
    await acts.approve({ ...pull, by: "sam" });
    const on = { repository, branch: "more", by: "dev" };
    const push = await acts.push({ ...on, commits: [{ files: { "a.txt": "a" } }] });
    expect((await look.pull(pull)).reviews[0]?.commit).toBe(pull.head);
    const forced = await acts.push({ ...on, force: true, commits: [{ files: { "b.txt": "b" } }] });
    const state = await look.pull(pull);
    expect(state.reviews[0]).toMatchObject({ state: "APPROVED", commit: forced.after });
    expect(state.head).toBe(forced.after);
    await settled();
    expect(receiver.last("push")).toMatchObject({ forced: true, before: push.after, after: forced.after });
    expect(receiver.last("pull_request.synchronize")).toMatchObject({
      before: push.after,
      after: forced.after,
    });
  });

  it("can be edited and dismissed, and a ruleset may dismiss them on every push", async () => {
    const { acts, look } = standIn;
    const pull = await opened();
    const { id } = await acts.requestChanges({ ...pull, by: "sam", body: "No." });
    await acts.editReview({ ...pull, by: "sam", review: id, body: "No, because." });
    await acts.dismiss({ ...pull, by: "pat", review: id });
    expect(await settled()).toEqual(
      expect.arrayContaining(["pull_request_review.edited", "pull_request_review.dismissed"]),
    );
    await acts.createRuleset({
      of: repository,
      name: "reviews",
      rules: [{ type: "pull_request", parameters: { ...reviewRule, dismiss_stale_reviews_on_push: true } }],
    });
    await acts.approve({ ...pull, by: "sam" });
    await acts.push({ repository, branch: "more", by: "dev", commits: [{ files: { "a.txt": "a" } }] });
    expect((await look.pull(pull)).reviews.map(({ state }) => state)).toEqual(["DISMISSED", "DISMISSED"]);
  });

  it("of one's own pull request are refused", async () => {
    const pull = await opened();
    await expect(standIn.acts.approve({ ...pull, by: "dev" })).rejects.toThrow("Nobody can approve");
  });
});

const reviewRule = {
  dismiss_stale_reviews_on_push: false,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_approving_review_count: 1,
  required_review_thread_resolution: false,
};

describe("pull requests", () => {
  it("are edited, labelled, retargeted, made drafts, closed and reopened", async () => {
    const { acts } = standIn;
    await acts.push({ repository, branch: "release", by: "pat", commits: [{ files: { "r.txt": "r" } }] });
    const pull = { ...(await opened()), by: "dev" };
    await acts.editPull({ ...pull, title: "Other" });
    await acts.label({ ...pull, label: "urgent" });
    await acts.unlabel({ ...pull, label: "urgent" });
    await acts.retarget({ ...pull, base: "release" });
    await acts.setDraft({ ...pull, draft: true });
    await acts.setDraft({ ...pull, draft: false });
    await acts.closePull(pull);
    await acts.reopenPull(pull);
    const names = (await settled()).filter((name) => name.startsWith("pull_request."));
    const actions = [
      "opened",
      "edited",
      "labeled",
      "unlabeled",
      "edited",
      "converted_to_draft",
      "ready_for_review",
    ];
    expect([...names].sort()).toEqual(
      [...actions, "closed", "reopened"].map((action) => `pull_request.${action}`).sort(),
    );
    const retargeted = receiver.received.find(({ body }) => body.changes?.base !== undefined);
    expect(retargeted?.body.changes.base.ref).toEqual({ from: "main" });
    expect(retargeted?.body.pull_request.base.ref).toBe("release");
  });

  it.each(["merge", "squash", "rebase"] as const)("are merged by %s", async (method) => {
    const { acts, look } = standIn;
    const pull = await opened();
    await acts.push({ repository, branch: "main", by: "pat", commits: [{ files: { "m.txt": "m" } }] });
    const { commit } = await acts.mergePull({ ...pull, by: "sam", method });
    expect(await look.tip({ repository, branch: "main" })).toBe(commit);
    expect((await look.pull(pull)).state).toBe("merged");
    const names = await settled();
    expect(names.filter((name) => name === "pull_request.closed")).toHaveLength(1);
    expect(receiver.last("pull_request.closed").pull_request).toMatchObject({
      merged: true,
      merge_commit_sha: commit,
    });
    expect(receiver.last("push")).toMatchObject({ ref: "refs/heads/main", after: commit });
  });

  it("do not merge where both sides changed the same file", async () => {
    const pull = await opened();
    const files = { "k8s/api.yaml": "replicas: 2\n" };
    await standIn.acts.push({ repository, branch: "main", by: "pat", commits: [{ files }] });
    await expect(standIn.acts.mergePull({ ...pull, by: "sam" })).rejects.toThrow(
      "Merge conflict in k8s/api.yaml",
    );
  });

  it("come from forks, whose objects are in the repository too", async () => {
    const { acts, look } = standIn;
    await acts.createUser({ login: "guest" });
    const fork = await acts.fork({ repository, by: "guest" });
    const files = { "k8s/api.yaml": "replicas: 3\n" };
    const pull = await acts.openPull({
      repository,
      by: "guest",
      headRepository: fork.repository,
      head: "patch",
      files,
    });
    await acts.push({
      repository: fork.repository,
      branch: "patch",
      by: "guest",
      commits: [{ files: { "x.txt": "x" } }],
    });
    await settled();
    const { pull_request } = receiver.last("pull_request.synchronize");
    expect(pull_request.head.repo.full_name).toBe("guest/infra");
    expect(pull_request.head.sha).not.toBe(pull.head);
    expect((await look.pull({ repository, number: pull.number })).head).toBe(pull_request.head.sha);
    expect(receiver.names()).not.toContain("fork");
  });

  it("take base by GitHub's button, by rebase, or by a merge on a laptop", async () => {
    const { acts, look } = standIn;
    const pull = await opened();
    await acts.push({ repository, branch: "main", by: "pat", commits: [{ files: { "m.txt": "m" } }] });
    const by = { ...pull, by: "dev" };
    const button = await acts.updateBranch(by);
    await acts.push({ repository, branch: "main", by: "pat", commits: [{ files: { "n.txt": "n" } }] });
    const evil = await acts.mergeBase({ ...by, files: { "k8s/api.yaml": "replicas: 99\n" } });
    await acts.push({ repository, branch: "main", by: "pat", commits: [{ files: { "o.txt": "o" } }] });
    const rebased = await acts.updateBranch({ ...by, method: "rebase" });
    expect(new Set([pull.head, button.head, evil.head, rebased.head]).size).toBe(4);
    expect((await look.pull(pull)).head).toBe(rebased.head);
  });

  it("are opened from a folder of fixtures", async () => {
    const folder = join(import.meta.dirname, "../../fixtures/pulls/memory-over-the-limit");
    const pull = await pullFromFolder(standIn, folder);
    const octokit = asInstallation(standIn, installation);
    const { data } = await octokit.rest.pulls.listFiles({
      owner: "acme",
      repo: "memory-over-the-limit",
      pull_number: pull.number,
    });
    expect(data.map(({ status }) => status)).toEqual(["modified"]);
  });
});

describe("rulesets and the merge queue", () => {
  it("are announced, and say what a branch demands", async () => {
    const { acts, app } = standIn;
    const rules = [requiredCheck("sekisho", app.id), requiredMergeQueue()];
    const { id } = await acts.createRuleset({ of: repository, name: "main", rules });
    await acts.createRuleset({ of: "acme", name: "all", rules: [requiredCheck("other", null)] });
    await acts.protectBranch({
      repository,
      branch: "main",
      by: "pat",
      checks: [{ context: "old", app_id: null }],
    });
    const octokit = asInstallation(standIn, installation);
    const at = { owner: "acme", repo: "infra", branch: "main" };
    const { data } = await octokit.rest.repos.getBranchRules(at);
    expect(data.map(({ type, ruleset_source_type }) => [type, ruleset_source_type])).toEqual([
      ["required_status_checks", "Repository"],
      ["merge_queue", "Repository"],
      ["required_status_checks", "Organization"],
    ]);
    const branch = await octokit.rest.repos.getBranch(at);
    expect(branch.data.protection.required_status_checks?.contexts).toEqual(["old"]);
    const ruleset = await octokit.rest.repos.getRepoRuleset({ owner: "acme", repo: "infra", ruleset_id: id });
    expect(ruleset.data.bypass_actors).toBeUndefined();
    await acts.editRuleset({ of: repository, id, enforcement: "disabled" });
    await acts.deleteRuleset({ of: repository, id });
    await acts.unprotectBranch({ repository, branch: "main", by: "pat" });
    const events = ["repository_ruleset", "branch_protection_rule"];
    expect((await settled()).filter((name) => events.some((event) => name.startsWith(event)))).toHaveLength(
      6,
    );
    expect((await octokit.rest.repos.getBranchRules(at)).data).toHaveLength(1);
  });

  it("ask for checks of groups that stand on each other, and merge or dissolve them", async () => {
    const { acts, look } = standIn;
    const first = await opened();
    const files = { "k8s/other.yaml": "replicas: 1\n" };
    const second = await acts.openPull({ repository, by: "pat", head: "other", files });
    const one = await acts.enqueue({ ...first, by: "sam" });
    const two = await acts.enqueue({ repository, number: second.number, by: "sam" });
    expect(two.base).toBe(one.head);
    await settled();
    expect(receiver.last("merge_group.checks_requested").merge_group).toMatchObject({
      head_sha: two.head,
      base_sha: one.head,
      base_ref: "refs/heads/main",
      head_ref: `refs/heads/gh-readonly-queue/main/pr-${second.number}-${one.head}`,
    });
    await acts.failGroup({ repository, head: two.head });
    await acts.mergeGroup({ repository, head: one.head });
    expect((await look.pull(first)).state).toBe("merged");
    expect((await look.pull({ repository, number: second.number })).state).toBe("open");
    await settled();
    const destroyed = receiver.received.filter(({ body }) => body.action === "destroyed");
    const reasons = new Map(destroyed.map(({ body }) => [body.merge_group.head_sha, body.reason]));
    expect(Object.fromEntries(reasons)).toEqual({ [two.head]: "invalidated", [one.head]: "merged" });
  });
});
