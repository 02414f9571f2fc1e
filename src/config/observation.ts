import type { ObjectPath } from "../model/json.ts";
import type { NoticeKind } from "./problem.ts";

/** A notice before its place is looked up. */
export interface Observation {
  readonly kind: NoticeKind;
  readonly path: ObjectPath;
  readonly message: string;
  readonly hint: string | null;
}
