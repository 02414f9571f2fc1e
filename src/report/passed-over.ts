import type { NotEvaluated } from "../model/diagnostic.ts";

/** Where one file holds many things of which some are passed over, or a format has a name that people know. */
const withDetail: ReadonlySet<NotEvaluated["reason"]> = new Set([
  "unsupported-format",
  "remote-module",
  "module-version",
  "remote-source",
  "other-revision",
  "not-static",
  "policy-unknown-values",
  "policy-namespace",
  "policy-inventory",
]);

/** What was passed over, as a person looks for it: a file, or where one file holds many, the thing in it. */
export function passedOverName({ path, reason, detail }: NotEvaluated): string {
  if (reason === "drift" || reason === "plan-of-untouched-root") return detail;
  return withDetail.has(reason) && detail !== "" ? `${path} (${detail})` : path;
}
