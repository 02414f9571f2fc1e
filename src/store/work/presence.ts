/** What a process hears from the others. */
export interface PresenceEvents {
  /** Work was asked for: `wanted` counts the requests on this subject so far. */
  readonly asked: (key: string, wanted: number) => void;
  /** Others may take this process for dead from now on: whatever it has in hand has to stop. */
  readonly lost: () => void;
}

/**
 * How processes know of each other. Each has a number that is never used again, and a sign of life that ends with the
 * process, however it ends; claims on subjects bear the number.
 */
export interface Presence {
  start(events: PresenceEvents): Promise<void>;
  /** This process's number, `null` while its sign of life does not stand: then it must claim nothing. */
  number(): number | null;
  /** Which of these processes show no sign of life. */
  gone(numbers: readonly number[]): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** The channel of LISTEN and NOTIFY. */
export const askedChannel = "sekisho_asked";

/** Reads `<wanted> <key>`. What is not like that is nobody's notice. */
export function readNotice(payload: string): { readonly key: string; readonly wanted: number } | null {
  const space = payload.indexOf(" ");
  const wanted = Number(payload.slice(0, space));
  return space > 0 && Number.isSafeInteger(wanted) ? { key: payload.slice(space + 1), wanted } : null;
}
