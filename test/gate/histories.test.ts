import { expect, test } from "vitest";
import { judgeGate, judgeMergeGroup } from "../../src/gate/index.ts";
import { riskItemKey } from "../../src/model/decision.ts";
import type { GateInput } from "../../src/model/gate.ts";
import { fc } from "../fast-check.ts";
import { histories, shuffled } from "./histories.ts";
import { expectedOf } from "./oracle.ts";

const runs = { numRuns: 2_000 };

test("of any history the gate says what the oracle says", () => {
  const states = new Map<string, number>();
  fc.assert(
    fc.property(histories, (input) => {
      const { state, conclusion, items } = judgeGate(input);
      const counted = items.map(({ by }) => by.map(({ id }) => id));
      expect({ state, conclusion, counted }).toEqual(expectedOf(input));
      states.set(state, (states.get(state) ?? 0) + 1);
    }),
    { numRuns: 10_000 },
  );
  // Histories that never come to an approval would prove nothing.
  for (const state of [
    "passed",
    "approved",
    "waiting",
    "confirm",
    "fix",
    "break-glass",
    "unattributed",
    "draft",
  ])
    expect([state, (states.get(state) ?? 0) >= 5]).toEqual([state, true]);
});

test("taking an approval or a confirmation away opens nothing", () => {
  fc.assert(
    fc.property(histories, fc.nat(), (input, which) => {
      const before = judgeGate(input);
      const less = without(input, which);
      if (before.conclusion !== "success") expect(judgeGate(less).conclusion).not.toBe("success");
      for (const [index, { by }] of judgeGate(less).items.entries())
        expect(by.length).toBeLessThanOrEqual(before.items[index]?.by.length ?? 0);
    }),
    runs,
  );
});

/** A history in which one approval was never given, or one confirmation never said. */
function without(input: GateInput, which: number): GateInput {
  // What was withdrawn is no approval any more, and stands in the way of an older one.
  const withdrawn = new Set(
    input.records.flatMap(({ body }) => (body.kind === "approval-withdrawn" ? [body.reviewId] : [])),
  );
  const given = input.records.filter(
    ({ body }) =>
      body.kind === "confirmed" || (body.kind === "approval-seen" && !withdrawn.has(body.reviewId)),
  );
  const gone = given[which % Math.max(1, given.length)];
  if (gone === undefined) return input;
  const { body } = gone;
  const reviewId = body.kind === "approval-seen" ? body.reviewId : null;
  return {
    ...input,
    records: input.records.filter((record) => record !== gone),
    pull: {
      ...input.pull,
      reviews: input.pull.reviews.filter(({ id, state }) => id !== reviewId || state !== "approved"),
    },
  };
}

test("a request for changes and a dismissal never help", () => {
  fc.assert(
    fc.property(
      histories,
      fc.nat(),
      fc.constantFrom("changes-requested", "dismissed"),
      (input, which, state) => {
        const { reviews } = input.pull;
        const worse = reviews.map((review, index) =>
          index === which % Math.max(1, reviews.length) && review.state === "approved"
            ? { ...review, state }
            : review,
        );
        const after = judgeGate({ ...input, pull: { ...input.pull, reviews: worse } });
        const before = judgeGate(input);
        if (before.conclusion !== "success") expect(after.conclusion).not.toBe("success");
      },
    ),
    runs,
  );
});

test("nobody counts for what they had a hand in, and nothing counts that was not approved", () => {
  fc.assert(
    fc.property(histories, (input) => {
      const approvedEver = new Set(
        input.records.flatMap(({ body }) =>
          body.kind === "decision" ? body.riskItems.map(riskItemKey) : [],
        ),
      );
      for (const { item, kind, by } of judgeGate(input).items) {
        if (kind === "confirm") continue;
        const contributors = input.contributorsOf(item).accounts;
        for (const { id, bot } of by)
          expect([contributors.has(id), id === input.pull.author?.id, bot]).toEqual([false, false, false]);
        if (!approvedEver.has(riskItemKey(item))) expect(by).toEqual([]);
      }
    }),
    runs,
  );
});

test("the order in which records and reviews are told does not matter", () => {
  fc.assert(
    fc.property(histories, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (input, order) => {
      expect(judgeGate(shuffled(input, order))).toEqual(judgeGate(input));
    }),
    runs,
  );
});

test("what opens asks nobody, and what is shut for people says whom it waits for", () => {
  fc.assert(
    fc.property(histories, (input) => {
      const { conclusion, waitingFor, items, state } = judgeGate(input);
      if (conclusion !== "action_required") expect(waitingFor).toEqual([]);
      if (state === "waiting" || state === "confirm") {
        const open = items.filter(({ by, needed }) => by.length < needed);
        const named = open.flatMap(({ item }) => item.reviewers);
        expect(waitingFor).toEqual(expect.arrayContaining([...new Set(named)]));
      }
    }),
    runs,
  );
});

test("a merge group of one pull request is open where the pull request is", () => {
  fc.assert(
    fc.property(histories, (input) => {
      const alone = judgeGate({ ...input, pull: { ...input.pull, draft: false } });
      const group = judgeMergeGroup({ mode: input.mode, decision: input.decision, pulls: [input] });
      expect(group.conclusion).toBe(alone.conclusion === "success" ? "success" : "failure");
    }),
    runs,
  );
});
