import type { Location } from "../../model/location.ts";

/** Where things are that a text points at. */
export interface PlaceOptions {
  /** Address of a place in the evaluated commit; `null` or absent where there is none. */
  readonly links?: (location: Location) => string | null;
  /** Address of the whole list of findings. */
  readonly allFindings?: string;
  /** The lines of a location, secrets redacted; `null` where they cannot be shown. */
  readonly excerpt?: (location: Location) => readonly string[] | null;
}

export interface CommentOptions extends PlaceOptions {
  /**
   * `needed`: `null` where a pull request gets no comment. `kept`: there is one already, so instead of nothing it says
   * one short line. `asked`: somebody asked for it, and gets everything.
   */
  readonly presence: "needed" | "kept" | "asked";
}
