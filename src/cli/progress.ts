import type { RunnerProgress } from "../app/evaluation/runner.ts";

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

/** `nowMs` is a clock that only goes forward. */
export function createProgress(
  terminal: { readonly write: (text: string) => unknown } | null,
  nowMs: () => number,
): Progress {
  if (terminal === null) return { show: () => undefined, clear: () => undefined };
  const started = nowMs();
  let shownAt: number | null = null;
  return {
    show: (progress) => {
      const now = nowMs();
      if (now - started < quietMs || (shownAt !== null && now - shownAt < intervalMs)) return;
      shownAt = now;
      terminal.write(`\r\u001B[K${sentence(progress)}`);
    },
    clear: () => {
      if (shownAt !== null) terminal.write("\r\u001B[K");
      shownAt = null;
    },
  };
}

function sentence({ kind, done, total }: RunnerProgress): string {
  const number = (count: number) => count.toLocaleString("en");
  const verb = kind === "read" ? "read" : "judged";
  return `sekisho: ${number(done)} of ${number(total)} roots ${verb} …`;
}
