import type { RunnerProgress } from "../app/evaluation/steps.ts";

/** What is over within a second needs no progress: a line that appears and goes is only unrest. */
const quietMs = 1_000;
/** Ten pictures a second are enough for an eye. */
const intervalMs = 100;

/** A line on a terminal that is written over; nothing where nobody watches. */
export interface Progress {
  readonly show: (progress: RunnerProgress) => void;
  /** Takes the line away, so that what is written next stands alone. */
  readonly clear: () => void;
}

export interface ProgressClock {
  /** Only goes forward. */
  readonly nowMs: () => number;
  /** Does something later, unless what it gives back is called before. */
  readonly after: (ms: number, act: () => void) => () => void;
}

/** Each thing that is told takes the place of the last; what begins too early to be shown is shown where it lasts. */
export function createProgress(
  terminal: { readonly write: (text: string) => unknown } | null,
  { nowMs, after }: ProgressClock,
): Progress {
  if (terminal === null) return { show: () => undefined, clear: () => undefined };
  const started = nowMs();
  let shownAt: number | null = null;
  let forget = () => {};
  const show = (progress: RunnerProgress): void => {
    forget();
    const now = nowMs();
    const waitMs = (shownAt === null ? started + quietMs : shownAt + intervalMs) - now;
    if (waitMs > 0) {
      // Roots follow one another; looking for them says nothing more until it is done.
      if (progress.kind === "search") forget = after(waitMs, () => show(progress));
      return;
    }
    shownAt = now;
    terminal.write(`\r\u001B[K${sentence(progress)}`);
  };
  return {
    show,
    clear: () => {
      forget();
      if (shownAt !== null) terminal.write("\r\u001B[K");
      shownAt = null;
    },
  };
}

function sentence(progress: RunnerProgress): string {
  if (progress.kind === "search") return "sekisho: looking for roots …";
  const { kind, done, total } = progress;
  const number = (count: number) => count.toLocaleString("en");
  const verb = { read: "read", judge: "judged", survey: "of the rest read" }[kind];
  return `sekisho: ${number(done)} of ${number(total)} roots ${verb} …`;
}
