import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReplayCase } from "../../src/app/replay/case.ts";
import { replayUnder } from "../../src/app/replay/effect.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Finding } from "../../src/model/finding.ts";
import { openTrees, pullsFolder } from "../pulls/review-pull.ts";
import { openRecordings, type Recordings } from "./recording.ts";

/** A record that is judged under other settings says what a review under those settings says. */
let recordings: Recordings;
beforeAll(async () => {
  recordings = await openRecordings(new Date("2026-08-03T05:05:00.000Z"));
});
afterAll(() => recordings.close());

/** Smaller limits, and less that one change may reach. */
function bounded(text: string): string {
  return text
    .replaceAll("8Gi", "1Gi")
    .replace(/^routing:/m, "blastRadius: { tenants: 1, roots: 1 }\nrouting:");
}

/** What was production is a place to play in. */
function relaxed(text: string): string {
  return text.replace(
    /^environments:\n/m,
    'environments:\n  sandbox: { paths: ["**/prod/**"], class: ephemeral }\n',
  );
}

const cases = [
  ["chart-and-kustomization", bounded],
  ["traffic-shift", bounded],
  ["memory-over-the-limit", relaxed],
  ["dev-database-removed", relaxed],
] as const;

test.each(cases)("%s, with settings that are edited", async (name, edit) => {
  const text = readFileSync(join(pullsFolder, name, "base", ".github", "sekisho.yml"), "utf8");
  const trees = await openTrees(name);
  const reviewed = (own: string) =>
    recordings.record({ trees, repositoryFile: { path: ".github/sekisho.yml", text: own } });
  const [recorded, expected] = [await reviewed(text), await reviewed(edit(text))];
  const blobs = { get: async (digest: string) => recordings.blobs.get(digest) ?? null };
  const configuration = configurationOf(expected.digest);
  const again = await replayUnder(recorded.digest, { configuration }, { blobs, runner: recordings.runner });
  if (again.kind !== "decided") throw new Error(JSON.stringify(again));
  // It compares with the environment of a whole root, and names itself where that may be another.
  expect(again.untold.filter((ruleId) => ruleId !== "TEN-029")).toEqual([]);
  expect(again.decision.route).toBe(expected.report.decision.route);
  expect(told(again.findings)).toEqual(told(expected.report.findings));
});

/** Lines of what is said for the first time are not recorded, and neither is what is gone. */
function told(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ baselineState }) => baselineState !== "absent")
    .map(({ ruleId, enforcement, status, baselineState, environment, address }) =>
      [ruleId, enforcement, status, baselineState, environment, address].join(" "),
    )
    .toSorted();
}

function configurationOf(digest: string): Configuration {
  const read = (name: string) => recordings.blobs.get(name) ?? new Uint8Array();
  const manifest: ReplayCase = JSON.parse(Buffer.from(read(digest)).toString("utf8"));
  return JSON.parse(zstdDecompressSync(read(manifest.configuration.whole.blob)).toString("utf8"));
}
