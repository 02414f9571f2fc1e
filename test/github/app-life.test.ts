import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asApp, asInstallation, smallWorld } from "./testing-client.ts";
import { type Receiver, startReceiver } from "./testing-receiver.ts";

let standIn: StandIn;
let receiver: Receiver;
let installation: number;
const repository = "acme/infra";
const at = { owner: "acme", repo: "infra" };

beforeEach(async () => {
  receiver = await startReceiver();
  standIn = await startStandIn({ webhookUrl: receiver.url });
  installation = (await smallWorld(standIn)).installation;
});

/** Every webhook and every answer is as GitHub describes it. */
afterEach(async () => {
  await standIn.control.settle({ quietMs: 50 });
  const violations = await standIn.look.violations();
  await standIn.close();
  await receiver.close();
  expect(violations).toEqual([]);
});

async function checked() {
  const octokit = asInstallation(standIn, installation);
  const files = { "k8s/api.yaml": "replicas: 9\nmemory: 1\ncpu: 1\n" };
  const pull = await standIn.acts.openPull({ repository, by: "dev", head: "more", files });
  const actions = [{ identifier: "recheck", label: "Check again", description: "Once more" }];
  const output = { title: "t", summary: "s" };
  const run = {
    ...at,
    name: "sekisho",
    head_sha: pull.head,
    conclusion: "failure" as const,
    output,
    actions,
  };
  const { data } = await octokit.rest.checks.create(run);
  return { octokit, pull: { repository, number: pull.number }, head: pull.head, check: data.id };
}

async function settled(): Promise<readonly string[]> {
  await standIn.control.settle({ quietMs: 50 });
  return receiver.names();
}

describe("check runs", () => {
  it("are announced, run again and their buttons pressed", async () => {
    const { pull, check } = await checked();
    await standIn.acts.rerunCheck({ ...pull, by: "dev" });
    await standIn.acts.rerunSuite({ ...pull, by: "dev" });
    await standIn.acts.clickAction({ ...pull, by: "sam", identifier: "recheck" });
    await expect(standIn.acts.clickAction({ ...pull, by: "sam", identifier: "eat" })).rejects.toThrow(
      "no action eat",
    );
    const names = await settled();
    for (const action of ["created", "completed", "rerequested", "requested_action"])
      expect(names).toContain(`check_run.${action}`);
    expect(names).toContain("check_suite.rerequested");
    expect(receiver.last("check_run.requested_action")).toMatchObject({
      requested_action: { identifier: "recheck" },
      check_run: { id: check, app: { id: standIn.app.id } },
      sender: { login: "sam" },
    });
  });

  it("keep what an update leaves out, and gather annotations", async () => {
    const { octokit, pull, check } = await checked();
    const annotation = {
      path: "a",
      start_line: 1,
      end_line: 1,
      annotation_level: "warning" as const,
      message: "m",
    };
    const output = { title: "t2", summary: "s2", annotations: [annotation] };
    await octokit.rest.checks.update({ ...at, check_run_id: check, output });
    await octokit.rest.checks.update({ ...at, check_run_id: check, output });
    const wrong = { ...annotation, start_line: 2 };
    const refused = { title: "t3", summary: "s3", annotations: [wrong] };
    const update = octokit.rest.checks.update({ ...at, check_run_id: check, output: refused });
    await expect(update).rejects.toMatchObject({ status: 422 });
    const state = await standIn.look.pull(pull);
    expect(state.check).toMatchObject({
      conclusion: "failure",
      title: "t2",
      summary: "s2",
      actions: ["recheck"],
    });
    expect(state.check?.annotations).toHaveLength(2);
    const { data } = await octokit.rest.checks.listAnnotations({ ...at, check_run_id: check });
    expect(data).toHaveLength(2);
  });

  it("of other Apps with our name, and statuses, are told apart", async () => {
    const { octokit, pull, head } = await checked();
    const { acts } = standIn;
    const forged = { repository, commit: head, app: "forger", name: "sekisho", conclusion: "success" };
    const { id } = await acts.createForeignCheck(forged);
    await acts.createStatus({ repository, commit: head, context: "sekisho", state: "success", by: "dev" });
    const { data } = await octokit.rest.checks.listForRef({ ...at, ref: head, check_name: "sekisho" });
    expect(data.check_runs.map(({ app }) => app?.slug).sort()).toEqual(["forger", "sekisho"]);
    const ours = await octokit.rest.checks.listForRef({ ...at, ref: head, app_id: standIn.app.id });
    expect(ours.data.total_count).toBe(1);
    const { data: combined } = await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: "more" });
    expect(combined).toMatchObject({ state: "success", total_count: 1 });
    expect((await standIn.look.pull(pull)).check).toMatchObject({ app: "sekisho", conclusion: "failure" });
    const update = octokit.rest.checks.update({ ...at, check_run_id: id, conclusion: "failure" });
    await expect(update).rejects.toMatchObject({ status: 422 });
  });
});

describe("what the App says", () => {
  it("comes back to it as webhooks by its own bot, and is counted where it stands twice", async () => {
    const { octokit, pull } = await checked();
    const issue = { ...at, issue_number: pull.number };
    const { data } = await octokit.rest.issues.createComment({ ...issue, body: "one" });
    await octokit.rest.issues.updateComment({ ...at, comment_id: data.id, body: "two" });
    await octokit.rest.reactions.createForIssueComment({ ...at, comment_id: data.id, content: "eyes" });
    const again = await octokit.rest.reactions.createForIssueComment({
      ...at,
      comment_id: data.id,
      content: "eyes",
    });
    expect(again.status).toBe(200);
    await settled();
    expect(receiver.last("issue_comment.edited")).toMatchObject({
      changes: { body: { from: "one" } },
      comment: { body: "two", performed_via_github_app: { id: standIn.app.id } },
      sender: { login: "sekisho[bot]", type: "Bot" },
    });
    expect(await standIn.look.duplicates()).toEqual([]);
    await octokit.rest.issues.createComment({ ...issue, body: "three" });
    expect(await standIn.look.duplicates()).toMatchObject([{ what: "comment", count: 2 }]);
    const [state] = await standIn.look.snapshot();
    expect(state).toMatchObject({ comments: ["two", "three"], reactions: ["eyes two"] });
  });

  it("can be taken as a suggestion: GitHub commits it for whoever takes it", async () => {
    const { octokit, pull } = await checked();
    const body = "```suggestion\nreplicas: 3\n```";
    const comments = [
      { path: "k8s/api.yaml", start_line: 1, line: 2, side: "RIGHT", start_side: "RIGHT", body },
    ];
    await octokit.rest.pulls.createReview({ ...at, pull_number: pull.number, event: "COMMENT", comments });
    const [suggestion] = (await standIn.look.pull(pull)).suggestions;
    expect(suggestion).toMatchObject({ path: "k8s/api.yaml", startLine: 1, line: 2 });
    const { head } = await standIn.acts.applySuggestion({
      ...pull,
      by: "dev",
      suggestion: suggestion?.comment ?? 0,
    });
    const { data } = await octokit.rest.repos.getContent({ ...at, path: "k8s/api.yaml", ref: head });
    const content = "content" in data ? Buffer.from(data.content, "base64").toString() : "";
    expect(content).toBe("replicas: 3\ncpu: 1\n");
    const { data: commit } = await octokit.rest.repos.getCommit({ ...at, ref: head });
    expect(commit.commit.message).toContain("Co-authored-by: sekisho[bot]");
    expect(commit.committer).toMatchObject({ login: "web-flow" });
  });
});

describe("calls that are held back", () => {
  it("wait until they are let go: before anything is done, or with all done", async () => {
    const { octokit, pull } = await checked();
    const { control, look } = standIn;
    const comment = (body: string) =>
      octokit.rest.issues.createComment({ ...at, issue_number: pull.number, body });
    const stands = async () => (await look.pull(pull)).ours.map(({ body }) => body);
    await control.hold({ operation: "issues/create-comment" });
    const first = comment("first");
    await control.held({ operation: "issues/create-comment" });
    expect(await stands()).toEqual([]);
    await control.release({ operation: "issues/create-comment" });
    await first;
    await control.hold({ operation: "issues/create-comment", at: "after" });
    const second = comment("second");
    await control.held({ operation: "issues/create-comment" });
    expect(await stands()).toEqual(["first", "second"]);
    await control.release({ operation: "issues/create-comment" });
    await second;
  });
});

describe("an owner", () => {
  it("gives and takes repositories, permissions and the App itself", async () => {
    const { acts } = standIn;
    const permissions = { contents: "read", metadata: "read" };
    await acts.acceptPermissions({ account: "acme", permissions });
    await acts.removeRepository({ repository });
    await acts.addRepository({ repository });
    await acts.suspend({ account: "acme" });
    await acts.comment({ repository, number: (await checkedNumber()).number, by: "dev", body: "unheard" });
    await acts.unsuspend({ account: "acme" });
    await acts.uninstall({ account: "acme" });
    const names = (await settled()).filter((name) => name.startsWith("installation"));
    expect([...names].sort()).toEqual(
      [
        "installation.created",
        "installation.deleted",
        "installation.new_permissions_accepted",
        "installation.suspend",
        "installation.unsuspend",
        "installation_repositories.added",
        "installation_repositories.removed",
      ].sort(),
    );
    expect(receiver.names()).not.toContain("issue_comment.created");
    expect((await asApp(standIn).rest.apps.listInstallations()).data).toEqual([]);
  });

  it("changes teams, and each change of who is in one is told", async () => {
    const { acts } = standIn;
    await acts.createTeam({ team: "acme/night", parent: "acme/sre" });
    await acts.addToTeam({ team: "acme/night", login: "dev" });
    const octokit = asInstallation(standIn, installation);
    const list = { org: "acme", team_slug: "sre" };
    const logins = async () =>
      (await octokit.rest.teams.listMembersInOrg(list)).data.map(({ login }) => login);
    expect(await logins()).toEqual(["sam", "dev"]);
    await acts.moveTeam({ team: "acme/night", parent: null });
    expect(await logins()).toEqual(["sam"]);
    await acts.removeFromTeam({ team: "acme/sre", login: "sam" });
    await acts.giveTeamAccess({ team: "acme/night", repository, permission: "admin" });
    await acts.giveTeamAccess({ team: "acme/night", repository, permission: null });
    await acts.deleteTeam({ team: "acme/night" });
    await acts.createUser({ login: "guest" });
    await acts.addCollaborator({ repository, login: "guest", permission: "push" });
    const level = { ...at, username: "guest" };
    expect((await octokit.rest.repos.getCollaboratorPermissionLevel(level)).data.permission).toBe("write");
    await acts.removeCollaborator({ repository, login: "guest" });
    const names = await settled();
    for (const name of [
      "team.edited",
      "team.deleted",
      "team.added_to_repository",
      "team.removed_from_repository",
    ])
      expect(names).toContain(name);
    for (const name of ["membership.added", "membership.removed", "member.added", "member.removed"])
      expect(names).toContain(name);
  });

  it("renames a repository, which keeps its number and its objects", async () => {
    const { octokit, pull } = await checked();
    const { data } = await octokit.rest.repos.get(at);
    await standIn.acts.renameRepository({ repository, to: "platform" });
    await expect(octokit.rest.repos.get(at)).rejects.toMatchObject({ status: 404 });
    const { data: renamed } = await octokit.request("GET /repositories/{id}", { id: data.id });
    expect(renamed.full_name).toBe("acme/platform");
    const files = { owner: "acme", repo: "platform", pull_number: pull.number };
    expect((await octokit.rest.pulls.listFiles(files)).data).toHaveLength(1);
  });

  async function checkedNumber(): Promise<{ readonly number: number }> {
    return standIn.acts.openPull({ repository, by: "dev", files: { a: "a" } });
  }
});

describe("a workflow", () => {
  it("ends with artifacts that can be fetched without a token", async () => {
    const { octokit } = await checked();
    const zip = Buffer.from("PK…").toString("base64");
    await standIn.acts.completeWorkflowRun({
      repository,
      branch: "more",
      by: "dev",
      artifacts: { plan: zip },
    });
    await settled();
    const run = receiver.last("workflow_run.completed").workflow_run;
    const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({ ...at, run_id: run.id });
    const [artifact] = data.artifacts;
    const archive = { ...at, artifact_id: artifact?.id ?? 0, archive_format: "zip" };
    const { data: bytes } = await octokit.rest.actions.downloadArtifact(archive);
    expect(Buffer.from(bytes as ArrayBuffer).toString()).toBe("PK…");
  });
});

describe("a repository that was brought along", () => {
  it("goes on from its own history", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stand-in-history-"));
    const git = (...parameters: string[]) => promisify(execFile)("git", ["-C", folder, ...parameters]);
    const me = ["-c", "user.name=Pat", "-c", "user.email=pat@example.com"];
    await git("init", "-q", "-b", "trunk");
    for (const text of ["one", "two", "three"]) {
      writeFileSync(join(folder, "a.txt"), `${text}\n`);
      await git("add", ".");
      await git(...me, "commit", "-q", "-m", text);
    }
    const name = "acme/history";
    const { head } = await standIn.acts.importRepository({ name, folder });
    rmSync(folder, { recursive: true });
    const pull = await standIn.acts.openPull({ repository: name, by: "dev", files: { "b.txt": "b\n" } });
    const octokit = asInstallation(standIn, installation);
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner: "acme",
      repo: "history",
      basehead: `trunk...${pull.head}`,
    });
    expect(data).toMatchObject({ status: "ahead", ahead_by: 1, merge_base_commit: { sha: head } });
    expect(data.files?.map(({ filename }) => filename)).toEqual(["b.txt"]);
    const { commit } = await standIn.acts.mergePull({ repository: name, number: pull.number, by: "sam" });
    expect(await standIn.look.tip({ repository: name, branch: "trunk" })).toBe(commit);
  });
});
