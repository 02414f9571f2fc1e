import type { AuditRecord } from "../../model/audit-record.ts";
import type { BranchControl } from "../../model/branch-control.ts";
import { checkName } from "../../model/publication.ts";
import type { Account } from "../../model/pull.ts";

/** A direct push that what protects the branch would have kept back; `null`: it would not. Pure. */
export function pushedPast(
  control: BranchControl | null,
  { branch, after, by }: { readonly branch: string; readonly after: string; readonly by: Account },
): { readonly key: string; readonly body: AuditRecord } | null {
  const demand = demandOf(control);
  if (demand === null) return null;
  const detail = `It was pushed directly, and the branch ${demand}.`;
  return {
    key: `${branch} ${after} inferred`,
    body: { kind: "bypass-seen", branch, commit: after, number: null, by, how: "inferred", detail },
  };
}

function demandOf(control: BranchControl | null): string | null {
  if (control?.pullRequired === true) return "takes pull requests alone";
  if (control?.check === "required-of-us" || control?.check === "required-of-anybody")
    return `requires the check ${checkName}, which no direct push has`;
  return null;
}
