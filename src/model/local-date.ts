/** Whether a text is a date that the calendar has: `2027-02-29` is none. */
export function isLocalDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

/** The date of an instant in a zone of the IANA database, `YYYY-MM-DD`. Throws RangeError for a zone that is none. */
export function localDateAt(instant: Date, timezone: string): string {
  // The first use of Intl in a process takes 20 ms, which the default zone does not have to pay.
  if (timezone === "UTC") return instant.toISOString().slice(0, "YYYY-MM-DD".length);
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
  return [parts.get("year"), parts.get("month"), parts.get("day")].join("-");
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

const dayMs = 86_400_000;
