import { describe, expect, test } from "vitest";
import { ignoredRulesMax, ignoreRequestIn, reasonCharactersMax } from "./ignore-request.ts";

describe("a comment that asks to ignore rules", () => {
  test.each<[string, readonly string[], string]>([
    ["sekisho:ignore SEC-020 vendor ships latest", ["SEC-020"], "vendor ships latest"],
    ["sekisho:ignore SEC-020: vendor", ["SEC-020"], "vendor"],
    ["sekisho:ignore sec-020, REL-001 – why", ["SEC-020", "REL-001"], "why"],
    ["sekisho:ignore SEC-020 SEC-021 why", ["SEC-020", "SEC-021"], "why"],
    ["sekisho:ignore SEC-020、SEC-021　理由があるため", ["SEC-020", "SEC-021"], "理由があるため"],
    ["sekisho:ignore SEC-020： 理由", ["SEC-020"], "理由"],
    ["sekisho:ignore SEC-020", ["SEC-020"], ""],
    ["sekisho:ignore SEC-020 ---", ["SEC-020"], ""],
    ["sekisho:ignore", [], ""],
    ["sekisho:ignore the image", [], "the image"],
    ["sekisho:ignore SEC-* all of them", [], "SEC-* all of them"],
    ["sekisho:ignore ACME-TAGS-1 why", ["ACME-TAGS-1"], "why"],
    ["sekisho:ignore conftest.policy.deny_latest why", ["conftest.policy.deny_latest"], "why"],
    ["sekisho:ignore SEC-020 docs.example.com says why", ["SEC-020"], "docs.example.com says why"],
    ["sekisho:ignore SEC-020 ISO-27001 asks for it", ["SEC-020"], "ISO-27001 asks for it"],
    ["sekisho:ignore SEC-020, SEC-020 twice", ["SEC-020"], "twice"],
  ])("%s", (comment, ruleIds, reason) => expect(ignoreRequestIn(comment)).toEqual({ ruleIds, reason }));

  test.each([
    "sekisho:ignored SEC-020 why",
    "see sekisho:ignore SEC-020 why",
    "sekisho ignore SEC-020 why",
    "Sekisho:ignore SEC-020 why",
    "checkov:skip=CKV_K8S_14:why",
    "tfsec:ignore:aws-s3-enable-versioning",
    "trivy:ignore:AVD-AWS-0089",
    "kics-scan ignore-line",
    "#nosec",
  ])("is not: %s", (comment) => expect(ignoreRequestIn(comment)).toBeNull());

  test("names so many rules, and gives so long a reason, and no more", () => {
    const ids = Array.from({ length: 30 }, (_, index) => `SEC-${100 + index}`).join(",");
    const request = ignoreRequestIn(`sekisho:ignore ${ids} ${"why ".repeat(500)}`);
    expect(request?.ruleIds).toHaveLength(ignoredRulesMax);
    expect(request?.reason).toHaveLength(reasonCharactersMax);
  });
});
