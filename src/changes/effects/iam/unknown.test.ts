import { describe, expect, it } from "vitest";
import { allow, type Case, difference, oidc, policy, trust, unknown, vpce } from "./testing/policies.ts";

const cases: readonly Case[] = [
  [
    "another account may assume",
    policy(trust({ AWS: "111122223333" })),
    policy(trust({ AWS: ["111122223333", "444455556666"] })),
    ["+sts:AssumeRole on * for account 444455556666"],
  ],
  [
    "everybody may assume",
    policy(trust({ AWS: "111122223333" })),
    policy(trust("*")),
    ["+sts:AssumeRole on * for everybody (partly)"],
  ],
  [
    "one role instead of its account",
    policy(trust({ AWS: "111122223333" })),
    policy(trust({ AWS: "arn:aws:iam::111122223333:role/x" })),
    [
      "+sts:AssumeRole on * for aws arn:aws:iam::111122223333:role/x (partly)",
      "-sts:AssumeRole on * for account 111122223333 (partly)",
    ],
  ],
  [
    "another service",
    policy(trust({ Service: "ec2.amazonaws.com" })),
    policy(trust({ Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] })),
    ["+sts:AssumeRole on * for service lambda.amazonaws.com"],
  ],
  [
    "a wider subject of OIDC",
    policy(oidc("StringEquals", "repo:acme/api:ref:refs/heads/main")),
    policy(oidc("StringLike", "repo:acme/*")),
    ["+sts:AssumeRole on * for federated arn:aws:iam::1:oidc-provider/g (partly)"],
  ],
  [
    "a subject of OIDC within the wider one",
    policy(oidc("StringLike", "repo:acme/*")),
    policy(oidc("StringEquals", "repo:acme/api:ref:refs/heads/main")),
    ["-sts:AssumeRole on * for federated arn:aws:iam::1:oidc-provider/g (partly)"],
  ],
  [
    "everybody but one",
    policy(),
    policy({ Effect: "Deny", NotPrincipal: { AWS: "111122223333" }, Action: "s3:*", Resource: "*" }),
    ["-deny s3:* on * for not account 111122223333"],
  ],
  [
    "a known ARN where one was unknown",
    policy(trust({ AWS: unknown("x") })),
    policy(trust({ AWS: "arn:aws:iam::111122223333:role/x" })),
    [
      "+sts:AssumeRole on * for aws arn:aws:iam::111122223333:role/x (unsure)",
      "-sts:AssumeRole on * for unknown aws x (unsure)",
    ],
  ],
  [
    "an unknown resource more",
    policy(allow("a:B", [unknown("x")])),
    policy(allow("a:B", [unknown("x"), unknown("y")])),
    ["+a:B on unknown (unsure)"],
  ],
  [
    "a second element of one unknown list",
    policy(allow("a:B", [unknown("x")])),
    policy(allow("a:B", [unknown("x"), unknown("x")])),
    ["+a:B on unknown (unsure)"],
  ],
  [
    "an unknown action",
    policy(allow("a:B")),
    policy(allow(["a:B", unknown("x")])),
    ["+unknown on * (unsure)"],
  ],
  ["an unknown thing that everything covers", policy(allow("*")), policy(allow([unknown("x"), "*"])), []],
  [
    "an unknown condition narrows",
    policy(allow("a:B")),
    policy(allow("a:B", "*", { Condition: unknown("x") })),
    ["-a:B on * (unsure)"],
  ],
  [
    "an unknown condition that is gone",
    policy(allow("a:B", "*", { Condition: unknown("x") })),
    policy(allow("a:B")),
    ["+a:B on * (unsure)"],
  ],
  ["an unknown statement more", policy(allow("a:B")), policy(allow("a:B"), unknown("x")), ["unread after"]],
  [
    "an unknown statement on both sides",
    policy(unknown("x")),
    policy(unknown("x"), allow("a:B")),
    ["+a:B on * (partly)"],
  ],
  ["an unknown document", policy(allow("a:B")), unknown("x"), ["-a:B on * (unsure)", "unread after"]],
  ["a text that is no JSON", policy(allow("a:B")), "{ broken", ["-a:B on * (unsure)", "unread after"]],
  [
    "an unknown effect",
    policy(),
    policy({ Effect: unknown("x"), Action: "a:B", Resource: "*" }),
    ["unread after"],
  ],
  ["a statement without an action", policy(), policy({ Effect: "Allow", Resource: "*" }), ["unread after"]],
  [
    "a masked value",
    policy(allow("a:B", "*", vpce({ $secret: { detector: "d" } }))),
    policy(allow("a:B", "*", vpce("v"))),
    ["+a:B on * (unsure)", "-a:B on * (unsure)"],
  ],
  [
    "a document of a thousand pairs too many",
    policy(),
    policy(
      allow(
        Array.from({ length: 60 }, (_, at) => `a:B${at}`),
        Array.from({ length: 60 }, (_, at) => `arn:${at}`),
      ),
    ),
    ["unread before", "unread after"],
  ],
];

describe("principals, and what is not known or cannot be read", () => {
  it.each(cases)("%s", (_, before, after, expected) => {
    expect(difference(before, after)).toEqual(expected);
  });
});
