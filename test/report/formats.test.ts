import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { renderJson } from "../../src/report/json/decision-json.ts";
import { renderJunit } from "../../src/report/junit/junit.ts";
import { renderSarif } from "../../src/report/sarif/sarif.ts";
import { finding, report } from "./builders.ts";
import { outcomes } from "./outcomes.ts";

const { folder } = { folder: import.meta.dirname };

function schema(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}

const decisions = new Ajv2020.default({ strict: true, allowUnionTypes: true });
addFormats.default(decisions);
const isDecision = decisions.compile(schema("../../docs/decision.schema.json"));

/** The schema says draft 4; it uses nothing that later drafts read differently, but names its identity as draft 4 does. */
function sarifSchema(): Record<string, unknown> {
  const { $schema: _draft, id: _id, ...rest } = schema("schemas/sarif-2.1.0-rtm.5.json");
  return rest;
}

const sarifs = new Ajv.default({ strict: false, unicodeRegExp: false });
addFormats.default(sarifs);
const isSarif = sarifs.compile(sarifSchema());

const cases: readonly [string, Report][] = Object.entries(outcomes).flatMap(([name, of]) => [
  [`${name} in en`, of("en")] as [string, Report],
  [`${name} in ja`, of("ja")] as [string, Report],
]);

describe("JSON", () => {
  it.each(cases)("fits the published schema: %s", (_, given) => {
    expect(isDecision(JSON.parse(renderJson(given))), JSON.stringify(isDecision.errors)).toBe(true);
  });

  it("keeps everything that varies in run", () => {
    const given = outcomes["fix-and-review"]?.("en");
    if (given === undefined) throw new Error("missing");
    const later: Report = {
      ...given,
      run: { evaluatedAt: "2027-01-01T00:00:00.000Z", versions: {}, timingsMs: { total: 9 } },
    };
    const withoutRun = (text: string) => text.slice(0, text.indexOf('"run"'));
    expect(withoutRun(renderJson(later))).toBe(withoutRun(renderJson(given)));
  });

  it("writes a value that is no leaf as text", () => {
    const given = outcomes["review"]?.("en");
    if (given === undefined) throw new Error("missing");
    const [change] = given.changes;
    if (change === undefined) throw new Error("missing");
    const changes = [{ ...change, leaves: [{ path: "spec", before: null, after: { whole: ["object"] } }] }];
    expect(renderJson({ ...given, changes })).toContain(String.raw`"after": "{\"whole\":[\"object\"]}"`);
  });
});

describe("SARIF", () => {
  it.each(cases)("fits the schema of SARIF 2.1.0: %s", (_, given) => {
    expect(isSarif(JSON.parse(renderSarif(given))), JSON.stringify(isSarif.errors)).toBe(true);
  });

  it("encodes names with spaces, newlines, pipes and Japanese so that they decode to the same name", () => {
    const given = outcomes["hostile-names"]?.("en");
    const log = JSON.parse(given === undefined ? "" : renderSarif(given));
    const uri: string = log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    expect(uri).toMatch(/^[\w./%~-]+$/);
    expect(decodeURIComponent(uri)).toBe(given?.findings[0]?.location.path);
  });

  it("says who waived a finding and why, and that the others are not suppressed", () => {
    const given = outcomes["waived"]?.("en");
    const log = JSON.parse(given === undefined ? "" : renderSarif(given));
    expect(log.runs[0].results[0].suppressions).toEqual([
      {
        kind: "external",
        status: "accepted",
        justification: "W-12: Month-end batch until the new nodes are there",
      },
    ]);
    const other = outcomes["fix"]?.("en");
    expect(JSON.parse(other === undefined ? "" : renderSarif(other)).runs[0].results[0].suppressions).toEqual(
      [],
    );
  });

  it("says what a change returns to, so that nobody has to look", () => {
    const given = outcomes["returned"]?.("en");
    const { results } = JSON.parse(given === undefined ? "" : renderSarif(given)).runs[0];
    expect(results[0].suppressions[0].justification).toMatch(
      /^returns to the state of a1b2c3d, in force until /,
    );
    expect(given && renderJunit(given)).toContain('failures="0"');
    expect(given && renderJson(given)).toContain('"returnsTo"');
  });

  it("gives what could not be told the kind open and, as the standard demands, no level", () => {
    const given = outcomes["not-evaluated"]?.("en");
    const { results } = JSON.parse(given === undefined ? "" : renderSarif(given)).runs[0];
    expect(results[1]).toMatchObject({ kind: "open", level: "none", baselineState: "new" });
  });

  it("keeps what the change introduced where GitHub takes no more results", () => {
    const old = Array.from({ length: 25_000 }, () =>
      finding({ baselineState: "unchanged", status: "existing" }),
    );
    const { results } = JSON.parse(renderSarif(report("en", { findings: [...old, finding()] }))).runs[0];
    expect(results).toHaveLength(25_000);
    expect(results[0].baselineState).toBe("new");
  });
});

describe("JUnit", () => {
  it("fails what somebody must do, skips what is waived or stood before, and passes advice", () => {
    const given = outcomes["fix-and-review"]?.("en");
    const xml = given === undefined ? "" : renderJunit(given);
    expect(xml).toContain('<testsuites name="sekisho" tests="15" failures="2" errors="0">');
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml.match(/<skipped /g)).toHaveLength(12);
    expect(xml.match(/<system-out>/g)).toHaveLength(1);
  });

  it("has one passing test where nothing was found", () => {
    const given = outcomes["new-namespace"]?.("en");
    expect(given && renderJunit(given)).toContain('tests="1" failures="0"');
  });

  it("writes names from the input so that no markup or control character is left", () => {
    const given = outcomes["hostile-names"]?.("en");
    const xml = given === undefined ? "" : renderJunit(given);
    expect(xml).not.toMatch(/<img|[^\P{Cc}\n]|\u202E/u);
    expect(xml).toContain("&lt;img src=x");
  });
});
