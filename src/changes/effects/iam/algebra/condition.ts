import { extentCovers, extentsOverlap, type Family, familyOf } from "./condition-family.ts";
import {
  bothOverlap,
  type Comparing,
  isEveryPart,
  type Overlap,
  type Part,
  partKey,
  type UnknownPart,
} from "./part.ts";

/**
 * One line of a condition: the value of a key has to fit one of `values`. Several clauses all have to hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export type Clause =
  | {
      readonly kind: "test";
      /** As written, without quantifier and `IfExists`: `StringEquals`. */
      readonly operator: string;
      readonly quantifier: "" | "ForAllValues" | "ForAnyValue";
      /** A request without the key fits too. */
      readonly ifExists: boolean;
      readonly key: string;
      readonly values: readonly Part[];
    }
  /** A condition that is only known later. */
  | UnknownPart;

type Test = Extract<Clause, { kind: "test" }>;

export function clauseKey(clause: Clause): string {
  if (clause.kind === "unknown") return `unknown ${clause.token}`;
  const { operator, quantifier, ifExists, key, values } = clause;
  const folded = operator.toLowerCase();
  return JSON.stringify([folded, quantifier, ifExists, key.toLowerCase(), values.map(partKey).sort()]);
}

export function clausesKey(clauses: readonly Clause[]): string {
  return [...new Set(clauses.map(clauseKey))].sort().join(" ");
}

/** Whether each request that fits `narrow` fits `wide` too. Where that cannot be told, it is not so. */
export function clausesImply(
  comparing: Comparing<Part>,
  narrow: readonly Clause[],
  wide: readonly Clause[],
): boolean {
  return wide.every((wanted) => narrow.some((given) => clauseImplies(comparing, given, wanted)));
}

/** Whether some request may fit both. */
export function clausesOverlap(
  comparing: Comparing<Part>,
  left: readonly Clause[],
  right: readonly Clause[],
): Overlap {
  const apart = left.some((first) => right.some((second) => areDisjoint(comparing, first, second)));
  if (apart) return "no";
  return bothOverlap(doubtIn(left, right), doubtIn(right, left));
}

/** What is not known here, and does not stand there as well, may be anything. */
function doubtIn(clauses: readonly Clause[], others: readonly Clause[]): Overlap {
  const known = new Set(others.map(clauseKey));
  const shared = new Set(others.flatMap(valueKeys));
  const doubtful = clauses.some(
    (clause) =>
      hasUnknown(clause) &&
      !known.has(clauseKey(clause)) &&
      !valueKeys(clause).some((value) => shared.has(value)),
  );
  return doubtful ? "maybe" : "yes";
}

/** Values of which one is enough: where both name the same, both hold for it. */
function valueKeys(clause: Clause): readonly string[] {
  if (clause.kind === "unknown" || familyOf(clause)?.positive !== true) return [];
  const { operator, key, values } = clause;
  return values.map((value) => `${operator} ${key} ${partKey(value)}`.toLowerCase());
}

function hasUnknown(clause: Clause): boolean {
  return clause.kind === "unknown" || clause.values.some(({ kind }) => kind === "unknown");
}

function clauseImplies(comparing: Comparing<Part>, given: Clause, wanted: Clause): boolean {
  if (clauseKey(given) === clauseKey(wanted)) return true;
  if (given.kind === "unknown" || wanted.kind === "unknown" || !aboutSame(given, wanted)) return false;
  const [from, to] = [familyOf(given), familyOf(wanted)];
  if (saysThere(wanted)) return needsKey(given);
  if (takesAnyText(wanted) && needsKey(given) && given.quantifier === "") return true;
  if (from === null || to === null || from.name !== to.name) return false;
  if (given.quantifier !== wanted.quantifier || isLooser(given, wanted)) return false;
  return valuesImply(comparing, { given, from }, { wanted, to });
}

/** A request without the key fits what is given, and not what is wanted. */
function isLooser(given: Test, wanted: Test): boolean {
  const holdsWithout = familyOf(given)?.positive === false && given.quantifier === "";
  return given.ifExists && !wanted.ifExists && !holdsWithout;
}

function valuesImply(
  comparing: Comparing<Part>,
  { given, from }: { readonly given: Test; readonly from: Family },
  { wanted, to }: { readonly wanted: Test; readonly to: Family },
): boolean {
  const has = (wide: Operand, narrow: Operand) => covers(comparing, wide, narrow);
  const givenValues = operands(from, given);
  const wantedValues = operands(to, wanted);
  if (from.positive && to.positive)
    return givenValues.every((value) => wantedValues.some((wider) => has(wider, value)));
  if (!from.positive && !to.positive)
    return wantedValues.every((value) => givenValues.some((wider) => has(wider, value)));
  if (!from.positive || given.quantifier !== "") return false;
  return haveNothingInCommon(comparing, givenValues, wantedValues);
}

function haveNothingInCommon(
  comparing: Comparing<Part>,
  left: readonly Operand[],
  right: readonly Operand[],
): boolean {
  return left.every((value) => right.every((other) => overlap(comparing, value, other) === "no"));
}

function areDisjoint(comparing: Comparing<Part>, left: Clause, right: Clause): boolean {
  if (left.kind === "unknown" || right.kind === "unknown" || !aboutSame(left, right)) return false;
  if (left.quantifier !== "" || right.quantifier !== "") return false;
  if (saysAbsent(left)) return needsKey(right);
  if (saysAbsent(right)) return needsKey(left);
  const [first, second] = [familyOf(left), familyOf(right)];
  if (first === null || second === null || first.name !== second.name) return false;
  if (left.ifExists && right.ifExists) return false;
  const [leftValues, rightValues] = [operands(first, left), operands(second, right)];
  if (first.positive && second.positive) return haveNothingInCommon(comparing, leftValues, rightValues);
  if (first.positive === second.positive) return false;
  // Without the key the one that excludes holds, and so does one that need not be there.
  if ((first.positive ? left : right).ifExists) return false;
  const [wanted, excluded] = first.positive ? [leftValues, rightValues] : [rightValues, leftValues];
  return wanted.every((value) => excluded.some((wider) => covers(comparing, wider, value)));
}

/** A value of a condition, and what the operator makes of it. */
interface Operand {
  readonly family: Family;
  readonly part: Part;
}

function operands(family: Family, { values }: Test): readonly Operand[] {
  return values.map((part) => ({ family, part }));
}

function covers(comparing: Comparing<Part>, wide: Operand, narrow: Operand): boolean {
  const { family, part } = wide;
  if (family.extent === narrow.family.extent && partKey(part) === partKey(narrow.part)) return true;
  if (family.extent === null || narrow.family.extent === null) return comparing.covers(part, narrow.part);
  if (part.kind === "unknown" || narrow.part.kind === "unknown") return false;
  return extentCovers(family.extent(part.text), narrow.family.extent(narrow.part.text));
}

function overlap(comparing: Comparing<Part>, left: Operand, right: Operand): Overlap {
  const [{ family, part }, other] = [left, right.part];
  if (family.extent === right.family.extent && partKey(part) === partKey(other)) return "yes";
  if (family.extent === null || right.family.extent === null) return comparing.overlap(part, other);
  if (part.kind === "unknown" || other.kind === "unknown") return "maybe";
  return extentsOverlap(family.extent(part.text), right.family.extent(other.text)) ? "yes" : "no";
}

function aboutSame(left: Test, right: Test): boolean {
  return left.key.toLowerCase() === right.key.toLowerCase();
}

function saysThere(test: Test): boolean {
  return nullWord(test) === "false";
}

function saysAbsent(test: Test): boolean {
  return nullWord(test) === "true";
}

/** `StringLike` with `*`: the same as to ask that the key is there. */
function takesAnyText(test: Test): boolean {
  return (
    test.operator.toLowerCase() === "stringlike" && test.quantifier === "" && test.values.some(isEveryPart)
  );
}

function nullWord({ operator, values }: Test): string | null {
  const [value, ...more] = values;
  if (operator.toLowerCase() !== "null" || value === undefined || more.length > 0) return null;
  return value.kind === "known" ? value.text.toLowerCase() : null;
}

/** Whether no request fits that has not got the key. */
function needsKey(test: Test): boolean {
  if (saysThere(test)) return true;
  return familyOf(test)?.positive === true && !test.ifExists && test.quantifier !== "ForAllValues";
}
