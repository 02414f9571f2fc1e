import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Locale } from "../../../src/model/configuration.ts";
import { backtestCsv } from "../../../src/report/backtest/csv.ts";
import { backtestHtml } from "../../../src/report/backtest/html.ts";
import { backtestJson } from "../../../src/report/backtest/json.ts";
import { backtestText } from "../../../src/report/backtest/terminal.ts";
import { expectGolden } from "../golden.ts";
import { exampleBacktest } from "./example.ts";

const locales: readonly Locale[] = ["en", "ja"];

describe("the page", () => {
  it.each(locales)("is the same bytes as ever, in %s", (locale) => {
    expectGolden(`backtest/page.${locale}`, "html", backtestHtml(exampleBacktest(locale, true), locale));
  });

  it("loads nothing, runs nothing, and says so to the browser", () => {
    const page = backtestHtml(exampleBacktest("en", true), "en");
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-`);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|\sstyle=|url\(|@import|javascript:/i);
    for (const [, address] of page.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(address).toMatch(/^https:\/\/github\.com\//);
  });

  it("shows what a hostile repository wrote as text", () => {
    const page = backtestHtml(exampleBacktest("en", true), "en");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\u{202E}reversed");
    expect(page).not.toContain("\u202E");
  });

  it("has a heading, a name for each region and each chart, and header cells", () => {
    const page = backtestHtml(exampleBacktest("en", true), "en");
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    const ids = [...page.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
    const named = [...page.matchAll(/<section aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
    expect(named).toEqual(ids);
    for (const [svg] of page.matchAll(/<svg[^>]*>/g))
      expect(svg).toMatch(/role="img" aria-label="[^"]+"|aria-hidden="true"/);
    for (const [cell] of page.matchAll(/<th[ >][^>]*>/g)) expect(cell).toMatch(/scope="(?:col|row)"/);
  });
});

describe("the terminal", () => {
  it.each(locales)("says it in %s as ever", (locale) => {
    const screen = { locale, colour: false, columns: 100 };
    expectGolden(`backtest/compared.${locale}`, "txt", backtestText(exampleBacktest(locale, true), screen));
    expectGolden(`backtest/alone.${locale}`, "txt", backtestText(exampleBacktest(locale, false), screen));
  });
});

describe("JSON", () => {
  const ajv = new Ajv2020.default({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const schema = readFileSync(join(import.meta.dirname, "../../../docs/backtest.schema.json"), "utf8");
  const isBacktest = ajv.compile(JSON.parse(schema));

  it.each([true, false])("fits the published schema (compared: %s)", (compared) => {
    const document = JSON.parse(backtestJson(exampleBacktest("en", compared), "en"));
    expect(isBacktest(document), JSON.stringify(isBacktest.errors)).toBe(true);
  });
});

describe("CSV", () => {
  const lines = backtestCsv(exampleBacktest("en", true), "en").split("\r\n");

  it("has a line for each pull request, and names its columns", () => {
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^commit,reference,date,title,result,route,/);
    expect(lines.at(-1)).toBe("");
  });

  it("holds no formula, and quotes what has commas, quotes or semicolons", () => {
    expect(lines[1]).toContain(`,"'=HYPERLINK(""https://evil.example"",""win"")",`);
    expect(lines[3]).toContain(',"Raise a memory limit, and say why",');
    expect(lines[4]).toContain(",'+1,failed,");
    for (const line of lines) expect(line).not.toMatch(/(?:^|,)"?[=+@-]/);
  });

  it("tells flips with their rules", () => {
    expect(lines[1]).toContain(",judged,pass,,true,RES-004 block>off,");
    expect(lines[2]).toContain(",acme/payments,true,,");
  });
});
