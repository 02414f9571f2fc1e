import { describe, expect, test } from "vitest";
import type { Command } from "../../model/command.ts";
import { evidenceDigest, type Finding } from "../../model/finding.ts";
import type { PullRecord } from "../../model/record.ts";
import {
  author,
  helper,
  otherSre,
  owner,
  pullFacts,
  recorded,
  type Step,
  sre,
  story,
} from "../testing/cases.ts";
import { ask, blocking, done, inForce, type Over, refused, speaker } from "./testing/ask.ts";

describe("asking for an exception", () => {
  const waive = (over: Partial<Extract<Command, { kind: "waive" }>> = {}): Command => ({
    kind: "waive",
    ruleId: "RES-004",
    until: "2027-02-01",
    because: "決算",
    ...over,
  });
  const { fingerprint, rootKey, address, measure } = blocking;
  const place = { fingerprint, rootKey, address, measure, evidence: evidenceDigest(blocking) };
  test("is for anybody, and about what is found now", () => {
    const by = speaker(helper);
    expect(ask(waive(), { by })).toEqual(
      done({
        kind: "waiver-requested",
        waiverId: "W-13",
        ruleId: "RES-004",
        places: [place],
        by,
        because: "決算",
        until: "2027-02-01",
      }),
    );
  });
  test.each<[string, Command, readonly Finding[], object]>([
    [
      "an unknown rule",
      waive({ ruleId: "RES-04" }),
      [blocking],
      { kind: "unknown-rule", ruleId: "RES-04", nearest: "RES-004" },
    ],
    [
      "a rule that nobody may waive",
      waive({ ruleId: "SEC-029" }),
      [blocking],
      { kind: "never-waivable", ruleId: "SEC-029" },
    ],
    ["yesterday", waive({ until: "2027-01-03" }), [blocking], { kind: "date-past", until: "2027-01-03" }],
    [
      "too long",
      waive({ until: "2027-04-05" }),
      [blocking],
      { kind: "date-too-far", until: "2027-04-05", latest: "2027-04-04" },
    ],
    [
      "a rule that finds nothing",
      waive({ ruleId: "SEC-020" }),
      [blocking],
      { kind: "rule-finds-nothing", ruleId: "SEC-020" },
    ],
    [
      "what stood before",
      waive(),
      [{ ...blocking, status: "existing", baselineState: "unchanged" }],
      { kind: "rule-finds-nothing", ruleId: "RES-004" },
    ],
    [
      "what is waived already",
      waive(),
      [{ ...blocking, status: "waived" }],
      { kind: "rule-finds-nothing", ruleId: "RES-004" },
    ],
    [
      "advice",
      waive(),
      [{ ...blocking, enforcement: "advise" }],
      { kind: "rule-finds-nothing", ruleId: "RES-004" },
    ],
  ])("is refused for %s", (_, command, findings, refusal) => {
    expect(ask(command, { findings })).toEqual(refused(refusal));
  });
  test("may last through the last day that is allowed", () => {
    expect(ask(waive({ until: "2027-04-04" })).kind).toBe("do");
  });
});

const place = { fingerprint: "f", rootKey: "manifests:k8s", address: "a", evidence: "e", measure: null };

function request(over: Partial<Extract<PullRecord, { kind: "waiver-requested" }>> = {}): Step {
  return recorded({
    kind: "waiver-requested",
    waiverId: "W-12",
    ruleId: "RES-004",
    places: [place],
    by: speaker(author),
    because: "決算",
    until: "2027-02-01",
    ...over,
  });
}

describe("granting an exception", () => {
  const grant: Command = { kind: "approve-waiver", waiverId: "W-12" };
  const granted = recorded({ kind: "waiver-granted", waiverId: "W-12", by: speaker(sre) });
  const revoked = recorded({ kind: "waiver-revoked", waiverId: "W-12", by: speaker(sre) });
  test("is for an approver", () => {
    expect(ask(grant, { by: speaker(sre), scene: { story: story(request()) } })).toEqual(
      done({ kind: "waiver-granted", waiverId: "W-12", by: speaker(sre) }),
    );
  });
  test.each<[string, readonly Step[], Over, object]>([
    ["that nobody asked for", [], {}, { kind: "unknown-waiver", waiverId: "W-12" }],
    ["that is granted", [request(), granted], {}, { kind: "waiver-closed", waiverId: "W-12" }],
    ["that is revoked", [request(), revoked], {}, { kind: "waiver-closed", waiverId: "W-12" }],
    [
      "that is past its last day",
      [request({ until: "2027-01-03" })],
      {},
      { kind: "waiver-closed", waiverId: "W-12" },
    ],
    ["by who asked for it", [request({ by: speaker(sre) })], {}, { kind: "own-request", waiverId: "W-12" }],
    [
      "by no approver",
      [request()],
      { by: speaker(owner) },
      { kind: "not-allowed", command: "approve-waiver", teams: ["o/sre"] },
    ],
    [
      "by an approver of another family",
      [request({ ruleId: "SEC-020" })],
      {},
      { kind: "not-allowed", command: "approve-waiver", teams: ["o/security"] },
    ],
    [
      "by who wrote it",
      [request()],
      { contributorsOf: () => ({ accounts: new Set([sre.id]), unattributed: [] }) },
      { kind: "contributor", command: "approve-waiver" },
    ],
    [
      "by who opened it",
      [request({ by: speaker(helper) })],
      { pull: pullFacts({ author: sre }) },
      { kind: "contributor", command: "approve-waiver" },
    ],
    [
      "that may not be granted any more",
      [request({ ruleId: "SEC-029" })],
      { by: speaker(otherSre) },
      { kind: "never-waivable", ruleId: "SEC-029" },
    ],
    [
      "that would last too long by now",
      [request()],
      { configuration: { waivers: { ...inForce.waivers, maxDays: 7 } } },
      { kind: "date-too-far", until: "2027-02-01", latest: "2027-01-11" },
    ],
  ])("is refused for one %s", (_, steps, over, refusal) => {
    expect(ask(grant, { by: speaker(sre), scene: { story: story(...steps) }, ...over })).toEqual(
      refused(refusal),
    );
  });
  test("of a family with approvers of its own is theirs", () => {
    const scene = { story: story(request({ ruleId: "SEC-020" })) };
    expect(ask(grant, { by: speaker(otherSre), scene }).kind).toBe("do");
  });
});

describe("revoking an exception", () => {
  const revoke: Command = { kind: "revoke-waiver", waiverId: "W-12" };
  test.each([
    ["who asked for it", speaker(author, []), true],
    ["an approver", speaker(sre), true],
    ["a policy owner", speaker(helper, ["o/stewards"]), true],
    ["nobody else", speaker(owner), false],
  ])("is for %s", (_, by, allowed) => {
    expect(ask(revoke, { by, scene: { story: story(request()) } })).toEqual(
      allowed
        ? done({ kind: "waiver-revoked", waiverId: "W-12", by })
        : refused({ kind: "not-allowed", command: "revoke-waiver", teams: ["o/sre", "o/stewards"] }),
    );
  });
  test("is done once", () => {
    const steps = [request(), recorded({ kind: "waiver-revoked", waiverId: "W-12", by: speaker(sre) })];
    expect(ask(revoke, { by: speaker(sre), scene: { story: story(...steps) } })).toEqual(
      refused({ kind: "waiver-closed", waiverId: "W-12" }),
    );
  });
});
