import type { Location } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import type { Duty } from "../causes.ts";
import type { Outcome } from "../outcome.ts";
import type { Paint, Tone } from "./paint.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  /** Width of the terminal in cells; 0 for a pipe, where nothing is wrapped or clipped. */
  readonly columns: number;
  /** The lines of a location, secrets redacted; `null` where they cannot be shown. */
  readonly excerpt: (location: Location) => readonly string[] | null;
}

/** What the parts of the text share. */
export interface View {
  readonly report: Report;
  readonly outcome: Outcome;
  readonly paint: Paint;
  readonly columns: number;
  readonly excerpt: TerminalOptions["excerpt"];
}

export function toneOf(duty: Duty): Tone {
  if (duty === "fix" || duty === "review" || duty === "confirm" || duty === "advice") return duty;
  return "quiet";
}
