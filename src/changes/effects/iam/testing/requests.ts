import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../../../model/json.ts";
import type { Clause } from "../algebra/condition.ts";
import type { Part } from "../algebra/part.ts";
import type { Principal } from "../algebra/principal.ts";
import type { Atom } from "../algebra/statement.ts";

/**
 * What AWS decides about one request, written down plainly and apart from the algebra: each request of a small world is
 * asked about, one by one. Knows only what the tests use.
 */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  /** Keys of the request; a missing one is `null`. */
  readonly context: Readonly<Record<string, string | null>>;
}

export function isAllowed(document: JsonObject, request: Request): boolean {
  return speaks(document, "Allow", request) && !speaks(document, "Deny", request);
}

/** Whether some statement with this effect fits the request. */
export function speaks(document: JsonObject, effect: string, request: Request): boolean {
  return many(document["Statement"]).some(
    (statement) => isJsonObject(statement) && statement["Effect"] === effect && fits(statement, request),
  );
}

function fits(statement: JsonObject, { action, resource, principal, context }: Request): boolean {
  const { Action, NotAction, Resource, NotResource, Principal: only, NotPrincipal, Condition } = statement;
  const names = (list: JsonValue | undefined, text: string, insensitive: boolean) =>
    many(list).some((pattern) => like(String(pattern), text, insensitive));
  return (
    (Action !== undefined ? names(Action, action, true) : !names(NotAction, action, true)) &&
    (Resource !== undefined ? names(Resource, resource, false) : !names(NotResource, resource, false)) &&
    (only !== undefined
      ? isNamed(only, principal)
      : NotPrincipal === undefined || !isNamed(NotPrincipal, principal)) &&
    conditionsFit(Condition, context)
  );
}

function isNamed(principals: JsonValue, principal: string): boolean {
  if (principals === "*") return true;
  if (!isJsonObject(principals)) return false;
  return Object.values(principals).some((ids) =>
    many(ids).some((id) => id === "*" || nameFits(String(id), principal)),
  );
}

/** An account stands for everybody in it. */
function nameFits(id: string, principal: string): boolean {
  const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(id)?.[1];
  return account === undefined ? id === principal : principal.includes(`::${account}:`);
}

function conditionsFit(condition: JsonValue | undefined, context: Request["context"]): boolean {
  if (!isJsonObject(condition)) return true;
  return Object.entries(condition).every(
    ([test, keys]) =>
      isJsonObject(keys) &&
      Object.entries(keys).every(([key, values]) =>
        testFits(test, many(values).map(String), context[key] ?? null),
      ),
  );
}

function testFits(test: string, values: readonly string[], value: string | null): boolean {
  const operator = test.replace(/IfExists$/, "");
  if (operator === "Null") return values.some((word) => (word === "true") === (value === null));
  if (value === null) return test !== operator || operator.includes("Not");
  const some = values.some((wanted) => {
    if (operator.endsWith("Like")) return like(wanted, value, false);
    if (operator === "NumericLessThan") return Number(value) < Number(wanted);
    return wanted === value;
  });
  return operator.includes("Not") ? !some : some;
}

const expressions = new Map<string, RegExp>();

function like(pattern: string, text: string, insensitive: boolean): boolean {
  const key = `${insensitive}${pattern}`;
  const source = () =>
    pattern
      .replace(/[.+^$()|[\]{}\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
  const known = expressions.get(key) ?? new RegExp(`^${source()}$`, insensitive ? "i" : "");
  expressions.set(key, known);
  return known.test(text);
}

function many(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return isJsonArray(value) ? value : [value];
}

/** Whether an entry of a difference speaks of the request. */
export function isAbout(atom: Atom, request: Request): boolean {
  const { action, resource, principal, conditions } = atom;
  return (
    inCell(action, (part) => like(textOf(part), request.action, true)) &&
    inCell(resource, (part) => like(textOf(part), request.resource, false)) &&
    inCell(principal, (member) => isPrincipal(member, request.principal)) &&
    conditions.every((clause) => clauseFits(clause, request.context))
  );
}

function inCell<T>(
  cell: { kind: "only"; member: T } | { kind: "except"; members: readonly T[] },
  test: (member: T) => boolean,
) {
  return cell.kind === "only" ? test(cell.member) : !cell.members.some(test);
}

function textOf(part: Part): string {
  return part.kind === "known" ? part.text : "";
}

function isPrincipal(principal: Principal, name: string): boolean {
  if (principal.kind === "account") return name.includes(`::${principal.account}:`);
  if (principal.kind === "named") return principal.name === name;
  return principal.kind !== "unknown";
}

function clauseFits(clause: Clause, context: Request["context"]): boolean {
  if (clause.kind === "unknown") return false;
  const test = `${clause.operator}${clause.ifExists ? "IfExists" : ""}`;
  return testFits(test, clause.values.map(textOf), context[clause.key] ?? null);
}
