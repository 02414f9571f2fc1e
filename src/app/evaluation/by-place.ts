import type { Finding } from "../../model/finding.ts";

/** By file and line, then by rule: the order of reading. The fingerprint settles what is left. */
export function byPlace(left: Finding, right: Finding): number {
  return (
    compare(left.location.path, right.location.path) ||
    left.location.startLine - right.location.startLine ||
    compare(left.ruleId, right.ruleId) ||
    compare(left.rootKey, right.rootKey) ||
    compare(left.address, right.address) ||
    compare(left.fingerprint, right.fingerprint)
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
