import { describe, expect, it } from "vitest";
import { defaultConfiguration } from "../config/index.ts";
import { decide } from "../decision/index.ts";
import type { Finding } from "../model/finding.ts";
import type { LineEdit, Repair } from "../model/repair.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import type { Tree } from "../model/tree.ts";
import type { Evaluation } from "./evaluation/task.ts";
import { verifiedRepairs } from "./verified-repairs.ts";

const lines = Array.from({ length: 200 }, (_, index) => `line${index}: bad`);

/** A file in which each line that says `bad` is a finding of its own, and each that says `worse` is another. */
function treeOf(text: string): Tree {
  const bytes = Buffer.from(text);
  const entry = { path: "a.yaml", mode: "file" as const, blob: "", sizeBytes: bytes.length };
  return {
    label: "head",
    commit: null,
    entries: new Map([["a.yaml", entry]]),
    read: async () => new Map([["a.yaml", bytes]]),
  };
}

function findingAt(index: number, what: string): Finding {
  const location = { path: "a.yaml", startLine: index + 1, endLine: index + 1 };
  return exampleFinding({
    address: `thing${index}`,
    fingerprint: `${what}${index}`,
    location,
    baselineState: "new",
  });
}

function evaluationOf(findings: readonly Finding[], given: Partial<Evaluation> = {}): Evaluation {
  const counted = { introduced: 0, existing: 0, improved: 0, resolved: 0, waived: 0 };
  return {
    findings,
    changes: [],
    decision: decide({
      findings,
      changes: [],
      configuration: defaultConfiguration(),
      rules: [],
      policySet: "",
    }),
    masked: [],
    notEvaluated: [],
    statistics: { filesChanged: 1, roots: 1, resources: 1, types: {}, changes: 0, findings: counted },
    roots: {},
    changedPathsByRoot: {},
    ...given,
  };
}

async function judged(tree: Tree): Promise<Evaluation> {
  const text = Buffer.from((await tree.read(["a.yaml"])).get("a.yaml") ?? []).toString();
  return evaluationOf(
    text.split("\n").flatMap((line, index) => {
      const what = /: (bad|worse)/.exec(line)?.[1];
      return what === undefined ? [] : [findingAt(index, what)];
    }),
  );
}

function repairOf(index: number): Repair {
  return {
    path: "a.yaml",
    target: { kind: "object", line: 1 },
    fix: { op: "replace", path: [`line${index}`], value: "good" },
    advice: false,
    ruleIds: ["RES-004"],
    fingerprints: [`bad${index}`],
  };
}

/** What holds when every line becomes what `after` says, and how often all was judged for it. */
async function verified(count: number, after: (index: number) => string, given: Partial<Evaluation> = {}) {
  const head = treeOf(lines.slice(0, count).join("\n"));
  const before = { ...(await judged(head)), ...given };
  const repairs = lines.slice(0, count).map((_, index) => repairOf(index));
  let evaluations = 0;
  const edits = await verifiedRepairs({ repairs }, head, {
    before: async () => before,
    judge: async (tree) => {
      evaluations += 1;
      return judged(tree);
    },
    write: async () =>
      repairs.map((repair, index): LineEdit => {
        const [old = ""] = lines.slice(index, index + 1);
        const { path, fingerprints } = repair;
        return { path, startLine: index + 1, before: [old], after: [after(index)], fingerprints };
      }),
  });
  return { held: edits.length, evaluations };
}

describe("repairs that were written", () => {
  it("cost one evaluation where all hold, however many they are", async () => {
    expect(await verified(200, (index) => `line${index}: good`)).toEqual({ held: 200, evaluations: 1 });
  });

  it("are left out where their finding is still there, and the others are judged again", async () => {
    const after = (index: number) => (index % 2 === 0 ? `line${index}: good` : `line${index}: bad too`);
    expect(await verified(200, after)).toEqual({ held: 100, evaluations: 2 });
  });

  it("are left out where another finding has come in the same thing", async () => {
    const after = (index: number) => (index === 3 ? "line3: worse" : `line${index}: good`);
    expect(await verified(10, after)).toEqual({ held: 9, evaluations: 2 });
  });

  it("are all left out where none holds", async () => {
    expect(await verified(200, (index) => `line${index}: worse`)).toEqual({ held: 0, evaluations: 1 });
  });

  it("are not shown where they touch a line that hides a secret", async () => {
    const masked = [{ path: "a.yaml", startLine: 2, endLine: 2 }];
    expect(await verified(3, (index) => `line${index}: good`, { masked })).toEqual({
      held: 2,
      evaluations: 1,
    });
  });

  it("cost nothing where there are none", async () => {
    expect(await verified(0, () => "")).toEqual({ held: 0, evaluations: 0 });
  });

  it("end after a few rounds where each brings something else", async () => {
    const head = treeOf("line0: bad");
    let evaluations = 0;
    const edits = await verifiedRepairs({ repairs: [0, 1, 2, 3, 4, 5].map(repairOf) }, head, {
      before: async () => evaluationOf([0, 1, 2, 3, 4, 5].map((index) => findingAt(index, "bad"))),
      judge: async () => {
        evaluations += 1;
        return evaluationOf([findingAt(evaluations - 1, "worse")]);
      },
      write: async (files) =>
        files.flatMap(({ path, repairs }) =>
          repairs.map(
            ({ fingerprints }, index): LineEdit => ({
              path,
              startLine: index + 1,
              before: [],
              after: ["x: 1"],
              fingerprints,
            }),
          ),
        ),
    });
    expect({ edits, evaluations }).toEqual({ edits: [], evaluations: 3 });
  });
});
