import type { NewRecord } from "../../store/index.ts";

/** Further apart the times of records and of GitHub cannot be put beside each other. */
export const skewMsMax = 60_000;

/** Where our clock and GitHub's are too far apart, once a day for each direction. Pure. */
export function clockSkew(
  clock: { readonly ours: number; readonly theirs: number } | null,
  now: Date,
): readonly NewRecord[] {
  if (clock === null || Math.abs(clock.ours - clock.theirs) <= skewMsMax) return [];
  const direction = clock.ours > clock.theirs ? "ahead" : "behind";
  const [ours, theirs] = [clock.ours, clock.theirs].map((ms) => new Date(ms).toISOString());
  if (ours === undefined || theirs === undefined) return [];
  return [
    {
      scope: "repository",
      repositoryId: null,
      key: `${direction} ${now.toISOString().slice(0, "YYYY-MM-DD".length)}`,
      body: { kind: "clock-skew", ours, theirs, source: "the Date of an answer of GitHub" },
    },
  ];
}
