/** Whether a text is a date that the calendar has: `2027-02-29` is none. */
export function isLocalDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

/** Whether there is such a zone in the IANA database. */
export function isTimezone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** The date of an instant in a zone of the IANA database, `YYYY-MM-DD`. Throws RangeError for a zone that is none. */
export function localDateAt(instant: Date, timezone: string): string {
  // The first use of Intl in a process takes 20 ms, which the default zone does not have to pay.
  if (timezone === "UTC") return instant.toISOString().slice(0, "YYYY-MM-DD".length);
  const parts = new Map(
    formatIn(timezone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return [parts.get("year"), parts.get("month"), parts.get("day")].join("-");
}

/** Making one costs a hundred times its use. There are some hundred zones, so this is bounded. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formats.set(timezone, format);
  return format;
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The date so many days later; earlier for a negative number. */
export function addDays(date: string, days: number): string {
  const instant = Date.parse(`${date}T00:00:00Z`) + days * dayMs;
  return new Date(instant).toISOString().slice(0, "YYYY-MM-DD".length);
}

/** The instant in which a local date begins, ISO 8601 in UTC. Where the clock skips midnight, the first that it has. */
export function startOfDay(date: string, timezone: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // No zone is further than a day from UTC; the date of a zone only ever grows.
  let [before, after] = [midnight - dayMs, midnight + dayMs];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDateAt(new Date(middle), timezone) < date) before = middle;
    else after = middle;
  }
  return new Date(after).toISOString();
}

/** An instant as a clock of the zone shows it, with how far that is from UTC: `2027-01-31T09:00:00+09:00`. */
export function localTimeAt(instant: Date, timezone: string): string {
  if (timezone === "UTC") return `${instant.toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}+00:00`;
  const text = clockIn(timezone).format(instant);
  const offsetMs = Date.parse(`${text.replace(", ", "T")}Z`) - Math.floor(instant.getTime() / 1_000) * 1_000;
  const minutes = Math.abs(Math.trunc(offsetMs / 60_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const sign = offsetMs < 0 ? "-" : "+";
  return `${text.replace(", ", "T")}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** As {@link formats}. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(timezone, clock);
  return clock;
}

const dayMs = 86_400_000;
