import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import type { ReplayCase } from "../../src/app/replay/case.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import { fewWords } from "../foreign/few-words.ts";
import { memoryTree } from "../policies/memory-tree.ts";
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

const unit = (wordsMax: number) =>
  fewWords({ production: "review", elsewhere: "review", wordsMax: String(wordsMax) });

const conftest = (wordsMax: number) => ({
  "policy/words.rego": `package main
deny contains msg if {
	input.kind == "ConfigMap"
	count(input.data) > ${wordsMax}
	msg := sprintf("%d words", [count(input.data)])
}
`,
});

const gatekeeper = (wordsMax: number) => ({
  "gatekeeper/template.yaml": `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: fewwords }
spec:
  crd: { spec: { names: { kind: FewWords } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package fewwords
        violation[{"msg": msg}] {
          count(input.review.object.data) > ${wordsMax}
          msg := sprintf("%d words", [count(input.review.object.data)])
        }
`,
  "gatekeeper/constraint.yaml": `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: FewWords
metadata: { name: few-words }
spec: { match: { kinds: [{ apiGroups: [""], kinds: [ConfigMap] }] } }
`,
});

const routing = (mapsMax: number) => ({
  "routing/routing.rego": `# METADATA
# title: Who is asked
# description: Rules about who is asked.
package sekisho.routing

reasons contains {
	"id": "maps",
	"route": "review",
	"message": {"en": "Maps change.", "ja": "ConfigMap が変わります。"},
	"changes": [change.id | some change in input.changes],
} if count(input.changes) > ${mapsMax}
`,
});

const kinds = [
  { kind: "sekisho", path: "rules", rule: "ACME-001", stage: "call", files: unit },
  {
    kind: "conftest",
    path: "policy",
    rule: "conftest.own-conftest.main.deny",
    stage: "query",
    files: conftest,
  },
  { kind: "gatekeeper", path: "gatekeeper", rule: /^gatekeeper\./, stage: "query", files: gatekeeper },
  { kind: "routing", path: "routing", rule: /^routing\./, stage: "query", files: routing },
] as const;

type Policies = Pick<(typeof kinds)[number], "kind" | "path" | "files">;

function filesOf(policies: readonly Policies[], mostOf: (policies: Policies) => number) {
  const sources = policies.map(({ kind, path }) => {
    const teams = kind === "routing" ? ", teams: []" : "";
    return `  - { path: ${path}, kind: ${kind}, name: own-${kind}${teams} }\n`;
  });
  const base = {
    ".github/sekisho.yml": `version: 1\npolicySources:\n${sources.join("")}`,
    ...Object.assign({}, ...policies.map((each) => each.files(mostOf(each)))),
  };
  const map =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\ndata: { a: "1", b: "2" }\n';
  return { base, head: { ...base, "k8s/map.yaml": map } };
}

/** With so much that their policies say something. */
const enough = ({ kind }: Policies) => (kind === "routing" ? 0 : 1);

function asked(policies: Policies, most: number) {
  const { base, head } = filesOf([policies], () => most);
  return {
    trees: { base: memoryTree("base", base), head: memoryTree("head", head), tip: null },
    withoutRest: true,
  };
}

describe.each(kinds)("policies of an organisation: $kind", (each) => {
  test("come out again, and others in their place are told", async () => {
    const recorded = await recordings.record(asked(each, enough(each)));
    const named = recorded.report.findings.map(({ ruleId }) => ruleId);
    expect(named).toContainEqual(each.rule instanceof RegExp ? expect.stringMatching(each.rule) : each.rule);
    expect(await recordings.replay(recorded.digest)).toMatchObject({ kind: "identical" });

    const other = await recordings.record(asked(each, 9));
    expect(other.report.findings.map(({ ruleId }) => ruleId)).not.toEqual(named);
    const manifest = manifestOf(recorded.digest);
    const changed = {
      ...manifest,
      policies: { ...manifest.policies, sources: manifestOf(other.digest).policies.sources },
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

function manifestOf(digest: string): ReplayCase {
  return JSON.parse(Buffer.from(recordings.blobs.get(digest) ?? []).toString("utf8"));
}
