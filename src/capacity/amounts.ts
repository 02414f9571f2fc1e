import type { Amounts } from "../model/capacity.ts";
import { addQuantities, compareQuantities, multiplyQuantity, quantityDecimal } from "../model/quantity.ts";

/** Sums by name. What is no quantity counts as nothing. */
export function addAmounts(all: Iterable<Amounts>): Amounts {
  const sums = new Map<string, string>();
  for (const amounts of all) {
    for (const [name, amount] of Object.entries(amounts))
      sums.set(name, addQuantities(sums.get(name) ?? "0", amount) ?? "0");
  }
  return Object.fromEntries(sums);
}

/** The largest of each name. */
export function largestAmounts(all: Iterable<Amounts>): Amounts {
  const largest = new Map<string, string>();
  for (const amounts of all) {
    for (const [name, amount] of Object.entries(amounts)) {
      if (isMore(amount, largest.get(name) ?? "0")) largest.set(name, amount);
    }
  }
  return Object.fromEntries(largest);
}

export function times(amounts: Amounts, count: number): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, multiplyQuantity(amount, count) ?? "0"]),
  );
}

export function difference(a: string, b: string): string {
  return addQuantities(a, multiplyQuantity(b, -1) ?? "0") ?? "0";
}

export function isMore(a: string, b: string): boolean {
  return compareQuantities(a, b) === 1;
}

/**
 * One name for each thing that quotas call by several: `cpu` is `requests.cpu`, `count/pods` is `pods`
 * (https://kubernetes.io/docs/concepts/policy/resource-quotas/).
 */
export function canonicalName(name: string): string {
  if (/^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(name)) return `requests.${name}`;
  return Object.hasOwn(coreCounts, name) ? (coreCounts[name] ?? name) : name;
}

const coreCounts: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "pods",
    "services",
    "configmaps",
    "secrets",
    "persistentvolumeclaims",
    "replicationcontrollers",
    "resourcequotas",
  ].map((plural) => [`count/${plural}`, plural]),
);

const binaryUnits = ["Ei", "Pi", "Ti", "Gi", "Mi", "Ki"];
const decimalUnits = ["T", "G", "M", "k"];

/** An exact amount as a person would write it: bytes in the unit that makes the shortest text. */
export function amountText(name: string, decimal: string): string {
  if (decimal.startsWith("-")) return `-${amountText(name, decimal.slice(1))}`;
  if (/(?:^|\.)cpu$/.test(name)) return cpuText(decimal);
  if (!/memory|storage|hugepages/.test(name)) return decimal;
  const texts = [...binaryUnits, ...decimalUnits]
    .filter((unit) => fits(decimal, unit))
    .map((unit) => `${quotient(decimal, unit)}${unit}`);
  return texts.toSorted((left, right) => left.length - right.length)[0] ?? decimal;
}

/** The same for a glance: what no unit says shortly is rounded to hundredths, and says so. */
export function glanceText(name: string, decimal: string): string {
  const text = amountText(name, decimal);
  const isBytes = /memory|storage|hugepages/.test(name) && /^\d{5,}$/.test(text);
  const unit = isBytes ? binaryUnits.find((each) => BigInt(text) >= wholeOf(each)) : undefined;
  if (unit === undefined) return text;
  const hundredths = (BigInt(text) * 200n + wholeOf(unit)) / (2n * wholeOf(unit));
  const fraction = String(hundredths % 100n).padStart(2, "0");
  return `~${hundredths / 100n}.${fraction}`.replace(/\.?0+$/, "") + unit;
}

function wholeOf(unit: string): bigint {
  return BigInt(quantityDecimal(`1${unit}`) ?? 1);
}

/** Less than one CPU in thousandths, more with the point that people put: `500m`, `1.5`. */
function cpuText(decimal: string): string {
  const millis = multiplyQuantity(decimal, 1000) ?? decimal;
  return decimal.startsWith("0.") && !millis.includes(".") ? `${millis}m` : decimal;
}

function fits(decimal: string, unit: string): boolean {
  const [value, whole] = [decimal, `1${unit}`].map((text) =>
    BigInt(quantityDecimal(text)?.split(".")[0] ?? 0),
  );
  if (value === undefined || whole === undefined || decimal.includes(".")) return false;
  return value >= whole && (value * 10n) % whole === 0n;
}

function quotient(decimal: string, unit: string): string {
  const tenths = (BigInt(decimal) * 10n) / wholeOf(unit);
  return tenths % 10n === 0n ? String(tenths / 10n) : `${tenths / 10n}.${tenths % 10n}`;
}
