import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readExcerpts } from "../../src/app/excerpts.ts";
import { type OutputFormat, outputFormats } from "../../src/cli/output-options.ts";
import { render } from "../../src/cli/render.ts";
import type { Locale } from "../../src/model/configuration.ts";
import {
  openReviewer,
  pullNames,
  pullsFolder,
  type ReviewedPull,
  type Reviewer,
  readPull,
} from "./review-pull.ts";
import { isDecision, isSarif } from "./schemas.ts";
import { xmlProblem } from "./xml-problem.ts";

let reviewer: Reviewer;
beforeAll(async () => {
  reviewer = await openReviewer();
});
afterAll(() => reviewer.close());

/** As into a pipe: nothing is wrapped, so that a golden holds whole sentences. */
const pipe = { colour: false, columns: 0 } as const;

function text({ report, masked, trees }: ReviewedPull, format: OutputFormat): Promise<string> {
  return render(report, format, pipe, () => readExcerpts(report.findings, masked, trees));
}

/** The policy set is the same for all, and changes with every rule: a golden of a pull request does not repeat it. */
function withoutRun(json: string, name: string): string {
  const { run, decision, ...rest } = JSON.parse(json);
  expect(Object.keys(run)).toEqual(["evaluatedAt", "versions", "timingsMs"]);
  // With policies of an organisation the set is another one.
  const isShipped = readPull(name).configuration === undefined;
  expect(decision.policySet === reviewer.policySet.digest).toBe(isShipped);
  const { policySet: _, ...decided } = decision;
  return `${JSON.stringify({ decision: decided, ...rest }, null, 2)}\n`;
}

/**
 * Compares with a file of `expected/`; an empty text means that there is no such file. `UPDATE_GOLDENS=1` writes it
 * instead, to be read before it is committed.
 */
function expectFile(name: string, file: string, actual: string): void {
  const folder = join(pullsFolder, name, "expected");
  const path = join(folder, file);
  if (process.env["UPDATE_GOLDENS"] === "1") {
    mkdirSync(folder, { recursive: true });
    if (actual === "") rmSync(path, { force: true });
    else writeFileSync(path, actual);
  }
  const expected = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(actual, `${path}: UPDATE_GOLDENS=1 writes what is so now`).toBe(expected);
}

describe.each(pullNames())("the pull request %s", (name) => {
  it("gets the comments, the decision and the text that were read and agreed to", async () => {
    const english = await reviewer.review(name, "en");
    const japanese = await reviewer.review(name, "ja");
    expectFile(name, "comment.en.md", await text(english, "markdown"));
    expectFile(name, "comment.ja.md", await text(japanese, "markdown"));
    expectFile(name, "decision.json", withoutRun(await text(english, "json"), name));
    expectFile(name, "terminal.txt", await text(english, "pretty"));
  });

  it("gets the same bytes twice, apart from what varies, in every format", async () => {
    for (const locale of ["en", "ja"] satisfies readonly Locale[]) {
      const first = await reviewer.review(name, locale);
      const second = await reviewer.review(name, locale);
      for (const format of outputFormats) {
        const [one, other] = await Promise.all([text(first, format), text(second, format)]);
        if (format === "json") expect(withoutRun(other, name)).toBe(withoutRun(one, name));
        else expect(other).toBe(one);
      }
    }
  });

  it("gets the same decision in both languages", async () => {
    const decisions = await Promise.all(
      (["en", "ja"] as const).map(async (locale) => (await reviewer.review(name, locale)).report.decision),
    );
    expect(decisions[1]).toEqual(decisions[0]);
  });

  it("gets JSON, SARIF and JUnit that fit their standards", async () => {
    const reviewed = await reviewer.review(name, "ja");
    const [json, sarif, junit] = await Promise.all([
      text(reviewed, "json"),
      text(reviewed, "sarif"),
      text(reviewed, "junit"),
    ]);
    expect(isDecision(JSON.parse(json)), JSON.stringify(isDecision.errors)).toBe(true);
    expect(isSarif(JSON.parse(sarif)), JSON.stringify(isSarif.errors)).toBe(true);
    expect(xmlProblem(junit)).toBeNull();
  });
});
