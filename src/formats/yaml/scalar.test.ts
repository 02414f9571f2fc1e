import { describe, expect, test } from "vitest";
import { plainScalar } from "./scalar.ts";

/** What `sigs.k8s.io/yaml` v1.4.0 makes of a plain scalar. */
const vectors: readonly (readonly [string, unknown])[] = [
  ["no", false],
  ["y", true],
  ["On", true],
  ["tRUE", "tRUE"],
  ["null", null],
  ["~", null],
  ["nil", "nil"],
  ["012", 10],
  ["0o14", 12],
  ["0O14", 12],
  ["0x1F", 31],
  ["-0x1F", -31],
  ["0b101", 5],
  ["089", 89],
  ["00", 0],
  ["1_000", 1000],
  ["0_1", 1],
  ["_1", "_1"],
  ["190:20", "190:20"],
  ["1:2:3", "1:2:3"],
  ["2020-01-01", "2020-01-01"],
  ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"],
  ["1.5", 1.5],
  ["1.", 1],
  [".5", 0.5],
  [".", "."],
  ["-", "-"],
  ["1e3", 1000],
  ["1E3", 1000],
  ["1e", "1e"],
  ["1e400", "1e400"],
  ["0.1_2", 0.12],
  ["0xFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFF"],
  ["18446744073709551616", 18446744073709552000],
  ["1d", "1d"],
  ["=", "="],
  ["v1", "v1"],
];

describe("plainScalar", () => {
  test.each(vectors)("%s is %j", (text, expected) => {
    expect(plainScalar(text)).toBe(expected);
  });

  test.each([".inf", "-.Inf", "+.INF", ".nan", ".NaN"])("%s has no value in JSON", (text) => {
    expect(plainScalar(text)).toBeUndefined();
  });
});
