import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import { askedOf, enough, filesOf, kinds, manifestOf, type Policies } from "./organisation-policies.ts";
import { openRecordings, type Recordings } from "./recording.ts";

/** What an organisation wrote, recorded with decisions: the sources are gone afterwards, and it comes out again. */
let recordings: Recordings;
let folder: string;
beforeAll(async () => {
  recordings = await openRecordings(new Date("2026-08-03T05:05:00.000Z"));
  folder = mkdtempSync(join(tmpdir(), "sekisho-own-policies-"));
});
afterAll(async () => {
  await recordings.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = (policies: Policies, most: number) => askedOf(filesOf([policies], () => most));

describe.each(kinds)("policies of an organisation: $kind", (each) => {
  test("come out again, and others in their place are told", async () => {
    const recorded = await recordings.record(asked(each, enough(each)));
    const named = recorded.report.findings.map(({ ruleId }) => ruleId);
    expect(named).toContainEqual(each.rule instanceof RegExp ? expect.stringMatching(each.rule) : each.rule);
    expect(await recordings.replay(recorded.digest)).toMatchObject({ kind: "identical" });

    const other = await recordings.record(asked(each, 9));
    expect(other.report.findings.map(({ ruleId }) => ruleId)).not.toEqual(named);
    const manifest = manifestOf(recordings, recorded.digest);
    const changed = {
      ...manifest,
      policies: { ...manifest.policies, sources: manifestOf(recordings, other.digest).policies.sources },
    };
    const outcome = await recordings.replay(keep(Buffer.from(JSON.stringify(changed))));
    if (each.kind === "sekisho") {
      // A unit is known by the digest of what it is made of, so that another one is nobody's answer.
      expect(outcome).toMatchObject({
        kind: "failed",
        detail: expect.stringMatching(/the unit [0-9a-f]{64}, which it does not hold/),
      });
      return;
    }
    const stages = outcome.kind === "different" ? outcome.differences.map(({ stage }) => stage) : [];
    expect(stages).toEqual(expect.arrayContaining([each.stage, "findings"]));
  });
});

test("all of them together come out again in another process, when their sources are gone", () => {
  const { base, head } = filesOf(kinds, enough);
  const sides = [...Object.entries({ base, head })].map(([side, files]) => {
    for (const [path, text] of Object.entries<string>(files)) {
      mkdirSync(dirname(join(folder, side, path)), { recursive: true });
      writeFileSync(join(folder, side, path), text);
    }
    return join(folder, side);
  });
  const [from = "", to = ""] = sides;
  const ledger = join(folder, "ledger");
  const reviewed = sekisho("review", "--base", from, "--head", to, "--format", "json", "--ledger", ledger);
  const { findings } = JSON.parse(reviewed);
  const named = new Set(findings.map(({ ruleId }: { readonly ruleId: string }) => ruleId.split(".")[0]));
  expect([...named]).toEqual(expect.arrayContaining(["ACME-001", "conftest", "gatekeeper", "routing"]));
  for (const side of sides) rmSync(side, { recursive: true });
  const replayed = sekisho("ledger", "replay", "--all", "--format", "json", "--ledger", ledger);
  expect(JSON.parse(replayed.trim())).toMatchObject({ outcome: { kind: "identical" } });
});

function sekisho(...given: readonly string[]): string {
  const entry = join(installation.top, "bin", "sekisho.js");
  return spawnSync(process.execPath, [entry, ...given], { encoding: "utf8", cwd: folder }).stdout;
}

function keep(bytes: Uint8Array): string {
  const name = sha256Hex(bytes);
  recordings.blobs.set(name, bytes);
  return name;
}
