import { describe, expect, test } from "vitest";
import { environmentClassOf, plainClassOf } from "./environment-words.ts";

describe("the words of a name", () => {
  test.each([
    ["payments-prod", "production"],
    ["payments_PRD.eu", "production"],
    ["本番", "production"],
    ["本番環境", "production"],
    ["決済-本番", "production"],
    ["ＰＲＯＤ", "production"],
    ["api-preprod", "staging"],
    ["uat", "staging"],
    ["api-dev", "development"],
    ["preview-123", "development"],
    // Several words: the one that asks for most care.
    ["platform-live-dev", "production"],
    ["test-production", "production"],
    ["staging-api-dev", "staging"],
    // Whole words only.
    ["product-catalogue", null],
    ["olive", null],
    ["latest", null],
    ["device", null],
    ["prod1", null],
    ["", null],
  ])("%s: %s", (name, expected) => {
    expect(environmentClassOf(name)).toBe(expected);
  });
});

describe("the words of a name about something of others", () => {
  test.each([
    ["arn/aws/s3///reports-prod", "production"],
    ["reports-dev", "development"],
    ["live-orders-dev", null],
    ["pre-prod-reports", "staging"],
    ["reports-pre-production", "staging"],
    ["non-prod", "staging"],
    ["staging-api-dev", "staging"],
    ["reports", null],
  ])("%s: %s", (name, expected) => {
    expect(plainClassOf(name)).toBe(expected);
  });
});
