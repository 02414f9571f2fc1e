import type { NotEvaluated } from "../model/diagnostic.ts";

/** What was passed over, as a person looks for it: a file, or where one file holds many, the thing in it. */
export function passedOverName({ path, reason, detail }: NotEvaluated): string {
  return reason === "drift" || reason === "plan-of-untouched-root" ? detail : path;
}
