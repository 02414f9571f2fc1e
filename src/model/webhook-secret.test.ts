import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { weaknessOf } from "./webhook-secret.ts";

/** As good as random, and the same in every run. */
function drawn(round: number): Buffer {
  return createHash("sha256").update(`secret ${round}`).digest();
}

describe("a webhook secret is refused", () => {
  test.each([
    ["when there is none", undefined, /There is no webhook secret/],
    ["when it is empty", "", /There is no webhook secret/],
    ["when it is blank", "   ", /There is no webhook secret/],
    ["when it is what Probot starts with", "development", /placeholder/],
    ["when it is the word itself", "secret", /placeholder/],
    ["when it holds a placeholder", `changeme${drawn(0).toString("hex")}`, /placeholder/],
    ["when it is an example", "your-webhook-secret-goes-here-0123", /placeholder/],
    ["when it is still to be written", "todo: 3f9a0c7be1d24586a0c9e7f1", /placeholder/],
    ["when it is a form to fill in", "3f9a0c7b-xxxx-4586-a0c9-e7f1d2b3c4a5", /placeholder/],
    ["when it is a form without hyphens", "3f9a0c7be1d2xxxxxxxxa0c9e7f1d2b3c4a5", /placeholder/],
    ["when it is short", "k3J9x0Qp", /has 8 characters/],
    ["when it is one short of enough", drawn(0).toString("hex", 0, 16).slice(1), /has 31 characters/],
    ["when it is one character", "a".repeat(64), /repeats itself/],
    ["when it is a few characters in turn", "a9f3".repeat(16), /repeats itself/],
    ["when it counts", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ", /placeholder|repeats itself/],
    ["when it ends with a line break", `${drawn(0).toString("hex")}\n`, /white space/],
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
    const bytes = drawn(round);
    expect(weaknessOf(bytes.toString("hex"))).toBeNull();
    expect(weaknessOf(bytes.toString("hex", 0, 16))).toBeNull();
    expect(weaknessOf(bytes.toString("base64", 0, 24))).toBeNull();
    expect(
      weaknessOf(bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")),
    ).toBeNull();
  }
});

test.each(["9kTodOqa3+Zr7mX1Hc/bV5wLpN0sJ2Ye", "9kXxxXqa3+Zr7mX1Hc/bV5wLpN0sJ2Ye"])(
  "four letters that stand in a random one by chance are no placeholder: %s",
  (secret) => expect(weaknessOf(secret)).toBeNull(),
);
