import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { webhookExamples } from "../testing/webhook-examples.ts";
import { UnreadableDelivery } from "./facts.ts";
import { eventsRead, factsOf, subjectOf } from "./read.ts";

const self = { appId: 4711 };

test.each(webhookExamples.map((example, index) => [index, example.event, example.payload] as const))(
  "example %d, of %s, is read",
  (_, event, payload) => {
    const subject = subjectOf(event, payload, self);
    const facts = factsOf(event, payload, self);
    if (subject === null) expect(facts).toEqual([]);
    else expect(eventsRead).toContain(event);
  },
);

test("of the examples, these concern us", () => {
  const counts = new Map<string, number>();
  for (const { event, payload } of webhookExamples) {
    const subject = subjectOf(event, payload, self);
    if (subject === null) continue;
    const facts = factsOf(event, payload, self).map(({ kind }) => kind);
    const line = `${event}.${String(payload["action"] ?? "")} is about a ${subject.kind}: ${facts.join(", ") || "no fact"}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([
    "branch_protection_rule.created is about a installation: rules-changed",
    "branch_protection_rule.deleted is about a installation: rules-changed",
    "branch_protection_rule.edited is about a installation: rules-changed",
    "installation.created is about a installation: installation-changed",
    "installation.deleted is about a installation: installation-changed",
    "installation.new_permissions_accepted is about a installation: installation-changed",
    "installation.suspend is about a installation: installation-changed",
    "installation.unsuspend is about a installation: installation-changed",
    "installation_repositories.added is about a installation: installation-changed",
    "installation_repositories.removed is about a installation: installation-changed",
    "member.added is about a installation: teams-changed",
    "member.edited is about a installation: teams-changed",
    "membership.added is about a installation: teams-changed",
    "membership.removed is about a installation: teams-changed",
    "merge_group.checks_requested is about a merge-group: merge-group",
    "organization.member_added is about a installation: teams-changed",
    "pull_request.closed is about a pull: no fact",
    "pull_request.converted_to_draft is about a pull: no fact",
    "pull_request.labeled is about a pull: no fact",
    "pull_request.opened is about a pull: pushed",
    "pull_request.ready_for_review is about a pull: no fact",
    "pull_request.reopened is about a pull: no fact",
    "pull_request.synchronize is about a pull: pushed",
    "pull_request.unlabeled is about a pull: no fact",
    "pull_request_review.dismissed is about a pull: review-dismissed",
    "pull_request_review.submitted is about a pull: review-submitted",
    "push. is about a branch: branch-pushed",
    "team.added_to_repository is about a installation: teams-changed",
    "team.created is about a installation: teams-changed",
    "team.deleted is about a installation: teams-changed",
    "team.edited is about a installation: teams-changed",
    "team.removed_from_repository is about a installation: teams-changed",
  ]);
});

/** Every value of a payload, by its path. */
function paths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, by) : inner));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, by) : inner]),
  );
}

describe("a payload that GitHub would not send", () => {
  const read = webhookExamples
    .filter(({ event }) => eventsRead.includes(event))
    .map((example) => ({ ...example, paths: paths(example.payload) }));
  const odd = fc.oneof(
    fc.anything({ maxDepth: 1 }),
    fc.constantFrom(null, undefined, -1, 0, 2 ** 60, "", "../..", "\u0000", "0".repeat(40), [], {}),
  );

  test("is read, or refused by an error that says where, whatever stands in one place", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), odd, (exampleIndex, pathIndex, by) => {
        const example = read[exampleIndex % read.length];
        if (example === undefined) return;
        const { event, payload, paths } = example;
        const changed = replaced(payload, paths[pathIndex % paths.length] ?? [], by);
        try {
          subjectOf(event, changed, self);
          factsOf(event, changed, self);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDelivery);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("is refused whole where it is no object", () => {
    fc.assert(
      fc.property(fc.constantFrom(...eventsRead), fc.anything(), (event, payload) => {
        try {
          expect(subjectOf(event, payload, self)).toBeNull();
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDelivery);
        }
      }),
    );
  });
});
