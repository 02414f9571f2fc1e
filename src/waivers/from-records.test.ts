import { describe, expect, test } from "vitest";
import type { Speaker } from "../model/command.ts";
import { evidenceDigest, type Finding } from "../model/finding.ts";
import type { PullRecord, StoredPullRecord } from "../model/record.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import { openRequests, waiverRequests } from "../model/waiver-request.ts";
import { applyWaivers, waiversFromRecords } from "./index.ts";

const speaker = (login: string): Speaker => ({ account: { id: login.length, login, bot: false }, teams: [] });
const blocking = exampleFinding({
  ruleId: "RES-004",
  enforcement: "block",
  evidence: { "/limit": "16" },
  measure: "16",
});

function placeOf(finding: Finding) {
  const { fingerprint, rootKey, address, measure } = finding;
  return { fingerprint, rootKey, address, measure, evidence: evidenceDigest(finding) };
}

function requested(over: Partial<Extract<PullRecord, { kind: "waiver-requested" }>> = {}): PullRecord {
  return {
    kind: "waiver-requested",
    waiverId: "W-1",
    ruleId: "RES-004",
    places: [placeOf(blocking)],
    by: speaker("tanaka"),
    because: "決算",
    until: "2027-03-31",
    ...over,
  };
}

const granted: PullRecord = { kind: "waiver-granted", waiverId: "W-1", by: speaker("suzuki") };
const revoked: PullRecord = { kind: "waiver-revoked", waiverId: "W-1", by: speaker("tanaka") };

function stored(...bodies: readonly PullRecord[]): readonly StoredPullRecord[] {
  return bodies.map((body, sequence) => ({
    sequence,
    key: String(sequence),
    at: "2027-01-03T15:30:00.000Z",
    repositoryId: 7,
    number: 12,
    body,
  }));
}

const policy = { maxDays: 90, timezone: "Asia/Tokyo" };

describe("an exception that was asked for in a pull request", () => {
  test("is one when it is granted", () => {
    expect(waiversFromRecords(stored(requested(), granted), policy)).toEqual([
      {
        id: "W-1",
        rules: ["RES-004"],
        scope: { roots: [], resources: [], environments: [], places: [placeOf(blocking)] },
        reason: "決算",
        requester: "tanaka",
        approver: "suzuki",
        ticket: null,
        expires: "2027-03-31",
      },
    ]);
  });

  test.each<[string, readonly PullRecord[]]>([
    ["not before it is granted", [requested()]],
    ["not after it is revoked", [requested(), granted, revoked]],
    ["not when it was revoked before it was granted", [requested(), revoked, granted]],
    ["not when nobody asked", [granted]],
    ["not when it was granted before anybody asked", [granted, requested()]],
  ])("is %s", (_, bodies) => {
    expect(waiversFromRecords(stored(...bodies), policy)).toEqual([]);
  });

  test("lasts no longer than is allowed now, from the local day of its grant", () => {
    const [waiver] = waiversFromRecords(stored(requested(), granted), { ...policy, maxDays: 7 });
    expect(waiver?.expires).toBe("2027-01-11");
  });

  test("is open until somebody answers or its last day is over", () => {
    const open = (today: string, ...bodies: readonly PullRecord[]) =>
      openRequests(stored(...bodies), today).map(({ waiverId }) => waiverId);
    expect(open("2027-03-31", requested())).toEqual(["W-1"]);
    expect(open("2027-04-01", requested())).toEqual([]);
    expect(open("2027-01-04", requested(), granted)).toEqual([]);
    expect(open("2027-01-04", requested(), revoked)).toEqual([]);
  });

  test("is the same in whatever order its records are told", () => {
    const records = stored(requested(), granted, requested({ waiverId: "W-2" }));
    expect(waiverRequests(records.toReversed())).toEqual(waiverRequests(records));
  });
});

describe("it covers what was found when somebody asked", () => {
  const waivers = waiversFromRecords(stored(requested(), granted), policy);
  test.each<[string, Partial<Finding>, boolean]>([
    ["as it was", {}, true],
    ["in another line", { location: { path: "k8s/api.yaml", startLine: 9, endLine: 9 } }, true],
    ["when it is less", { measure: "12", evidence: { "/limit": "12" } }, true],
    ["not when it is more", { measure: "640", evidence: { "/limit": "640" } }, false],
    ["not in another place", { fingerprint: "g" }, false],
    ["not of another rule", { ruleId: "RES-005" }, false],
    [
      "not with another value where nothing is measured",
      { measure: null, evidence: { "/limit": "12" } },
      false,
    ],
    ["with the same value where nothing is measured", { measure: null }, true],
  ])("%s", (_, over, covered) => {
    const { findings } = applyWaivers([{ ...blocking, ...over }], waivers, {
      today: "2027-01-04",
      never: [],
    });
    expect(findings[0]?.waiverId).toBe(covered ? "W-1" : null);
  });
});
