import holidays from "@holiday-jp/holiday_jp";
import type { BreakGlassSettings } from "../model/configuration.ts";
import { addDays, localDateAt, startOfDay } from "../model/local-date.ts";

const hourMs = 3_600_000;
/** Longer than any row of days on which nobody works: the search ends also with a calendar gone wrong. */
const daysOffMax = 31;

/**
 * Until when somebody has to have looked at an emergency: days are whole local days, so that "2 business days" from a
 * Monday morning end with Wednesday. ISO 8601.
 */
export function reviewDeadline(
  now: string,
  { reviewWithin, calendar }: Pick<BreakGlassSettings, "reviewWithin" | "calendar">,
  timezone: string,
): string {
  const { amount, unit, business } = reviewWithin;
  const counts = business ? (date: string) => isBusinessDay(date, calendar) : () => true;
  if (unit === "hours") return afterHours(Date.parse(now), amount, counts, timezone);
  let date = localDateAt(new Date(now), timezone);
  for (let day = 0; day < amount; day += 1) date = nextDay(date, counts);
  return startOfDay(addDays(date, 1), timezone);
}

/** Hours run only in days that count; those of a day that does not begin with the next one. */
function afterHours(
  nowMs: number,
  hours: number,
  counts: (date: string) => boolean,
  timezone: string,
): string {
  let leftMs = hours * hourMs;
  let momentMs = nowMs;
  for (;;) {
    const date = localDateAt(new Date(momentMs), timezone);
    const dayEndMs = Date.parse(startOfDay(addDays(date, 1), timezone));
    const availableMs = counts(date) ? dayEndMs - momentMs : 0;
    if (leftMs <= availableMs) return new Date(momentMs + leftMs).toISOString();
    leftMs -= availableMs;
    momentMs = counts(date) ? dayEndMs : Date.parse(startOfDay(nextDay(date, counts), timezone));
  }
}

function nextDay(date: string, counts: (date: string) => boolean): string {
  let next = addDays(date, 1);
  for (let skipped = 0; !counts(next) && skipped < daysOffMax; skipped += 1) next = addDays(next, 1);
  return next;
}

/** Saturdays and Sundays are off everywhere; holidays are known of Japan, and nowhere else. */
export function isBusinessDay(date: string, calendar: string | null): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return calendar !== "JP" || !holidays.isHoliday(date);
}
