import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { fitting } from "../../src/report/markdown/fit.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import { change, finding, memoryFix, report, trafficJump } from "./builders.ts";

/** As many findings as a test wants, each with a cause of its own. */
function many(count: number, given: (index: number) => Partial<Finding>): readonly Finding[] {
  return Array.from({ length: count }, (_, index) =>
    finding({
      address: `apps/Deployment/payments-prod/app-${index}`,
      fingerprint: String(index),
      ...given(index),
    }),
  );
}

function args(value: string) {
  return { container: value, workload: value, limit: value, tenant: value, cap: value };
}

function pairs(comment: string): { readonly folds: boolean; readonly fences: boolean } {
  const count = (pattern: RegExp) => comment.match(pattern)?.length ?? 0;
  return {
    folds: count(/<details>/g) === count(/<\/details>/g),
    fences: count(/^~~~/gm) % 2 === 0,
  };
}

describe("the comment's limits", () => {
  it.each([
    ["five thousand causes", many(5_000, (index) => ({ arguments: args(`a${index}`), fix: memoryFix }))],
    [
      "arguments made to fill the page",
      many(50, (index) => ({ arguments: args(`${index}${"<|`\\@a\u202E".repeat(5_000)}`) })),
    ],
    [
      "a path of a megabyte",
      many(20, (index) => ({
        arguments: args(`${index}`),
        location: { path: "a/".repeat(500_000), startLine: 1, endLine: 1 },
      })),
    ],
  ])("hold for %s", (_, findings) => {
    const excerpt = () => ["memory: 16Gi"];
    const links = ({ path }: { readonly path: string }) => `https://github.example/${path}`;
    const comment = renderComment(report("en", { findings }), { presence: "needed", excerpt, links }) ?? "";
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(pairs(comment)).toEqual({ folds: true, fences: true });
    expect(comment.split("\n").filter((line) => line.startsWith("| ⛔")).length).toBeLessThanOrEqual(10);
    expect(comment).toContain("**Next:** push the fix.");
  });

  it("leave out whole explanations, and say how many", () => {
    const given = report("en", { findings: [finding(), trafficJump()] });
    const text = given.texts["CHG-010"];
    if (text === undefined) throw new Error("missing");
    const texts = { ...given.texts, "CHG-010": { ...text, why: "long ".repeat(20_000) } };
    const comment = renderComment({ ...given, texts }, { presence: "needed" }) ?? "";
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(comment).toContain("RES-004: why");
    expect(comment).not.toContain("CHG-010: why");
    expect(comment).toContain("The explanation of 1 rule does not fit here");
  });

  it("keep the order of what fits, and give up what matters least", () => {
    const section = (text: string, rank: number) => ({ text, rank });
    const all = [section("head", 0), section("x".repeat(50), 5), section("rule", 1), section("foot", 0)];
    expect(fitting(all, 40).map(({ text }) => text)).toEqual(["head", "rule", "foot"]);
    expect(fitting(all, 400)).toEqual(all);
  });

  it("show a table of at most ten kinds of change, and say how many more there are", () => {
    const changes = Array.from({ length: 40 }, (_, index) =>
      change({
        address: `apps/Deployment/a/${index}`,
        leaves: [{ path: "spec.replicas", before: index, after: index + 1 }],
      }),
    );
    const comment =
      renderComment(report("en", { findings: [finding()], changes }), { presence: "needed" }) ?? "";
    expect(comment.match(/^\| Deployment/gm)).toHaveLength(10);
    expect(comment).toContain("30 more resources");
  });
});

describe("the terminal's limits", () => {
  it("shows twenty-five causes and says how many more there are", () => {
    const findings = many(5_000, (index) => ({ arguments: args(`a${index}`) }));
    const text = renderTerminal(report("en", { findings }), {
      colour: false,
      columns: 100,
      excerpt: () => null,
    });
    expect(text.split("\n").length).toBeLessThan(150);
    expect(text).toContain("4975 more causes");
  });

  it("shows the beginning of a line of megabytes and of a long block", () => {
    const findings = [finding({ location: { path: "a.yaml", startLine: 9, endLine: 5_000 } })];
    const excerpt = () => [`a: ${"\t関".repeat(1_000_000)}`, "b", "c", "d", "e"];
    const text = renderTerminal(report("ja", { findings }), { colour: false, columns: 80, excerpt });
    expect(text.length).toBeLessThan(2_000);
    expect(text).toContain("12 │ d\n   │ …");
  });
});
