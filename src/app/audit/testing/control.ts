import type { BranchControl } from "../../../model/branch-control.ts";

/** A branch that nothing gets onto without the check, an approval and a pull request, and that nobody may bypass. */
export const guarded: BranchControl = {
  check: "required-of-us",
  upToDate: true,
  mergeQueue: false,
  approvals: 1,
  pullRequired: true,
  bypass: [],
};
