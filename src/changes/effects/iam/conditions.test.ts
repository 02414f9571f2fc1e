import { describe, expect, it } from "vitest";
import { allow, type Case, deny, difference, policy, vpce, when } from "./testing/policies.ts";

const cases: readonly Case[] = [
  [
    "a new denial takes",
    policy(allow("s3:*")),
    policy(allow("s3:*"), deny("s3:Delete*")),
    ["-deny s3:Delete* on *"],
  ],
  [
    "a denial that is gone gives",
    policy(allow("s3:*"), deny("s3:Delete*")),
    policy(allow("s3:*")),
    ["+deny s3:Delete* on *"],
  ],
  [
    "a denial of more",
    policy(deny("s3:DeleteObject")),
    policy(deny("s3:Delete*")),
    ["-deny s3:Delete* on * (partly)"],
  ],
  ["a denial of less", policy(deny("s3:*")), policy(deny("s3:Delete*")), ["+deny s3:* on * (partly)"]],
  ["what is denied is not gained", policy(deny("iam:*")), policy(deny("iam:*"), allow("iam:PassRole")), []],
  [
    "a denial takes some of what is new",
    policy(deny("s3:Delete*")),
    policy(deny("s3:Delete*"), allow("s3:*")),
    ["+s3:* on * (partly)"],
  ],
  [
    "a denial of everything but one's own region",
    policy(deny("*", "*", when(["StringNotEquals", "aws:RequestedRegion", "eu-west-2"]))),
    policy(deny("*", "*", when(["StringNotEquals", "aws:RequestedRegion", ["eu-west-2", "us-east-1"]]))),
    ["+deny * on * (partly)"],
  ],
  [
    "a denial under fewer conditions",
    policy(deny("a:B", "*", vpce("v"))),
    policy(deny("a:B")),
    ["-deny a:B on * (partly)"],
  ],
  [
    "a condition less widens",
    policy(allow("a:B", "*", vpce("v"))),
    policy(allow("a:B")),
    ["+a:B on * (partly)"],
  ],
  [
    "a condition more narrows",
    policy(allow("a:B")),
    policy(allow("a:B", "*", vpce("v"))),
    ["-a:B on * (partly)"],
  ],
  [
    "a value more widens",
    policy(allow("a:B", "*", vpce("v1"))),
    policy(allow("a:B", "*", vpce(["v1", "v2"]))),
    ["+a:B on * (partly)"],
  ],
  [
    "a value less narrows",
    policy(allow("a:B", "*", vpce(["v1", "v2"]))),
    policy(allow("a:B", "*", vpce("v1"))),
    ["-a:B on * (partly)"],
  ],
  [
    "another value is another thing",
    policy(allow("a:B", "*", vpce("v1"))),
    policy(allow("a:B", "*", vpce("v2"))),
    ["+a:B on *", "-a:B on *"],
  ],
  [
    "an excluded value more narrows",
    policy(allow("a:B", "*", vpce("v1", "StringNotEquals"))),
    policy(allow("a:B", "*", vpce(["v1", "v2"], "StringNotEquals"))),
    ["-a:B on * (partly)"],
  ],
  [
    "a second key narrows",
    policy(allow("a:B", "*", vpce("v"))),
    policy(
      allow(
        "a:B",
        "*",
        when(["StringEquals", "aws:SourceVpce", "v"], ["Bool", "aws:MultiFactorAuthPresent", "true"]),
      ),
    ),
    ["-a:B on * (partly)"],
  ],
  [
    "IfExists widens",
    policy(allow("a:B", "*", vpce("v"))),
    policy(allow("a:B", "*", vpce("v", "StringEqualsIfExists"))),
    ["+a:B on * (partly)"],
  ],
  [
    "Like without a wildcard is Equals",
    policy(allow("a:B", "*", vpce("v"))),
    policy(allow("a:B", "*", vpce("v", "StringLike"))),
    [],
  ],
  [
    "a star of StringEquals is a character",
    policy(allow("a:B", "*", vpce("v*"))),
    policy(allow("a:B", "*", vpce("v*", "StringLike"))),
    ["+a:B on * (partly)"],
  ],
  [
    "a smaller network narrows",
    policy(allow("a:B", "*", when(["IpAddress", "aws:SourceIp", "10.0.0.0/8"]))),
    policy(allow("a:B", "*", when(["IpAddress", "aws:SourceIp", ["10.1.0.0/16", "10.2.0.1"]]))),
    ["-a:B on * (partly)"],
  ],
  [
    "another network",
    policy(allow("a:B", "*", when(["IpAddress", "aws:SourceIp", "10.0.0.0/8"]))),
    policy(allow("a:B", "*", when(["IpAddress", "aws:SourceIp", "192.168.0.0/16"]))),
    ["+a:B on *", "-a:B on *"],
  ],
  [
    "a network of IPv6",
    policy(allow("a:B", "*", when(["IpAddress", "aws:SourceIp", "2001:db8::/32"]))),
    policy(allow("a:B", "*", when(["IpAddress", "aws:SourceIp", "2001:db8:1::/48"]))),
    ["-a:B on * (partly)"],
  ],
  [
    "a lower bound of a number",
    policy(allow("a:B", "*", when(["NumericLessThan", "aws:MultiFactorAuthAge", "3600"]))),
    policy(allow("a:B", "*", when(["NumericLessThan", "aws:MultiFactorAuthAge", "300"]))),
    ["-a:B on * (partly)"],
  ],
  [
    "a later date",
    policy(allow("a:B", "*", when(["DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"]))),
    policy(allow("a:B", "*", when(["DateLessThan", "aws:CurrentTime", "2027-01-01T00:00:00Z"]))),
    ["+a:B on * (partly)"],
  ],
  [
    "ForAllValues is not ForAnyValue",
    policy(allow("a:B", "*", when(["ForAnyValue:StringEquals", "aws:TagKeys", "x"]))),
    policy(allow("a:B", "*", when(["ForAllValues:StringEquals", "aws:TagKeys", "x"]))),
    ["+a:B on * (partly)", "-a:B on * (partly)"],
  ],
  [
    "an operator that nobody knows",
    policy(allow("a:B", "*", when(["StringMatches", "k", "x"]))),
    policy(allow("a:B", "*", when(["StringMatches", "k", ["x", "y"]]))),
    ["+a:B on * (partly)", "-a:B on * (partly)"],
  ],
  [
    "a variable is not its characters",
    { Statement: allow("s3:*", `arn:aws:s3:::a/\${aws:username}/*`) },
    policy(allow("s3:*", `arn:aws:s3:::a/\${aws:username}/*`)),
    [
      `+s3:* on arn:aws:s3:::a/\${aws:username}/* (partly)`,
      `-s3:* on arn:aws:s3:::a/\${aws:username}/* (partly)`,
    ],
  ],
  [
    "a variable is within a wildcard",
    policy(allow("s3:*", "arn:aws:s3:::a/*")),
    policy(allow("s3:*", `arn:aws:s3:::a/\${aws:username}/*`)),
    ["-s3:* on arn:aws:s3:::a/* (partly)"],
  ],
];

describe("denials and conditions", () => {
  it.each(cases)("%s", (_, before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });
});
