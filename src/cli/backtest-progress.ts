import type { Locale } from "../model/configuration.ts";
import { backtestTextsOf } from "../report/text/locale.ts";

/** Ten pictures a second are enough for an eye. */
const intervalMs = 100;
/** Before so many are done, nobody knows how long the rest takes. */
const doneMin = 5;

export interface BacktestProgress {
  readonly show: (done: number, total: number) => void;
  /** How far it is. */
  readonly at: () => { readonly done: number; readonly total: number };
  readonly clear: () => void;
}

/** A line on a terminal that is written over; nothing where nobody watches. `nowMs` is a clock that only goes forward. */
export function backtestProgress(
  terminal: { readonly write: (text: string) => unknown } | null,
  locale: Locale,
  nowMs: () => number,
): BacktestProgress {
  const texts = backtestTextsOf(locale);
  const started = nowMs();
  let [done, total, shownAt] = [0, 0, Number.NEGATIVE_INFINITY];
  return {
    show: (nowDone, nowTotal) => {
      [done, total] = [nowDone, nowTotal];
      const now = nowMs();
      if (terminal === null || now - shownAt < intervalMs) return;
      shownAt = now;
      const seconds = (((now - started) / done) * (total - done)) / 1000;
      const left = done < doneMin ? null : texts.duration(seconds);
      terminal.write(`\r\u001B[K${texts.progress({ done, total, left })}`);
    },
    at: () => ({ done, total }),
    clear: () => {
      if (Number.isFinite(shownAt)) terminal?.write("\r\u001B[K");
    },
  };
}
