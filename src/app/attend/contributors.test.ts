import { expect, test } from "vitest";
import type { CommitFacts } from "../../model/pull.ts";
import type { PullRecord } from "../../model/record.ts";
import { createContributors } from "./contributors.ts";
import { an, ben, chi, commit, machine, pullWith, stored, webFlow } from "./testing/facts.ts";

const changedPathsByRoot = { "manifests:k8s/api": ["k8s/api/api.yaml"], "terraform:tf": ["tf/main.tf"] };

function contributors(
  commits: readonly CommitFacts[],
  paths: Readonly<Record<string, readonly string[]>>,
  more: { readonly pushes?: readonly PullRecord[]; readonly automatic?: readonly string[] } = {},
) {
  const of = createContributors({
    pull: pullWith({ commits, author: an }),
    records: stored(more.pushes ?? []),
    contents: {
      paths: new Map(Object.entries(paths).map(([sha, list]) => [sha, new Set(list)])),
      automaticMerges: new Set(more.automatic),
    },
    changedPathsByRoot,
  });
  return (rootKey: string) => {
    const { accounts, unattributed } = of({ rootKey });
    return { accounts: [...accounts].sort(), unattributed };
  };
}

test("who changed another root is no contributor to this one", () => {
  const of = contributors([commit("c1"), commit("c2", { authors: [ben], committer: ben })], {
    c1: ["k8s/api/api.yaml"],
    c2: ["tf/main.tf"],
  });
  expect(of("manifests:k8s/api").accounts).toEqual([an.id]);
  expect(of("terraform:tf").accounts).toEqual([an.id, ben.id]);
});

test("authors, co-authors and committers of a commit all count", () => {
  const of = contributors([commit("c1", { authors: [an, ben], committer: chi })], { c1: ["tf/main.tf"] });
  expect(of("terraform:tf").accounts).toEqual([an.id, ben.id, chi.id]);
});

test("a commit of which git tells nothing may have changed anything", () => {
  const of = contributors([commit("c1", { authors: [ben], committer: ben })], {});
  expect(of("terraform:tf").accounts).toEqual([an.id, ben.id]);
});

test("what belongs to no root is everybody's", () => {
  const of = contributors([commit("c1", { authors: [ben], committer: ben })], { c1: ["docs/readme.md"] });
  expect(of("repository:.").accounts).toEqual([an.id, ben.id]);
});

test("neither web-flow nor a bot contributes", () => {
  const of = contributors(
    [
      commit("c1", { authors: [an], committer: webFlow }),
      commit("c2", { authors: [machine], committer: machine }),
    ],
    { c1: ["tf/main.tf"], c2: ["tf/main.tf"] },
  );
  expect(of("terraform:tf")).toEqual({ accounts: [an.id], unattributed: [] });
});

test("an automatic merge of the base makes nobody a contributor", () => {
  const merge = commit("m1", { parents: ["c1", "b1"], authors: [ben], committer: webFlow });
  const of = contributors([merge], { m1: ["tf/main.tf"] }, { automatic: ["m1"] });
  expect(of("terraform:tf").accounts).toEqual([an.id]);
});

test("a commit of no known account counts as its pusher's", () => {
  const push: PullRecord = { kind: "push-seen", before: null, after: "c1", by: chi };
  const of = contributors(
    [commit("c1", { authors: [null], committer: null })],
    { c1: ["tf/main.tf"] },
    { pushes: [push] },
  );
  expect(of("terraform:tf")).toEqual({ accounts: [an.id, chi.id], unattributed: [] });
});

test("a commit that nobody is known to have pushed is named", () => {
  const of = contributors([commit("c1", { authors: [null], committer: null })], { c1: ["tf/main.tf"] });
  expect(of("terraform:tf").unattributed).toEqual(["c1"]);
});

test("the first push that brought a commit counts, and pushes whose head is gone do not", () => {
  const pushes: readonly PullRecord[] = [
    { kind: "push-seen", before: null, after: "gone", by: machine },
    { kind: "push-seen", before: "gone", after: "c1", by: ben },
    { kind: "push-seen", before: "c1", after: "c2", by: chi },
  ];
  const unknown = { authors: [null], committer: null };
  const of = contributors(
    [commit("c1", unknown), commit("c2", unknown)],
    { c1: ["k8s/api/api.yaml"], c2: ["tf/main.tf"] },
    { pushes },
  );
  expect(of("manifests:k8s/api").accounts).toEqual([an.id, ben.id]);
  expect(of("terraform:tf").accounts).toEqual([an.id, chi.id]);
});
