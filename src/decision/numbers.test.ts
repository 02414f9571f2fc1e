import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import { createNumbers } from "./numbers.ts";
import { finding } from "./testing/cases.ts";

const numbersOf = createNumbers([
  { id: "CHG-010", numbers: { step: { number: "points", bound: "atMost", threshold: "most" } } },
  { id: "CHG-001" },
]);

function step(given: Partial<Finding>): Finding {
  return finding({ ruleId: "CHG-010", messageId: "step", ...given });
}

describe("the numbers of a reason", () => {
  test("are those that the arguments of the finding name", () => {
    expect(numbersOf([step({ fingerprint: "1", arguments: { points: "80", most: "25" } })])).toEqual([
      { fingerprint: "1", number: "80", bound: "atMost", threshold: "25" },
    ]);
  });

  test("are the same whatever the order of the findings is, and each once", () => {
    const findings = ["2", "1", "2"].map((fingerprint) =>
      step({ fingerprint, arguments: { points: 80, most: 25 } }),
    );
    expect(numbersOf(findings)).toEqual(numbersOf(findings.toReversed()));
    expect(numbersOf(findings).map(({ fingerprint }) => fingerprint)).toEqual(["1", "2"]);
  });

  test.each<[string, Partial<Finding>]>([
    ["a message that counts nothing", { messageId: "unknown", arguments: { points: 80, most: 25 } }],
    ["a message with the name of a built-in property", { messageId: "constructor" }],
    ["a rule that counts nothing", { ruleId: "CHG-001", arguments: { points: 80, most: 25 } }],
    ["a rule that nobody knows any more", { ruleId: "OLD-001", arguments: { points: 80, most: 25 } }],
    ["a finding without the threshold", { arguments: { points: 80 } }],
    ["a number that is none", { arguments: { points: null, most: 25 } }],
  ])("leave out %s", (_, given) => {
    expect(numbersOf([step(given)])).toEqual([]);
  });
});
