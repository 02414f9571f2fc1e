import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../model/json.ts";
import { allow, type Case, deny, difference, policy, trust, vpce, when } from "./testing/policies.ts";

const age = (test: string, value: JsonValue) => when([test, "aws:MultiFactorAuthAge", value]);
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const mfa = (test: string) => deny("*", "*", when([test, "aws:MultiFactorAuthPresent", "false"]));
const onlyStorage: JsonObject = { Effect: "Deny", NotAction: "s3:*", Resource: "*" };
const onlyBucket: JsonObject = { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::a/*" };
const denied: JsonObject = { ...deny("s3:*"), Principal: { AWS: "111122223333" } };
const notFor = (AWS: JsonValue): JsonObject => ({ ...deny("s3:*"), NotPrincipal: { AWS } });
const open = (test: string): JsonObject => ({
  ...allow("s3:GetObject", "*", when([test, "aws:PrincipalOrgID", "o-1"])),
  Principal: "*",
});

const cases: readonly Case[] = [
  [
    "one exception more from a denial of everything else gives",
    policy(allow("*"), { Effect: "Deny", NotAction: "iam:*", Resource: "*" }),
    policy(allow("*"), { Effect: "Deny", NotAction: ["iam:*", "sts:*"], Resource: "*" }),
    ["+deny not iam:* on * (partly)"],
  ],
  [
    "what a denial of everything else leaves is gained, and nothing more",
    policy(onlyStorage),
    policy(onlyStorage, allow(["iam:PassRole", "s3:GetObject"])),
    ["+s3:GetObject on *"],
  ],
  [
    "a denial outside of a bucket leaves what is in it",
    policy(onlyBucket),
    policy(onlyBucket, allow("s3:GetObject", ["arn:aws:s3:::a/x", "arn:aws:s3:::b/x"])),
    ["+s3:GetObject on arn:aws:s3:::a/x"],
  ],
  [
    "an exception that excepts less",
    policy({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::a*" }),
    policy({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::ab*" }),
    ["+s3:* on not arn:aws:s3:::ab* (partly)"],
  ],
  [
    "a wildcard within the name of an action",
    policy(allow(["iam:PassRole", "iam:*Role"])),
    policy(allow("IAM:*role*")),
    ["+IAM:*role* on * (partly)"],
  ],
  [
    "an allowance whose excess was denied all along",
    policy(allow("s3:*"), deny("iam:*")),
    policy(allow(["s3:*", "iam:PassRole"]), deny("iam:*")),
    [],
  ],
  [
    "below, and then up to, the same number",
    policy(allow("a:B", "*", age("NumericLessThan", "3600"))),
    policy(allow("a:B", "*", age("NumericLessThanEquals", "3600"))),
    ["+a:B on * (partly)"],
  ],
  [
    "one number, and then everything below a larger one",
    policy(allow("a:B", "*", age("NumericEquals", 5))),
    policy(allow("a:B", "*", age("NumericLessThan", 10))),
    ["+a:B on * (partly)"],
  ],
  [
    "two ranges that have nothing in common",
    policy(allow("a:B", "*", age("NumericLessThan", "5"))),
    policy(allow("a:B", "*", age("NumericGreaterThanEquals", "5"))),
    ["+a:B on *", "-a:B on *"],
  ],
  [
    "a moment that two spellings of a date name, with and without itself",
    policy(allow("a:B", "*", when(["DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"]))),
    policy(allow("a:B", "*", when(["DateLessThanEquals", "aws:CurrentTime", "1767225600"]))),
    ["+a:B on * (partly)"],
  ],
  [
    "a bound that a variable sets is only like itself",
    policy(allow("a:B", "*", age("NumericLessThan", `\${aws:PrincipalTag/age}`))),
    policy(allow("a:B", "*", age("NumericLessThanEquals", `\${aws:PrincipalTag/age}`))),
    ["+a:B on * (partly)", "-a:B on * (partly)"],
  ],
  [
    "that a key is there, said in two ways",
    policy(allow("a:B", "*", when(["Null", "aws:SourceVpce", "false"]))),
    policy(allow("a:B", "*", vpce("*", "StringLike"))),
    [],
  ],
  [
    "a denial without MFA no longer holds for requests that say nothing of it",
    policy(mfa("BoolIfExists")),
    policy(mfa("Bool")),
    ["+deny * on * (partly)"],
  ],
  [
    "a key that is missing fits what excludes, with IfExists or not",
    policy(allow("a:B", "*", vpce("v", "StringNotEquals"))),
    policy(allow("a:B", "*", vpce("v", "StringNotEqualsIfExists"))),
    [],
  ],
  [
    "whoever is in an account that is denied",
    policy(denied),
    policy(denied, { ...allow("s3:*"), Principal: { AWS: role("x") } }),
    [],
  ],
  [
    "an account that is allowed has not allowed its roles yet",
    policy(trust({ AWS: "111122223333" })),
    policy(trust({ AWS: ["111122223333", role("x")] })),
    [`+sts:AssumeRole on * for aws ${role("x")} (partly)`],
  ],
  [
    "one more who is left out of a denial",
    policy(notFor(role("x"))),
    policy(notFor([role("x"), role("y")])),
    [`+deny s3:* on * for not aws ${role("x")} (partly)`],
  ],
  [
    "an organisation that no longer has to be known",
    policy(open("StringEquals")),
    policy(open("StringEqualsIfExists")),
    ["+s3:GetObject on * for everybody (partly)"],
  ],
  [
    "one variable instead of another",
    policy(allow("s3:*", `arn:aws:s3:::a/\${aws:username}/*`)),
    policy(allow("s3:*", `arn:aws:s3:::a/\${aws:PrincipalTag/team}/*`)),
    [
      `+s3:* on arn:aws:s3:::a/\${aws:PrincipalTag/team}/* (partly)`,
      `-s3:* on arn:aws:s3:::a/\${aws:username}/* (partly)`,
    ],
  ],
];

describe("exceptions, denials, bounds and principals that meet", () => {
  it.each(cases)("%s", (_, before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });
});
