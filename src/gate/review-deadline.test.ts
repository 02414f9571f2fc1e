import { describe, expect, test } from "vitest";
import { isBusinessDay, reviewDeadline } from "./review-deadline.ts";

type Within = Parameters<typeof reviewDeadline>[1]["reviewWithin"];
const days = (amount: number, business = true): Within => ({ amount, unit: "days", business });
const hours = (amount: number, business = true): Within => ({ amount, unit: "hours", business });

describe("until when an emergency has to be looked at", () => {
  test.each<[string, string, Within, string | null, string]>([
    ["over an ordinary week", "2027-01-12T01:00:00Z", days(2), "JP", "2027-01-14T15:00:00.000Z"],
    ["over a weekend", "2027-01-15T01:00:00Z", days(2), "JP", "2027-01-19T15:00:00.000Z"],
    ["over the holidays in May", "2027-04-28T01:00:00Z", days(2), "JP", "2027-05-06T15:00:00.000Z"],
    ["over the same days elsewhere", "2027-04-28T01:00:00Z", days(2), "DE", "2027-04-30T15:00:00.000Z"],
    ["over a substitute holiday", "2027-03-19T01:00:00Z", days(1), "JP", "2027-03-23T15:00:00.000Z"],
    ["in calendar days", "2027-04-28T01:00:00Z", days(2, false), "JP", "2027-04-30T15:00:00.000Z"],
    ["on the same day", "2027-01-12T01:00:00Z", days(0), "JP", "2027-01-12T15:00:00.000Z"],
    [
      "from the local day on which it was called",
      "2027-01-12T15:30:00Z",
      days(1),
      "JP",
      "2027-01-14T15:00:00.000Z",
    ],
    ["in hours", "2027-01-12T01:00:00Z", hours(4, false), "JP", "2027-01-12T05:00:00.000Z"],
    ["in hours over a weekend", "2027-01-15T13:00:00Z", hours(4), "JP", "2027-01-17T17:00:00.000Z"],
    ["in hours from a day off", "2027-05-01T01:00:00Z", hours(30), "JP", "2027-05-06T21:00:00.000Z"],
  ])("%s", (_, now, reviewWithin, calendar, expected) => {
    expect(reviewDeadline(now, { reviewWithin, calendar }, "Asia/Tokyo")).toBe(expected);
  });
});

test.each([
  ["2027-01-01", "JP", false],
  ["2027-01-01", null, true],
  ["2027-01-02", null, false],
  ["2027-03-22", "JP", false],
  ["2027-07-19", "JP", false],
])("%s in %s: %s", (date, calendar, expected) => {
  expect(isBusinessDay(date, calendar)).toBe(expected);
});
