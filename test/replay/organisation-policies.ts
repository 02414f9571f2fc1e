import { zstdDecompressSync } from "node:zlib";
import type { ReplayCase } from "../../src/app/replay/case.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { PolicySources } from "../../src/model/policy-sources.ts";
import { fewWords } from "../foreign/few-words.ts";
import { memoryTree } from "../policies/memory-tree.ts";
import type { Recordings } from "./recording.ts";

/** Policies of every kind that say something of a ConfigMap with more words, or of more changes, than a number. */
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

export const kinds = [
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

export type Policies = Pick<(typeof kinds)[number], "kind" | "path" | "files">;

/** With so much that their policies say something. */
export const enough = ({ kind }: Policies) => (kind === "routing" ? 0 : 1);

/** Settings that name these policies, and a change that adds a map with two words. */
export function filesOf(
  policies: readonly Policies[],
  mostOf: (policies: Policies) => number,
  more: Readonly<Record<string, string>> = {},
) {
  const sources = policies.map(({ kind, path }) => {
    const teams = kind === "routing" ? ", teams: []" : "";
    return `  - { path: ${path}, kind: ${kind}, name: own-${kind}${teams} }\n`;
  });
  const named = sources.length === 0 ? "" : `policySources:\n${sources.join("")}`;
  const base = {
    ".github/sekisho.yml": `version: 1\n${named}`,
    ...Object.assign({}, ...policies.map((each) => each.files(mostOf(each)))),
    ...more,
  };
  const map =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\ndata: { a: "1", b: "2" }\n';
  return { base, head: { ...base, "k8s/map.yaml": map } };
}

/** What a review of that change is given. */
export function askedOf({ base, head }: Readonly<Record<"base" | "head", Readonly<Record<string, string>>>>) {
  return {
    trees: { base: memoryTree("base", base), head: memoryTree("head", head), tip: null },
    withoutRest: true,
  };
}

export function manifestOf(recordings: Recordings, digest: string): ReplayCase {
  return JSON.parse(Buffer.from(recordings.blobs.get(digest) ?? []).toString("utf8"));
}

/** The compiled policies that a decision was recorded with; `null`: there were none. */
export function policiesOf(recordings: Recordings, digest: string): PolicySources | null {
  const { sources } = manifestOf(recordings, digest).policies;
  if (sources === null) return null;
  const bytes = zstdDecompressSync(recordings.blobs.get(sources.blob) ?? new Uint8Array());
  return JSON.parse(bytes.toString("utf8"));
}

/** Findings as far as a record tells them: lines of what is said for the first time are not among it. */
export function told(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ baselineState }) => baselineState !== "absent")
    .map(({ ruleId, messageId, enforcement, status, baselineState, environment, address }) =>
      [ruleId, messageId, enforcement, status, baselineState, environment, address].join(" "),
    )
    .toSorted();
}
