import { describe, expect, it } from "vitest";
import {
  allow,
  type Case,
  deny,
  difference,
  policy,
  trust,
  unknown,
  vpce,
  when,
} from "./testing/policies.ts";

const cases: readonly Case[] = [
  ["case of actions", policy(allow("s3:GetObject")), policy(allow("S3:getobject")), []],
  ["a list of one", policy(allow("s3:GetObject")), policy(allow(["s3:GetObject"], ["*"])), []],
  ["order", policy(allow(["a:B", "c:D"])), policy(allow(["c:D", "a:B"])), []],
  ["statement ids", policy(allow("a:B", "*", { Sid: "One" })), policy(allow("a:B", "*", { Sid: "Two" })), []],
  ["a statement taken apart", policy(allow(["a:B", "c:D"])), policy(allow("a:B"), allow("c:D")), []],
  ["statements put together", policy(allow("a:B"), allow("c:D")), policy(allow(["a:B", "c:D"])), []],
  ["a statement that stands twice", policy(allow("a:B")), policy(allow("a:B"), allow("a:B")), []],
  [
    "one statement without a list",
    policy(allow("a:B")),
    { Version: "2012-10-17", Statement: allow("a:B") },
    [],
  ],
  ["text and object", JSON.stringify(policy(allow("a:B"))), policy(allow("a:B")), []],
  [
    "names of elements in lower case",
    policy(allow("a:B")),
    { version: "2012-10-17", statement: { effect: "allow", action: "a:b", resource: "*" } },
    [],
  ],
  ["two ways of everything", policy(allow("*")), policy(allow("*:*")), []],
  ["a wildcard said twice", policy(allow("s3:Get*")), policy(allow(["s3:Get*", "s3:GetObject"])), []],
  ["? and * in another order", policy(allow("s3:Get?*")), policy(allow("s3:Get*?")), []],
  [
    "account and root",
    policy(trust({ AWS: "111122223333" })),
    policy(trust({ AWS: "arn:aws:iam::111122223333:root" })),
    [],
  ],
  ["everybody in two ways", policy(trust("*")), policy(trust({ AWS: ["*"] })), []],
  [
    "the same unknown resource",
    policy(allow("a:B", unknown("x"))),
    policy(allow(["a:B"], [unknown("x")])),
    [],
  ],
  [
    "order of values of a condition",
    policy(allow("a:B", "*", vpce(["v1", "v2"]))),
    policy(allow("a:B", "*", vpce(["v2", "v1"]))),
    [],
  ],
  [
    "case of a condition's key",
    policy(allow("a:B", "*", when(["StringEquals", "aws:SourceVpce", "v"]))),
    policy(allow("a:B", "*", when(["stringequals", "AWS:sourcevpce", "v"]))),
    [],
  ],
  ["a denial that takes nothing", policy(deny("a:B")), policy(allow("a:B"), deny("a:B")), []],
  ["nothing to nothing", undefined, "", []],
];

describe("documents that say the same", () => {
  it.each(cases)("%s", (_, before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });
});
