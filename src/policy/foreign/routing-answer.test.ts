import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import type { JsonValue } from "../../model/json.ts";
import { readRouting, routes } from "./routing-answer.ts";

const names = { changes: new Set(["a", "b"]), teams: new Set(["o/dba", "o/sre"]) };
const reason = { id: "both", route: "review", message: { en: "Both.", ja: "両方。" } };

function read(reasons: JsonValue, reviewers: JsonValue = []) {
  return readRouting({ reasons, reviewers }, names);
}

describe("a reason", () => {
  test("is read with everything that it may say", () => {
    const whole = {
      ...reason,
      number: 12,
      threshold: "3",
      changes: ["b", "a", "a"],
      teams: "o/dba",
      wouldPass: "Less.",
    };
    expect(read([whole])).toEqual({
      reasons: [
        {
          ...{ id: "both", route: "review", message: { en: "Both.", ja: "両方。" } },
          ...{ wouldPass: { en: "Less.", ja: "Less." }, number: "12", threshold: "3" },
          ...{ changes: ["a", "b"], teams: ["o/dba"] },
        },
      ],
      reviewers: [],
      wrong: [],
    });
  });

  test.each<[string, JsonValue, string]>([
    ["no object", "x", "no object"],
    ["an id with capitals", { ...reason, id: "Both" }, "id is no word"],
    ["no route", { ...reason, route: "pass" }, "route is none of"],
    ["an empty message", { ...reason, message: " \n " }, "message is empty"],
    ["a message without English", { ...reason, message: { ja: "x" } }, "message has to have en"],
    ["a language that there is not", { ...reason, message: { en: "x", de: "x" } }, "message has to have en"],
    ["a number that is none", { ...reason, number: null }, "number is no number"],
    ["a change that there is not", { ...reason, changes: ["z"] }, "name a change that there is not"],
    ["changes of another type", { ...reason, changes: [1] }, "are no ids of changes"],
    ["an unknown team", { ...reason, teams: ["x/y"] }, "name a team that neither"],
    ["a key that is mistyped", { ...reason, mesage: "x" }, "the key mesage is not known"],
  ])("with %s is left out and told", (_, item, expected) => {
    const { reasons, wrong } = read([item, { ...reason, id: "right" }]);
    expect(reasons.map(({ id }) => id)).toEqual(["right"]);
    expect(wrong.join()).toContain(expected);
  });

  test("whose id another one has is told", () => {
    expect(read([reason, { ...reason, route: "block" }])).toMatchObject({
      reasons: [{ route: "review" }],
      wrong: ["reasons: two with the id both"],
    });
  });

  test("that is endless is cut", () => {
    expect(read([{ ...reason, message: "x".repeat(1_000_000) }]).reasons[0]?.message.en).toHaveLength(500);
  });

  test("beyond the first fifty is told", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...reason, id: `r${index}` }));
    const { reasons, wrong } = read(many);
    expect(reasons).toHaveLength(50);
    expect(wrong).toEqual(["reasons: 10000, of at most 50"]);
  });
});

describe("chosen reviewers", () => {
  test("stand beside others for everything, unless they say otherwise", () => {
    expect(read([], [{ teams: ["o/sre", "o/dba"] }]).reviewers).toEqual([
      { teams: ["o/dba", "o/sre"], rules: "*", changes: [], instead: false },
    ]);
  });

  test.each<[string, JsonValue, string]>([
    ["no team", { teams: [] }, "are no list of teams"],
    ["nobody", {}, "are no list of teams"],
    ["a mention", { teams: ["@everyone"] }, "name a team that neither"],
    ["rules that are no text", { teams: ["o/sre"], rules: 1 }, "rules is no pattern"],
    ["a word for instead", { teams: ["o/sre"], instead: "yes" }, "instead is neither"],
  ])("with %s are left out and told", (_, item, expected) => {
    const { reviewers, wrong } = read([], [item]);
    expect(reviewers).toEqual([]);
    expect(wrong.join()).toContain(expected);
  });
});

test("whatever comes, what is read is in its bounds, and everything else is told", () => {
  const near = fc.record(
    {
      id: fc.oneof(fc.constantFrom("a", "b"), fc.jsonValue()),
      route: fc.oneof(fc.constantFrom(...routes, "pass"), fc.jsonValue()),
      message: fc.oneof(fc.string(), fc.jsonValue()),
      teams: fc.oneof(fc.constantFrom("o/dba", "x/y"), fc.jsonValue()),
      changes: fc.oneof(fc.constant(["a"]), fc.jsonValue()),
      instead: fc.jsonValue(),
      number: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const anything = fc
    .oneof(fc.array(near), fc.jsonValue())
    .map((value): JsonValue => JSON.parse(JSON.stringify(value)));
  fc.assert(
    fc.property(anything, anything, (reasons, reviewers) => {
      const answer = readRouting({ reasons, reviewers }, names);
      for (const { route, teams, changes } of answer.reasons) {
        expect(routes).toContain(route);
        expect([...teams, ...changes].every((name) => names.teams.has(name) || names.changes.has(name))).toBe(
          true,
        );
      }
      for (const { teams } of answer.reviewers) {
        expect(teams.length).toBeGreaterThan(0);
        expect(teams.every((team) => names.teams.has(team))).toBe(true);
      }
      const given = [reasons, reviewers].flatMap((value) => (Array.isArray(value) ? value : [null]));
      const read = answer.reasons.length + answer.reviewers.length;
      expect(answer.wrong.length > 0).toBe(read < given.length);
    }),
  );
});
