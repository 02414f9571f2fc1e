import { describe, expect, it } from "vitest";
import type { Locale } from "../../../src/model/configuration.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { type Publication, renderPublication } from "../../../src/report/publication/index.ts";
import { publicationTextsOf } from "../../../src/report/text/locale.ts";
import { destroyedDatabase, finding, memoryFix, report } from "../builders.ts";
import { answers } from "./answers.ts";
import { author, gate, publication } from "./builders.ts";
import { cases } from "./cases.ts";

const locales: readonly Locale[] = ["en", "ja"];
const filling = "<|`\\@a\u202E\n".repeat(5_000);

function many(count: number, value: (index: number) => string): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => {
    const text = value(index);
    return finding({
      arguments: { container: text, workload: text, limit: text, tenant: text, cap: text },
      address: `apps/Deployment/payments-prod/app-${index}`,
      location: { path: `k8s/${index}.yaml`, startLine: 3, endLine: 3 },
      fingerprint: String(index),
      fix: memoryFix,
    });
  });
}

function balanced(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/<details>/g) === count(/<\/details>/g) && count(/^~~~/gm) % 2 === 0;
}

function expectWithinLimits({ check, comment }: Publication): void {
  expect(check.title).toMatch(/^[^\n]{1,140}$/);
  expect(check.annotations.length).toBeLessThanOrEqual(100);
  expect(check.actions.length).toBeLessThanOrEqual(3);
  for (const text of [check.summary, check.text ?? "", comment?.body ?? ""])
    expect(balanced(text)).toBe(true);
  expect(check.summary.length).toBeLessThanOrEqual(65_535);
  expect(check.text?.length ?? 0).toBeLessThanOrEqual(65_535);
  expect(comment?.body.length ?? 0).toBeLessThanOrEqual(65_000);
  for (const { title, message } of check.annotations) {
    expect(title.length).toBeLessThanOrEqual(255);
    expect(message.length).toBeLessThanOrEqual(2_000);
  }
}

describe("what is published stays within GitHub's limits", () => {
  it.each<[string, readonly Finding[]]>([
    ["five thousand causes", many(5_000, (index) => `a${index}`)],
    ["arguments made to fill the page", many(200, (index) => `${index}${filling}`)],
  ])("for %s", (_, findings) => {
    const of = report("ja", { findings });
    const published = renderPublication(publication(of, gate(of, "fix")));
    expectWithinLimits(published);
    expect(published.check.annotations).toHaveLength(100);
    expect(published.check.summary).toContain(`指摘 ${findings.length - 100} 件には注釈がありません`);
  });

  it("for commands, waivers, problems and effects made to fill the page", () => {
    const of = report("en", { findings: [finding()] });
    const problem = { path: filling, line: 1, message: filling, hint: filling };
    const request = {
      waiverId: filling,
      ruleId: filling,
      by: author,
      because: filling,
      until: filling,
      approvers: [filling],
    };
    const published = renderPublication(
      publication(of, gate(of, "fix", { unattributed: [filling, filling] }), {
        broken: { problems: Array.from({ length: 500 }, () => problem), instead: "defaults" },
        refusals: Array.from({ length: 500 }, () => ({
          by: { ...author, login: filling },
          refusal: { kind: "unknown-command", word: filling, nearest: filling },
        })),
        waiverRequests: Array.from({ length: 500 }, () => request),
        feedback: Array.from({ length: 500 }, () => ({ by: author, ruleId: filling })),
        announced: { from: filling, rules: Array.from({ length: 500 }, () => filling) },
        effect: {
          kind: "shown",
          decisions: 9,
          different: [],
          untold: Array.from({ length: 500 }, () => filling),
        },
      }),
    );
    expectWithinLimits(published);
    expect(published.comment?.body).toContain("**Next:** push the fix.");
  });

  it("for a confirmation whose sentence is longer than a title", () => {
    const of = report("en", {
      findings: [
        destroyedDatabase("en", { arguments: { thing: "database", address: `x${"\ny".repeat(400)}` } }),
      ],
    });
    const { check } = renderPublication(publication(of, gate(of, "confirm")));
    expect(check.title).toMatch(/^Confirm: x\\ny[^\n]*…$/);
    expect(check.title.length).toBeLessThanOrEqual(140);
  });

  it.each(locales)("for the buttons in %s", (locale) => {
    for (const [identifier, { label, description }] of Object.entries(publicationTextsOf(locale).action)) {
      expect(identifier.length).toBeLessThanOrEqual(20);
      expect(label.length).toBeLessThanOrEqual(20);
      expect(description.length).toBeLessThanOrEqual(40);
    }
  });

  it.each(Object.entries({ ...cases, ...answers }))("for %s", (_, given) => {
    for (const locale of locales) expectWithinLimits(renderPublication(given(locale)));
  });
});
