import type { BranchRules } from "../../../github/sweep-ports.ts";

/** What a judgement says of a step, as far as its scope is told by it: so many roots, in which nothing is found. */
export function judgement(roots: number): Uint8Array {
  const findings = { introduced: 0, existing: 0, improved: 0, resolved: 0, waived: 0 };
  const statistics = { filesChanged: 1, roots, resources: roots, types: {}, changes: 0, findings };
  const report = { statistics, notEvaluated: [], decision: { route: "pass" } };
  return Buffer.from(JSON.stringify({ report, masked: [], changedPathsByRoot: {}, fixes: [] }));
}

/** A branch that nothing protects, whose bypasses cannot be read. */
export const unprotected: BranchRules = {
  requiredChecks: [],
  upToDate: false,
  mergeQueue: false,
  head: null,
  approvals: 0,
  pullRequired: false,
  bypass: null,
};
