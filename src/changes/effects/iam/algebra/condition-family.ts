import { cidrCovers, cidrsOverlap } from "./cidr.ts";

/** What operators have in common whose values can be held against each other. */
export interface Family {
  readonly name: string;
  /** Whether it holds where one value fits, and fails without the key; the others hold where none fits. */
  readonly positive: boolean;
  /** Whether everything that fits `narrow` fits `wide`; `null`: values are patterns, and compared as such. */
  readonly covers: ((wide: string, narrow: string) => boolean) | null;
  readonly overlap: ((left: string, right: string) => boolean) | null;
}

const patterns = { covers: null, overlap: null };
const addresses = { covers: cidrCovers, overlap: cidrsOverlap };
const numbers = { covers: sameBy(numberOf), overlap: maybeSameBy(numberOf) };
const dates = { covers: sameBy(timeOf), overlap: maybeSameBy(timeOf) };

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
  ...ordered("numeric", numberOf),
  ...ordered("date", timeOf),
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

/** Each bound is a family: a lower upper bound is within a higher one, and any two of them overlap. */
function ordered(kind: string, read: (text: string) => number): readonly (readonly [string, Family])[] {
  return ["lessthan", "lessthanequals", "greaterthan", "greaterthanequals"].map((order) => {
    const sign = order.startsWith("less") ? 1 : -1;
    const family: Family = {
      name: `${kind}${order}`,
      positive: true,
      covers: (wide, narrow) => sign * read(narrow) <= sign * read(wide),
      overlap: () => true,
    };
    return [family.name, family];
  });
}

function sameBy(read: (text: string) => number): (left: string, right: string) => boolean {
  return (left, right) => left === right || read(left) === read(right);
}

/** What is no number, such as a variable, may be any. */
function maybeSameBy(read: (text: string) => number): (left: string, right: string) => boolean {
  return (left, right) => {
    const [first, second] = [read(left), read(right)];
    return Number.isNaN(first) || Number.isNaN(second) || first === second;
  };
}

function numberOf(text: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** A date of ISO 8601, or seconds since 1970. */
function timeOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
}
