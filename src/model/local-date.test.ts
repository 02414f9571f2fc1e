import { describe, expect, test } from "vitest";
import { daysBetween, isLocalDate, localDateAt } from "./local-date.ts";

describe("a date of the calendar", () => {
  test.each([
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2027-13-01", false],
    ["2027-1-1", false],
    ["2027-01-01T00:00:00Z", false],
    ["", false],
  ])("%s: %s", (text, expected) => {
    expect(isLocalDate(text)).toBe(expected);
  });
});

describe("one instant is another date elsewhere", () => {
  const instant = new Date("2026-12-31T15:30:00Z");
  test.each([
    ["Asia/Tokyo", "2027-01-01"],
    ["UTC", "2026-12-31"],
    ["America/Los_Angeles", "2026-12-31"],
    ["Pacific/Kiritimati", "2027-01-01"],
  ])("in %s it is %s", (timezone, expected) => {
    expect(localDateAt(instant, timezone)).toBe(expected);
  });
});

test.each([
  ["2027-01-01", "2027-01-01", 0],
  ["2027-02-28", "2027-03-01", 1],
  ["2027-03-01", "2027-01-01", -59],
])("from %s to %s are %i days", (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});
