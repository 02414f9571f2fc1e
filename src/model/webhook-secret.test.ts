import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { weaknessOf } from "./webhook-secret.ts";

describe("a webhook secret is refused", () => {
  test.each([
    ["when there is none", undefined, /There is no webhook secret/],
    ["when it is empty", "", /There is no webhook secret/],
    ["when it is blank", "   ", /There is no webhook secret/],
    ["when it is what Probot starts with", "development", /placeholder/],
    ["when it is the word itself", "secret", /placeholder/],
    ["when it holds a placeholder", `changeme${randomBytes(32).toString("hex")}`, /placeholder/],
    ["when it is an example", "your-webhook-secret-goes-here-0123", /placeholder/],
    ["when it is short", "k3J9x0Qp", /has 8 characters/],
    ["when it is one short of enough", randomBytes(16).toString("hex").slice(1), /has 31 characters/],
    ["when it is one character", "a".repeat(64), /repeats itself/],
    ["when it is a few characters in turn", "a9f3".repeat(16), /repeats itself/],
    ["when it counts", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ", /placeholder|repeats itself/],
    ["when it ends with a line break", `${randomBytes(32).toString("hex")}\n`, /white space/],
  ])("%s", (_, secret, reason) => {
    const told = weaknessOf(secret);
    expect(told).toMatch(reason);
    expect(told).toContain("openssl rand -hex 32");
    if (secret !== undefined && secret.trim().length > 6 && secret !== "secret")
      expect(told).not.toContain(secret);
  });
});

test("what is really random will do", () => {
  for (let round = 0; round < 500; round += 1) {
    expect(weaknessOf(randomBytes(32).toString("hex"))).toBeNull();
    expect(weaknessOf(randomBytes(16).toString("hex"))).toBeNull();
    expect(weaknessOf(randomBytes(24).toString("base64"))).toBeNull();
    expect(weaknessOf(randomUUID())).toBeNull();
  }
});
