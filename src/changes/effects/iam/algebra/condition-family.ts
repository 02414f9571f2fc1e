import { cidrCovers, cidrsOverlap } from "./cidr.ts";
import { type Range, rangeCovers, rangeOf, rangesOverlap } from "./range.ts";

/** What operators have in common whose values can be held against each other. */
export interface Family {
  readonly name: string;
  /** Whether it holds where one value fits, and fails without the key; the others hold where none fits. */
  readonly positive: boolean;
  /** What a written value stands for: a network, or a range. `null`: values are patterns, and compared as such. */
  readonly extent: ((text: string) => string | Range) | null;
}

const patterns = { extent: null };
const addresses = { extent: String };
const numbers = { extent: (text: string) => rangeOf("", numberOf(text)) };
const dates = { extent: (text: string) => rangeOf("", timeOf(text)) };

/**
 * Patterns of `ArnLike` match segment by segment, those of `StringLike` across them: what the first allows, the second
 * does too, and not the other way round. So they are families of their own.
 */
const families: ReadonlyMap<string, Family> = new Map([
  ["stringequals", { name: "string", positive: true, ...patterns }],
  ["stringlike", { name: "string", positive: true, ...patterns }],
  ["stringnotequals", { name: "string", positive: false, ...patterns }],
  ["stringnotlike", { name: "string", positive: false, ...patterns }],
  ["stringequalsignorecase", { name: "folded", positive: true, ...patterns }],
  ["stringnotequalsignorecase", { name: "folded", positive: false, ...patterns }],
  ["arnequals", { name: "arn", positive: true, ...patterns }],
  ["arnlike", { name: "arn", positive: true, ...patterns }],
  ["arnnotequals", { name: "arn", positive: false, ...patterns }],
  ["arnnotlike", { name: "arn", positive: false, ...patterns }],
  ["bool", { name: "bool", positive: true, ...patterns }],
  ["binaryequals", { name: "binary", positive: true, ...patterns }],
  ["ipaddress", { name: "ip", positive: true, ...addresses }],
  ["notipaddress", { name: "ip", positive: false, ...addresses }],
  ["numericequals", { name: "number", positive: true, ...numbers }],
  ["numericnotequals", { name: "number", positive: false, ...numbers }],
  ["dateequals", { name: "date", positive: true, ...dates }],
  ["datenotequals", { name: "date", positive: false, ...dates }],
  ...ordered("numeric", "number", numberOf),
  ...ordered("date", "date", timeOf),
]);

/** Of an operator that is not known here, and of `Null`, only the same is the same. */
export function familyOf({ operator }: { readonly operator: string }): Family | null {
  return families.get(operator.toLowerCase()) ?? null;
}

/** How the values of an operator are read: which characters are wildcards, and whether case counts. */
export function readingOf(operator: string): { readonly literal: boolean; readonly fold: boolean } {
  const folded = operator.toLowerCase();
  return {
    literal: !/^(?:string(?:not)?like|arn(?:not)?(?:like|equals))$/.test(folded),
    fold: folded.endsWith("ignorecase") || folded === "bool" || folded === "null",
  };
}

/** Whether everything that fits `narrow` fits `wide`. */
export function extentCovers(wide: string | Range, narrow: string | Range): boolean {
  if (typeof wide === "string" || typeof narrow === "string")
    return typeof wide === typeof narrow && cidrCovers(String(wide), String(narrow));
  return rangeCovers(wide, narrow);
}

/** What is no number or network, such as a variable, may be any. */
export function extentsOverlap(left: string | Range, right: string | Range): boolean {
  if (typeof left === "string" || typeof right === "string")
    return typeof left !== typeof right || cidrsOverlap(String(left), String(right));
  return rangesOverlap(left, right);
}

/** A bound is a range with one end: what is below three is below ten, and not above ten. */
function ordered(
  kind: string,
  name: string,
  read: (text: string) => number,
): readonly (readonly [string, Family])[] {
  return ["lessthan", "lessthanequals", "greaterthan", "greaterthanequals"].map((order) => [
    `${kind}${order}`,
    { name, positive: true, extent: (text) => rangeOf(order, read(text)) },
  ]);
}

function numberOf(text: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** A date of ISO 8601, or seconds since 1970. */
function timeOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
}
