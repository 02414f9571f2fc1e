import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
} from "../../../model/json.ts";
import { isSecretMarker } from "../../../model/secret-marker.ts";
import type { Clause } from "./algebra/condition.ts";
import { readingOf } from "./algebra/condition-family.ts";
import type { Document } from "./algebra/difference.ts";
import { type GlobOptions, parseGlob } from "./algebra/glob.ts";
import type { Part } from "./algebra/part.ts";
import { type Principal, principalOf } from "./algebra/principal.ts";
import type { Members, Statement } from "./algebra/statement.ts";

export const nothing: Document = { statements: [], unread: [] };

/**
 * Reads a policy document: as text, or as the object that it is where parts of it are unknown. Names of elements are read
 * without case, as AWS does. What is no document is one statement that could not be read.
 */
export function readDocument(value: JsonValue | undefined): Document {
  if (value === undefined || value === null || value === "") return nothing;
  const token = unknownToken(value);
  if (token !== null) return { statements: [], unread: [token] };
  const document = typeof value === "string" ? parsed(value) : value;
  if (!isJsonObject(document)) return { statements: [], unread: [JSON.stringify(value)] };
  const { version, statement } = keyed(document);
  // Only this version has variables; without one, a document is of the version before.
  const variables = version !== undefined && version !== "2008-10-17";
  return joined(listed(statement).map((element) => readStatement(element, variables)));
}

export function joined(documents: readonly Document[]): Document {
  return {
    statements: documents.flatMap(({ statements }) => statements),
    unread: documents.flatMap(({ unread }) => unread),
  };
}

function parsed(text: string): JsonValue | null {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** What stands for something that is only known later (`{ "$unknown": <source> }`), or is a secret: equal for the same. */
function unknownToken(value: JsonValue): string | null {
  if (isSecretMarker(value)) return JSON.stringify(value);
  if (!isJsonObject(value)) return null;
  return typeof value["$unknown"] === "string" ? value["$unknown"] : null;
}

function keyed(object: JsonObject): Readonly<Partial<Record<string, JsonValue>>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}

function listed(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  return isJsonArray(value) ? value : [value];
}

function readStatement(value: JsonValue, variables: boolean): Document {
  const token = unknownToken(value);
  if (token !== null) return { statements: [], unread: [token] };
  const statement = isJsonObject(value) ? statementIn(keyed(value), { variables }) : null;
  if (statement === null) return { statements: [], unread: [JSON.stringify(value)] };
  return { statements: [statement], unread: [] };
}

type Elements = ReturnType<typeof keyed>;

/** `null` where its effect is unknown, or an element is missing without which AWS takes no statement. */
function statementIn(elements: Elements, options: GlobOptions): Statement | null {
  const { effect, action, notaction } = elements;
  const known = typeof effect === "string" ? effect.toLowerCase() : null;
  if (known !== "allow" && known !== "deny") return null;
  const actions = membersIn(action, notaction, (value) => partsOf(value, { fold: true }, everyAction));
  if (actions === null) return null;
  const { resource, notresource, principal, notprincipal, condition } = elements;
  return {
    effect: known === "allow" ? "Allow" : "Deny",
    actions,
    resources: membersIn(resource, notresource, (value) => partsOf(value, options)) ?? everything,
    principals: membersIn(principal, notprincipal, principalsIn) ?? {
      except: false,
      members: [{ kind: "holder" }],
    },
    conditions: clausesIn(condition, options),
  };
}

/** A trust policy names no resource: it is about the role that it stands on. */
const everything: Members<Part> = {
  except: false,
  members: [{ kind: "known", text: "*", glob: parseGlob("*") }],
};

function membersIn<T>(
  only: JsonValue | undefined,
  except: JsonValue | undefined,
  read: (value: JsonValue) => readonly T[],
): Members<T> | null {
  if (except !== undefined && only === undefined) return { except: true, members: read(except) };
  return only === undefined ? null : { except: false, members: read(only) };
}

/** Each action has a colon, so that `*:*` is all of them. */
function everyAction(text: string): string {
  return /^\*+:\*+$/.test(text) ? "*" : text;
}

function partsOf(
  value: JsonValue,
  options: GlobOptions,
  canonical: (text: string) => string = String,
): readonly Part[] {
  const seen = new Map<string, number>();
  return listed(value).map((element): Part => {
    if (typeof element !== "object") {
      const text = canonical(String(element));
      return { kind: "known", text, glob: parseGlob(text, options) };
    }
    const source = unknownToken(element) ?? JSON.stringify(element);
    return { kind: "unknown", token: numbered(source, seen), source };
  });
}

/** A list that is made by one expression has the same source at each element; the second is another thing. */
function numbered(token: string, seen: Map<string, number>): string {
  const count = (seen.get(token) ?? 0) + 1;
  seen.set(token, count);
  return count === 1 ? token : `${token}#${count}`;
}

function principalsIn(value: JsonValue): readonly Principal[] {
  const token = unknownToken(value);
  if (token !== null) return [{ kind: "unknown", token, source: token }];
  if (!isJsonObject(value)) return listed(value).map((name) => principalOf("*", String(name)));
  return Object.entries(value).flatMap(([type, names]) =>
    partsOf(names, { literal: true }).map((name): Principal => {
      if (name.kind === "unknown") return { ...name, token: `${type.toLowerCase()} ${name.token}` };
      return principalOf(type, name.text);
    }),
  );
}

function clausesIn(value: JsonValue | undefined, options: GlobOptions): readonly Clause[] {
  if (value === undefined || value === null) return [];
  const token = unknownToken(value);
  if (token !== null || !isJsonObject(value)) {
    const source = token ?? JSON.stringify(value);
    return [{ kind: "unknown", token: source, source }];
  }
  return Object.entries(value).flatMap(([test, keys]) => testsIn(test, keys, options));
}

function testsIn(test: string, keys: JsonValue, options: GlobOptions): readonly Clause[] {
  const token = unknownToken(keys);
  if (token !== null || !isJsonObject(keys)) {
    const source = token ?? JSON.stringify(keys);
    return [{ kind: "unknown", token: `${test} ${source}`, source }];
  }
  const [, quantifier = "", operator = test, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(test) ?? [];
  return Object.entries(keys).map(([key, values]): Clause => {
    const read = { ...options, ...readingOf(operator) };
    return {
      kind: "test",
      operator,
      quantifier: quantifierOf(quantifier),
      ifExists: ifExists !== undefined,
      key,
      values: partsOf(values, read),
    };
  });
}

function quantifierOf(written: string): Extract<Clause, { kind: "test" }>["quantifier"] {
  const word = written.toLowerCase();
  if (word === "") return "";
  return word === "forallvalues" ? "ForAllValues" : "ForAnyValue";
}
