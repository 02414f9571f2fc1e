import { describe, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import type { RuleText } from "../model/report.ts";
import { MessageError, messageOf } from "./message.ts";

const text: RuleText = {
  ruleId: "RES-004",
  title: "Limits",
  messages: { above: "{container} may use {limit} | {teams}.", quoted: "Set `{container}` of {container}." },
  wouldPass: null,
  why: "",
  fix: "",
  waive: "",
};
const texts = { "RES-004": text };

function said(
  messageId: string,
  given: JsonObject,
  format: "plain" | "markdown" = "plain",
  locale: "en" | "ja" = "en",
): string {
  return messageOf({ ruleId: "RES-004", messageId, arguments: given }, texts, { format, locale });
}

describe("the sentence of a finding", () => {
  it("fills in text, numbers and lists, in the language's way", () => {
    expect(said("above", { container: "api", limit: 16, teams: ["a", "b", "c"] })).toBe(
      "api may use 16 | a, b and c.",
    );
    expect(said("above", { container: "api", limit: true, teams: ["a", "b"] }, "plain", "ja")).toBe(
      "api may use true | a、b.",
    );
  });

  it("says how many a long list has", () => {
    expect(said("above", { container: "api", limit: 1, teams: ["a", "b", "c", "d", "e", "f"] })).toContain(
      "e and … (6)",
    );
  });

  it("names secrets and unknown values without their contents", () => {
    const marker = { $secret: { detector: "x", reference: null, changed: true } };
    expect(said("above", { container: marker, limit: { $unknown: true }, teams: null })).toBe(
      "(secret) may use (known after apply) | (not set).",
    );
  });

  it("escapes in Markdown, and in the message's own code as code", () => {
    expect(said("quoted", { container: "@acme/sre" }, "markdown")).toBe(
      "Set `@acme/sre` of @&#8203;acme/sre.",
    );
    expect(said("quoted", { container: "a`b" }, "markdown")).toBe("Set <code>a&#96;b</code> of a\\`b.");
    expect(said("above", { container: "a", limit: "{teams}", teams: "t" }, "markdown")).toBe(
      "a may use {teams} &#124; t.",
    );
  });

  it.each([
    ["no-argument", () => said("above", { container: "api", limit: 1 })],
    ["no-argument", () => said("quoted", JSON.parse('{"__proto__": {"container": "x"}}'))],
    ["no-message", () => said("toString", {})],
    [
      "no-text",
      () =>
        messageOf({ ruleId: "RES-999", messageId: "x", arguments: {} }, texts, {
          format: "plain",
          locale: "en",
        }),
    ],
  ])("throws %s where rule and finding do not fit together", (code, say) => {
    expect(say).toThrowError(expect.objectContaining({ name: MessageError.name, code }));
  });
});
