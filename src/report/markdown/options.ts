import type { Location } from "../../model/location.ts";

/** What happened to an approval; only the App knows. `by` and `who` are logins and teams as `@login`, `org/team`. */
export type Approval =
  | { readonly kind: "waiting"; readonly who: readonly string[] }
  | { readonly kind: "approved"; readonly by: string }
  | { readonly kind: "stands"; readonly by: string }
  /** `what`: one sentence that names what is new. */
  | { readonly kind: "dropped"; readonly by: string; readonly what: string }
  | { readonly kind: "unseen" };

export interface CommentOptions {
  /**
   * `needed`: `null` where a pull request gets no comment. `kept`: there is one already, so instead of nothing it says
   * one short line. `asked`: somebody asked for it, and gets everything.
   */
  readonly presence: "needed" | "kept" | "asked";
  /** Address of a place in the evaluated commit; `null` or absent where there is none. */
  readonly links?: (location: Location) => string | null;
  /** Address of the whole list of findings. */
  readonly allFindings?: string;
  /** The lines of a location, secrets redacted; `null` where they cannot be shown. */
  readonly excerpt?: (location: Location) => readonly string[] | null;
  readonly approval?: Approval;
}
