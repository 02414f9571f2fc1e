import { describe, expect, test } from "vitest";
import { factsOf, subjectOf } from "./read.ts";

const self = { appId: 4711 };
const head = "2".repeat(40);
const pull = { kind: "pull", installationId: 1, repositoryId: 7, number: 12 };
const sender = { id: 5, login: "mallory", type: "User" };
const by = { id: 5, login: "mallory", bot: false };
const nothing = { subject: null, facts: [] };

type Payload = Readonly<Record<string, unknown>>;

function read(event: string, payload: Payload) {
  const whole = { installation: { id: 1 }, repository: { id: 7 }, sender, ...payload };
  return { subject: subjectOf(event, whole, self), facts: factsOf(event, whole, self) };
}

describe("check_run", () => {
  const linked = { number: 12, head: { sha: head }, base: { repo: { id: 7 } } };
  const run = (more: Payload = {}) => ({
    id: 77,
    name: "sekisho",
    head_sha: head,
    external_id: "12:abc:def",
    app: { id: 4711, slug: "sekisho" },
    check_suite: { head_branch: "topic" },
    pull_requests: [linked],
    ...more,
  });

  test("requested_action says which button, on which run, by whom", () => {
    const payload = {
      action: "requested_action",
      requested_action: { identifier: "confirm" },
      check_run: run(),
    };
    expect(read("check_run", payload)).toEqual({
      subject: pull,
      facts: [{ kind: "check-action", identifier: "confirm", checkRunId: 77, head, by }],
    });
  });

  test.each([
    ["the pull request that GitHub names", run({ external_id: "" }), pull],
    [
      "the number in our external id, for a fork, which GitHub does not name",
      run({ pull_requests: [] }),
      pull,
    ],
    [
      "our number before GitHub's: several pull requests can have one head",
      run({ pull_requests: [{ ...linked, number: 13 }] }),
      pull,
    ],
    [
      "a pull request into this repository, not one into a fork of it",
      run({ external_id: "", pull_requests: [{ ...linked, number: 3, base: { repo: { id: 8 } } }, linked] }),
      pull,
    ],
    [
      "a merge group",
      run({ pull_requests: [], check_suite: { head_branch: "gh-readonly-queue/main/pr-12-abc" } }),
      { kind: "merge-group", installationId: 1, repositoryId: 7, head },
    ],
    ["nothing, where nothing is named", run({ external_id: "abc", pull_requests: [] }), null],
    ["nothing, for another App's run", run({ app: { id: 1 } }), null],
  ])("rerequested is about %s", (_, check_run, subject) => {
    const reading = read("check_run", { action: "rerequested", check_run });
    expect(reading).toEqual({
      subject,
      facts: subject === null ? [] : [{ kind: "check-rerequested", head, by }],
    });
  });

  test.each(["created", "completed"])("%s by ourselves needs nothing: we would wake ourselves", (action) => {
    expect(read("check_run", { action, check_run: run() })).toEqual(nothing);
  });

  test("created by another App under our name is a forgery", () => {
    const check_run = run({ name: "Sekisho ", app: { id: 1, slug: "evil" }, external_id: "999:x" });
    expect(read("check_run", { action: "created", check_run })).toEqual({
      subject: pull,
      facts: [{ kind: "foreign-check", name: "Sekisho ", appId: 1, appSlug: "evil", commit: head }],
    });
  });

  test("created by another App under its own name needs nothing", () => {
    expect(
      read("check_run", { action: "created", check_run: run({ name: "build", app: { id: 1 } }) }),
    ).toEqual(nothing);
  });

  test("check_suite rerequested is about all checks, ours among them", () => {
    const check_suite = { head_sha: head, head_branch: "topic", app: { id: 4711 }, pull_requests: [linked] };
    expect(read("check_suite", { action: "rerequested", check_suite })).toEqual({
      subject: pull,
      facts: [{ kind: "check-rerequested", head, by }],
    });
    expect(read("check_suite", { action: "requested", check_suite })).toEqual(nothing);
  });
});
