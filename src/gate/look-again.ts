import type { GateInput, GateOutcome } from "../model/gate.ts";
import { addDays, startOfDay } from "../model/local-date.ts";

/**
 * When time alone changes the answer: a break-glass ends, a waiver has had its last day, what a change returns to is
 * too long ago, a freeze begins or is over.
 * The earliest of what is still to come; `null`: never.
 */
export function lookAgainAt(input: GateInput, breakGlass: GateOutcome["breakGlass"]): string | null {
  const { timezone, freezes } = input.settings;
  const dates = [
    ...input.waivers.map(({ expires }) => addDays(expires, 1)),
    ...(input.lapses ?? []),
    ...freezes.flatMap(({ from, to }) => [from, addDays(to, 1)]),
  ];
  const moments = [
    ...dates.map((date) => startOfDay(date, timezone)),
    ...(breakGlass === null ? [] : [breakGlass.expires]),
  ];
  const now = Date.parse(input.now);
  const ahead = moments.filter((moment) => Date.parse(moment) > now);
  return ahead.sort((left, right) => Date.parse(left) - Date.parse(right))[0] ?? null;
}
