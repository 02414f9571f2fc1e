import type { JsonValue } from "./json.ts";

/**
 * Exact Kubernetes quantities, as `k8s.io/apimachinery/pkg/api/resource.ParseQuantity` reads them: the smallest unit is
 * one nano, anything finer is rounded away from zero, and a binary suffix is capped at 2^63-1.
 */

/** A quantity is a few characters; longer text is no quantity, so that nobody can make the arithmetic expensive. */
export const quantityLengthMax = 128;
/** Kubernetes takes any exponent; nothing on earth is larger than 1e100, and 1e999999999 is an attack. */
export const quantityExponentMax = 100;

/** The exact decimal text of a quantity (`"1.5Gi"` → `"1610612736"`), or `null` for what is no quantity. */
export function quantityDecimal(quantity: JsonValue): string | null {
  const nanos = nanosOf(quantity);
  return nanos === null ? null : decimalText(nanos, nanoDigits);
}

/** -1, 0 or 1 as `a` is less than, equal to or more than `b`; `null` where one of them is no quantity. */
export function compareQuantities(a: JsonValue, b: JsonValue): -1 | 0 | 1 | null {
  const left = nanosOf(a);
  const right = nanosOf(b);
  if (left === null || right === null) return null;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The exact decimal text of `a × b`, or `null` where one of them is no quantity. */
export function multiplyQuantity(a: JsonValue, b: JsonValue): string | null {
  const left = nanosOf(a);
  const right = nanosOf(b);
  return left === null || right === null ? null : decimalText(left * right, 2 * nanoDigits);
}

/** The exact decimal text of `a + b`, or `null` where one of them is no quantity. */
export function addQuantities(a: JsonValue, b: JsonValue): string | null {
  const left = nanosOf(a);
  const right = nanosOf(b);
  return left === null || right === null ? null : decimalText(left + right, nanoDigits);
}

const nanoDigits = 9;
const binaryMax = 2n ** 63n - 1n;
const shape = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,9}))?$/;
const decimalSuffixes: ReadonlyMap<string, number> = new Map([
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
  ["P", 15],
  ["E", 18],
]);
const binarySuffixes: ReadonlyMap<string, bigint> = new Map(
  ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, index) => [suffix, 1024n ** BigInt(index + 1)]),
);

function nanosOf(quantity: JsonValue): bigint | null {
  if (typeof quantity === "number") return Number.isFinite(quantity) ? nanosOfText(String(quantity)) : null;
  return typeof quantity === "string" ? nanosOfText(quantity.trim()) : null;
}

function nanosOfText(text: string): bigint | null {
  if (text === "" || text.length > quantityLengthMax) return null;
  const match = shape.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", suffix = "", exponentText = "0"] = match;
  const digits = BigInt(`0${whole}${fraction}`);
  const binary = binarySuffixes.get(suffix);
  const exponent = decimalSuffixes.get(suffix) ?? Number(exponentText);
  if (Math.abs(exponent) > quantityExponentMax) return null;
  const magnitude =
    binary === undefined
      ? scaled(digits, nanoDigits + exponent - fraction.length)
      : capped(scaled(digits * binary, nanoDigits - fraction.length));
  return sign === "-" ? -magnitude : magnitude;
}

/** `value × 10^exponent`, rounded up: whoever asks for a little gets a little. */
function scaled(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}

function capped(nanos: bigint): bigint {
  const max = binaryMax * 10n ** BigInt(nanoDigits);
  return nanos > max ? max : nanos;
}

function decimalText(value: bigint, fractionDigits: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(fractionDigits + 1, "0");
  const whole = digits.slice(0, -fractionDigits);
  const fraction = digits.slice(-fractionDigits).replace(/0+$/, "");
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
