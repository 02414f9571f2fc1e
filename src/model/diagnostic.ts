import type { JsonObject } from "./json.ts";
import type { Location } from "./location.ts";

/**
 * Something that reading found out, before any rule ran. Rules turn diagnostics into findings, so that severity and
 * enforcement stay theirs: `syntax` is VAL-001, `undeclared` and `missing-argument` VAL-007, `not-rendered` VAL-008, `not-read` CHG-025.
 */
export interface Diagnostic {
  readonly kind: "syntax" | "undeclared" | "missing-argument" | "not-rendered" | "not-read";
  /** The message of the rule that reports it, e.g. `duplicate_key`, `limit_exceeded`. */
  readonly messageId: string;
  readonly arguments: JsonObject;
  /** What it is about, stable between two commits: a path, an address, a name. Part of the fingerprint. */
  readonly subject: string;
  /** Digest of the bytes it rests on: it counts as introduced only when they changed. */
  readonly digest: string;
  readonly location: Location;
}

/** What was recognised and passed over on purpose: listed, never a finding. */
export interface NotEvaluated {
  readonly path: string;
  readonly reason:
    | "encrypted"
    | "ignored"
    | "no-schema"
    | "template"
    | "unsupported-format"
    | "tool-copy"
    | "library-module"
    | "remote-module";
  readonly detail: string;
}
