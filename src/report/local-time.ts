/** `14:05 JST`: the hour where the team is. */
export function localClock(instant: string, timeZone: string): string {
  return withZoneName(instant, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** `2026-11-21 14:05 JST`. */
export function localMoment(instant: string, timeZone: string): string {
  const date = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date(instant));
  return `${date} ${localClock(instant, timeZone)}`;
}

/** Each language names only some zones, so the first name that is one is taken. */
function withZoneName(instant: string, timeZone: string, format: Intl.DateTimeFormatOptions): string {
  const texts = ["en-GB", "en-US", "ja-JP"].map((locale) =>
    new Intl.DateTimeFormat(locale, { ...format, timeZone, timeZoneName: "short" }).format(new Date(instant)),
  );
  return texts.find((text) => !/(GMT|UTC)[+-]/.test(text)) ?? texts[0] ?? instant;
}
