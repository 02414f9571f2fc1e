import { describe, expect, it } from "vitest";
import { allow, bucket, type Case, difference, policy } from "./testing/policies.ts";

const cases: readonly Case[] = [
  ["a wildcard over actions", policy(allow("s3:GetObject")), policy(allow("s3:*")), ["+s3:* on * (partly)"]],
  ["a narrower action", policy(allow("s3:*")), policy(allow("s3:Get*")), ["-s3:* on * (partly)"]],
  [
    "another service",
    policy(allow("s3:*")),
    policy(allow(["s3:*", "sqs:SendMessage"])),
    ["+sqs:SendMessage on *"],
  ],
  [
    "an action that a wildcard has already",
    policy(allow("s3:Get*")),
    policy(allow("s3:Get*"), allow("s3:GetObject", bucket)),
    [],
  ],
  [
    "? stands for one character",
    policy(allow("s3:GetObjec?")),
    policy(allow("s3:GetObject*")),
    ["+s3:GetObject* on * (partly)", "-s3:GetObjec? on * (partly)"],
  ],
  [
    "a wider resource",
    policy(allow("s3:GetObject", bucket)),
    policy(allow("s3:GetObject", "arn:aws:s3:::*")),
    ["+s3:GetObject on arn:aws:s3:::* (partly)"],
  ],
  [
    "case of resources",
    policy(allow("s3:GetObject", "arn:aws:s3:::a/X")),
    policy(allow("s3:GetObject", "arn:aws:s3:::a/x")),
    ["+s3:GetObject on arn:aws:s3:::a/x", "-s3:GetObject on arn:aws:s3:::a/X"],
  ],
  [
    "globs that overlap",
    policy(allow("s3:*Object")),
    policy(allow("s3:Get*")),
    ["+s3:Get* on * (partly)", "-s3:*Object on * (partly)"],
  ],
  [
    "globs that have nothing in common",
    policy(allow("s3:Put*")),
    policy(allow("s3:Get*")),
    ["+s3:Get* on *", "-s3:Put* on *"],
  ],
  [
    "action and resource are one pair",
    policy(allow("a:X", "arn:1"), allow("a:Y", "arn:2")),
    policy(allow(["a:X", "a:Y"], "arn:1")),
    ["+a:Y on arn:1", "-a:Y on arn:2"],
  ],
  [
    "everything but an action",
    policy(),
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    ["+not iam:* on *"],
  ],
  [
    "one exception less",
    policy({ Effect: "Allow", NotAction: ["iam:*", "s3:*"], Resource: "*" }),
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    ["+not iam:* on * (partly)"],
  ],
  [
    "one exception more",
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    policy({ Effect: "Allow", NotAction: ["iam:*", "s3:*"], Resource: "*" }),
    ["-not iam:* on * (partly)"],
  ],
  [
    "an action within the exception",
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, allow("iam:PassRole")),
    ["+iam:PassRole on *"],
  ],
  [
    "an action outside of the exception",
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, allow("s3:GetObject")),
    [],
  ],
  [
    "from everything to nearly everything",
    policy(allow("*")),
    policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    ["-* on * (partly)"],
  ],
  [
    "everything but a resource",
    policy(allow("s3:*", "arn:aws:s3:::b")),
    policy({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::a*" }),
    ["+s3:* on not arn:aws:s3:::a* (partly)"],
  ],
];

describe("actions and resources, by patterns and by exception", () => {
  it.each(cases)("%s", (_, before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });
});
