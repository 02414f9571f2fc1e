import { describe, expect, test } from "vitest";
import { addDays, daysBetween, isLocalDate, localDateAt, startOfDay } from "./local-date.ts";

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

test.each([
  ["2027-02-28", 1, "2027-03-01"],
  ["2027-01-01", -1, "2026-12-31"],
  ["2028-02-28", 366, "2029-02-28"],
])("%s and %i days are %s", (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
});

describe("a local date begins", () => {
  test.each([
    ["2027-01-01", "UTC", "2027-01-01T00:00:00.000Z"],
    ["2027-01-01", "Asia/Tokyo", "2026-12-31T15:00:00.000Z"],
    ["2027-07-01", "America/Los_Angeles", "2027-07-01T07:00:00.000Z"],
    ["2027-01-01", "Pacific/Kiritimati", "2026-12-31T10:00:00.000Z"],
    ["2027-01-01", "Etc/GMT+12", "2027-01-01T12:00:00.000Z"],
    // At midnight the clock went to one in the morning.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    // At midnight it went back to eleven in the evening.
    ["2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00.000Z"],
  ])("%s in %s at %s", (date, timezone, expected) => {
    expect(startOfDay(date, timezone)).toBe(expected);
  });
});
