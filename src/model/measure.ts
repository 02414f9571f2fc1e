/** A measure is a number of something real; longer text is refused, so that nobody can make comparing expensive. */
const measureCharactersMax = 256;

/** -1, 0 or 1 as the exact decimal `a` is less than, equal to or more than `b`; `null` where one of them is no decimal. */
export function compareMeasures(a: string, b: string): -1 | 0 | 1 | null {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  if (left === null || right === null) return null;
  const places = Math.max(left.places, right.places);
  const difference = scaled(left, places) - scaled(right, places);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function parseDecimal(text: string): Decimal | null {
  if (text.length > measureCharactersMax) return null;
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, whole = "", fraction = ""] = match;
  return { digits: BigInt(whole + fraction), places: fraction.length };
}

function scaled(decimal: Decimal, places: number): bigint {
  return decimal.digits * 10n ** BigInt(places - decimal.places);
}
