import type { Locale } from "../../model/configuration.ts";
import { effectTextsOf } from "../text/locale.ts";

const shorthands: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
};

const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** When a schedule comes round, in words; `null` for what takes longer to say than to read. */
export function scheduleWords(schedule: string, locale: Locale): string | null {
  const texts = effectTextsOf(locale).schedule;
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = (
    shorthands[schedule] ?? schedule
  ).split(/\s+/);
  if (rest.length > 0 || weekday === "" || month !== "*") return null;
  const step = /^\*\/(\d{1,2})$/;
  if (hour === "*" && day === "*" && weekday === "*") {
    const [, minutes] = step.exec(minute) ?? [];
    if (minute === "*") return texts.everyMinute;
    if (minutes !== undefined) return texts.everyMinutes(Number(minutes));
    return isNumber(minute) ? texts.hourly(minute.padStart(2, "0")) : null;
  }
  if (!isNumber(minute)) return null;
  const [, hours] = step.exec(hour) ?? [];
  if (hours !== undefined) {
    return day === "*" && weekday === "*" ? texts.everyHours(Number(hours), minute.padStart(2, "0")) : null;
  }
  if (!isNumber(hour)) return null;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (weekday === "*") {
    if (day === "*") return texts.daily(time);
    return isNumber(day) ? texts.monthly(day, time) : null;
  }
  return day === "*" ? weekly(weekday.toLowerCase(), time, texts) : null;
}

function weekly(
  weekday: string,
  time: string,
  texts: ReturnType<typeof effectTextsOf>["schedule"],
): string | null {
  if (weekday === "1-5" || weekday === "mon-fri") return texts.weekdays(time);
  const days = weekday.split(",").map((each) => (isNumber(each) ? Number(each) % 7 : dayNames.indexOf(each)));
  return days.every((each) => each >= 0) ? texts.weekly(days, time) : null;
}

function isNumber(text: string): boolean {
  return /^\d{1,2}$/.test(text);
}
