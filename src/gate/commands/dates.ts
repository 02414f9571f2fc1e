import { isLocalDate } from "../../model/local-date.ts";

/** `2027-01-31`, `2027/1/31` or `2027年1月31日`, with まで behind it or not; `null`: no date of the calendar. */
export function dateIn(word: string): string | null {
  const match =
    /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:まで)?$/.exec(word);
  if (match === null) return null;
  const [, year = "", ...parts] = match;
  const [month = "", day = ""] = parts.filter((part) => part !== undefined);
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(date) ? date : null;
}
