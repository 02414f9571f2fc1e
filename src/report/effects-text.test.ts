import { describe, expect, it } from "vitest";
import type { ChangeEffect } from "../model/change-effect.ts";
import type { ChangeSummary } from "../model/report.ts";
import { changeGroups } from "./change-groups.ts";
import { changeText } from "./change-text.ts";

const plain = { text: (text: string) => text, code: (text: string) => text };

const known = (...texts: string[]) => ({
  except: false,
  members: texts.map((text) => ({ kind: "known" as const, text })),
});

const all = {
  kind: "granted",
  effect: "Allow",
  principals: null,
  certainty: "certain",
  instead: null,
} as const;

const role: ChangeEffect = {
  kind: "permissions",
  who: { kind: "role", name: "payments-api" },
  document: "grants",
  gained: [{ ...all, actions: known("s3:*"), resources: known("*"), conditions: [] }],
  lost: [
    {
      ...all,
      actions: known("s3:GetObject", "s3:PutObject"),
      resources: known("arn:aws:s3:::a/*"),
      conditions: [
        { kind: "test", test: "StringEquals", key: "aws:SourceVpc", values: known("vpc-1").members },
      ],
    },
  ],
  tells: ["policy"],
};

function change(effects: readonly ChangeEffect[], given: Partial<ChangeSummary> = {}): ChangeSummary {
  return {
    rootKey: "terraform:a",
    address: "aws_iam_role_policy.a",
    type: "aws_iam_role_policy",
    action: "update",
    environment: "production",
    owner: [],
    location: { path: "a.tf", startLine: 1, endLine: 9 },
    leaves: [],
    effects,
    ...given,
  };
}

describe("what a change comes to", () => {
  it("says what is gained before what is lost", () => {
    expect(changeText(change([role]), "en", plain)).toBe(
      "IAM: s3:* on * added to role payments-api, IAM: s3:GetObject and s3:PutObject on arn:aws:s3:::a/* from VPC vpc-1 taken from role payments-api",
    );
  });

  it("does not tell once more what an effect speaks for", () => {
    const leaves = [
      { path: "policy", before: "{}", after: "[]" },
      { path: "policy.Statement[0].Action", before: "a", after: "b" },
      { path: "policy_arn", before: "a", after: "b" },
    ];
    const text = changeText(change([role], { leaves }), "en", plain);
    expect(text).toContain("policy_arn a → b");
    expect(text).not.toContain("Statement");
    expect(text.match(/policy /g)).toBeNull();
  });

  it("keeps the same effect in many resources one row, and another one apart", () => {
    const other = { ...role, gained: [] };
    const groups = changeGroups(
      [change([role]), change([role], { address: "b" }), change([other], { address: "c" })],
      [],
    );
    expect(groups.map(({ count }) => count)).toEqual([2, 1]);
  });
});
