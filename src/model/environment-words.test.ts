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
    ["prod-eu", "production"],
    ["eu.PRODUCTION.example", "production"],
    // What says that it is not production, says so as one word.
    ["pre-prod", "staging"],
    ["preproduction", "staging"],
    ["api_non_prod", "staging"],
    ["nonprod", "staging"],
    ["NonProduction-eu", "staging"],
    ["not-live", "staging"],
    ["non-prod-prod", "production"],
    ["spare-prod", "production"],
    // Japanese has no separators: a word begins with it.
    ["検証", "staging"],
    ["検証環境", "staging"],
    ["ステージング", "staging"],
    ["開発用", "development"],
    ["決済-テスト", "development"],
    ["検証/本番", "production"],
    // Whole words only.
    ["product", null],
    ["devotion", null],
    ["delivery", null],
    ["reproduction", null],
    ["nonprofit", null],
    ["contest", null],
    ["未開発", null],
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
