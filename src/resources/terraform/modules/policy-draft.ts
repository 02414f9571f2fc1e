import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  parseJson,
} from "../../../model/json.ts";
import type { Draft } from "./draft.ts";
import type { ModuleCall } from "./module-call.ts";

/** What a module calls the parts of a statement, and what a policy document does. */
const statementParts: readonly (readonly [argument: string, part: string])[] = [
  ["sid", "Sid"],
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
];

/**
 * A policy document that a module makes of arguments: of documents as text, and of statements written like those of
 * `aws_iam_policy_document`. It is written as an object, so that every part keeps the place that it comes from.
 */
export class PolicyDraft {
  readonly #call: ModuleCall;
  readonly #draft: Draft;
  readonly #to: ObjectPath;
  #count = 0;

  constructor(call: ModuleCall, draft: Draft, to: ObjectPath) {
    this.#call = call;
    this.#draft = draft;
    this.#to = to;
    draft.put([...to, "Version"], "2012-10-17");
    draft.put([...to, "Statement"], []);
  }

  /** The statements of a list or a map; of an unknown number of them there is one, unknown. */
  statements(...from: ObjectPath): this {
    if (this.#call.isUnknown(...from)) this.#draft.hide(this.#next(), from);
    for (const element of this.#call.elements(...from)) this.#statement(element);
    return this;
  }

  /** The statements of documents: one text, or a list of them. */
  documents(...from: ObjectPath): this {
    if (this.#call.isUnknown(...from)) this.#draft.hide(this.#next(), from);
    const value = this.#call.value(...from);
    if (typeof value === "string" || isDocument(value)) this.#document(from);
    else for (const element of this.#call.elements(...from)) this.#document(element);
    return this;
  }

  /** A statement that the module writes itself; `from` is the argument that makes it do so. */
  fixed(statement: JsonObject, from: ObjectPath): ObjectPath {
    const to = this.#next();
    this.#draft.put(to, statement, from);
    return to;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  #next(): ObjectPath {
    this.#count += 1;
    return [...this.#to, "Statement", this.#count - 1];
  }

  #statement(from: ObjectPath): void {
    const to = this.#next();
    if (this.#call.isUnknown(...from)) {
      this.#draft.hide(to, from);
      return;
    }
    this.#draft.put(to, {}, from).put([...to, "Effect"], "Allow", from);
    this.#draft.copy([...from, "effect"], [...to, "Effect"]);
    for (const [argument, part] of statementParts) this.#draft.copy([...from, argument], [...to, part]);
    this.#principals([...from, "principals"], [...to, "Principal"]);
    this.#principals([...from, "not_principals"], [...to, "NotPrincipal"]);
    for (const name of ["condition", "conditions"]) this.#conditions([...from, name], [...to, "Condition"]);
  }

  #principals(from: ObjectPath, to: ObjectPath): void {
    if (this.#call.isUnknown(...from)) this.#draft.hide(to, from);
    for (const element of this.#elementsOrOne(from, "identifiers")) {
      const type = this.#call.value(...element, "type");
      if (typeof type !== "string") this.#draft.hide(to, element);
      else this.#draft.copy([...element, "identifiers"], [...to, type === "*" ? "AWS" : type]);
    }
  }

  #conditions(from: ObjectPath, to: ObjectPath): void {
    if (this.#call.isUnknown(...from)) this.#draft.hide(to, from);
    for (const element of this.#elementsOrOne(from, "values")) {
      const test = this.#call.value(...element, "test");
      const variable = this.#call.value(...element, "variable");
      if (typeof test !== "string" || typeof variable !== "string") this.#draft.hide(to, element);
      else this.#draft.copy([...element, "values"], [...to, test, variable]);
    }
  }

  /** A list or a map of objects; some modules take one object as well. */
  #elementsOrOne(from: ObjectPath, member: string): readonly ObjectPath[] {
    const value = this.#call.value(...from);
    if (isJsonObject(value) && Object.hasOwn(value, member)) return [from];
    return this.#call.elements(...from);
  }

  #document(from: ObjectPath): void {
    const value = this.#call.value(...from);
    if (isDocument(value)) {
      for (const index of statementsOf(value).keys()) {
        const at = isJsonArray(value["Statement"]) ? ["Statement", index] : ["Statement"];
        this.#draft.copy([...from, ...at], this.#next());
      }
      return;
    }
    const parsed = typeof value === "string" ? documentIn(value) : null;
    if (parsed === null) this.#draft.hide(this.#next(), from);
    else for (const statement of statementsOf(parsed)) this.#draft.put(this.#next(), statement, from);
  }
}

function isDocument(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, "Statement");
}

function statementsOf({ Statement: statement }: JsonObject): readonly JsonValue[] {
  if (isJsonArray(statement)) return statement;
  return statement === undefined ? [] : [statement];
}

/** `null` for a text that is no policy document: what it allows is not known. */
function documentIn(text: string): JsonObject | null {
  try {
    const value = parseJson(text);
    return isDocument(value) ? value : null;
  } catch {
    return null;
  }
}
