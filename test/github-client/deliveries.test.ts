import { expect, test } from "vitest";
import { factsOf, subjectOf } from "../../src/github/index.ts";
import { type StandIn, startStandIn } from "../github/stand-in.ts";
import { asInstallation, smallWorld } from "../github/testing-client.ts";

/** What each delivery since the last time says, in the order in which they were sent. */
async function heard(standIn: StandIn, known: Set<string>): Promise<readonly string[]> {
  await standIn.control.settle();
  const lines: string[] = [];
  for (const { guid, event, action } of await standIn.look.deliveries()) {
    if (known.has(guid)) continue;
    known.add(guid);
    const sent = await standIn.look.delivery({ guid });
    const payload: unknown = JSON.parse(sent?.body ?? "null");
    const self = { appId: standIn.app.id };
    const subject = subjectOf(event, payload, self);
    const facts = factsOf(event, payload, self).map(({ kind }) => kind);
    lines.push(
      `${event}.${action ?? ""}: ${subject?.kind ?? "nothing"}${facts.map((kind) => ` ${kind}`).join("")}`,
    );
  }
  return lines.sort();
}

test("what people do comes as the facts of their deliveries, and our own answers wake nobody", async () => {
  const standIn = await startStandIn();
  try {
    const known = new Set<string>();
    const { acts } = standIn;
    const { installation, repository } = await smallWorld(standIn);
    expect(await heard(standIn, known)).toContain("installation.created: installation installation-changed");

    const files = { "k8s/api.yaml": "replicas: 9\n" };
    const { number, head } = await acts.openPull({ repository, by: "dev", title: "More", files });
    expect(await heard(standIn, known)).toContain("pull_request.opened: pull pushed");

    const { id } = await acts.approve({ repository, number, by: "sam" });
    await acts.editReview({ repository, number, by: "sam", review: id, body: "Good" });
    await acts.dismiss({ repository, number, by: "pat", review: id });
    await acts.comment({ repository, number, by: "dev", body: "/sekisho recheck" });
    expect(await heard(standIn, known)).toEqual([
      "issue_comment.created: pull commented",
      "pull_request_review.dismissed: pull review-dismissed",
      "pull_request_review.edited: pull review-edited",
      "pull_request_review.submitted: pull review-submitted",
    ]);

    const octokit = asInstallation(standIn, installation);
    const place = { owner: "acme", repo: "infra" };
    const actions = [{ identifier: "recheck", label: "Check again", description: "Evaluate it once more" }];
    const run = { ...place, name: "sekisho", head_sha: head, external_id: `${number}:d:g`, actions };
    await octokit.rest.checks.create({ ...run, status: "completed", conclusion: "failure" });
    await octokit.rest.issues.createComment({ ...place, issue_number: number, body: "Waiting" });
    const own = await heard(standIn, known);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((line) => !line.endsWith(": nothing"))).toEqual([]);

    await acts.rerunCheck({ repository, number, by: "dev" });
    await acts.clickAction({ repository, number, by: "dev", identifier: "recheck" });
    expect(await heard(standIn, known)).toEqual([
      "check_run.requested_action: pull check-action",
      "check_run.rerequested: pull check-rerequested",
    ]);

    await acts.mergePull({ repository, number, by: "pat" });
    const merged = await heard(standIn, known);
    expect(merged).toContain("pull_request.closed: pull merged");
    expect(merged).toContain("push.: branch branch-pushed");
  } finally {
    await standIn.close();
  }
});
