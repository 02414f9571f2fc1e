import { namePath, pathText } from "../model/element-key.ts";
import type { Fix } from "../model/finding.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
} from "../model/json.ts";
import { isSecretMarker } from "../model/secret-marker.ts";
import { type KindSchema, kindText, propertyOf } from "./catalogue.ts";
import { nearField } from "./near.ts";
import { scalarProblem } from "./scalar.ts";
import { dereferenced, isOpen, lengthOf, type Resolve } from "./shape.ts";

/** What does not fit, at its place. Arguments hold names and words of the schema, never a value of the object. */
export interface Problem {
  readonly messageId: string;
  readonly path: ObjectPath;
  readonly arguments: JsonObject;
  readonly fix: Fix | null;
  /** Counts only if the text at the path does not match this expression: whoever can do so in linear time decides. */
  readonly pattern?: string;
}

/** An object, and what a reader has done with it. */
export interface CheckedObject {
  readonly object: JsonObject;
  readonly unknown: ReadonlyMap<Pointer, string>;
  /** Texts that hold documents, which stand in the object as what they say. */
  readonly opened: readonly ObjectPath[];
}

export interface Checking extends CheckedObject {
  /** `group/version/Kind`. */
  readonly name: string;
  readonly kind: KindSchema;
  /** Schema of `metadata`, the same for every kind. */
  readonly metadata: JsonObject | null;
  readonly resolveMetadata: (name: string) => JsonObject | null;
}

/** An object of another kind than it says would fill the report with one mistake. */
const problemsMax = 20;
/**
 * Values, required fields and allowed words that are looked at for one object: the largest dashboards need 20,000, and a
 * hostile object, or a hostile definition, gets no further.
 */
const valuesMax = 200_000;
/** Only definitions of kinds nest without end; the deepest known ones have 60 levels. */
const depthMax = 200;
/** Texts to match with patterns, right ones among them: the richest routes have some hundred. */
const patternsMax = 500;

/** What the API server would refuse in an object, as far as its schema tells. */
export function checkObject(checking: Checking): readonly Problem[] {
  const check = new Check(checking);
  check.root();
  return check.problems;
}

class Check {
  readonly problems: Problem[] = [];
  readonly #checking: Checking;
  #values = 0;
  #certain = 0;
  #patterns = 0;

  constructor(checking: Checking) {
    this.#checking = checking;
  }

  root(): void {
    const { object, kind } = this.#checking;
    const schema = dereferenced(kind.schema, kind.resolve);
    this.#members(object, schema, [], kind.resolve, true);
  }

  #value(value: JsonValue | undefined, given: JsonObject, path: ObjectPath, resolve: Resolve): void {
    this.#values += 1;
    // The server drops null; what is a secret or not known yet may be anything.
    if (value === undefined || value === null || this.#isOver() || this.#isHidden(value, path)) return;
    if (path.length > depthMax) return;
    const schema = dereferenced(given, resolve);
    // A hostile definition lists a million words; comparing with each of them is work like any other.
    this.#values += lengthOf(schema["enum"]);
    const problem = scalarProblem(value, schema);
    if (problem !== null) {
      this.#add(problem.messageId, path, problem.arguments, problem.fix, problem.pattern);
      if (problem.pattern === undefined) return;
    }
    if (isJsonArray(value)) this.#items(value, schema, path, resolve);
    else if (isJsonObject(value)) this.#members(value, schema, path, resolve, false);
  }

  #items(list: readonly JsonValue[], schema: JsonObject, path: ObjectPath, resolve: Resolve): void {
    const { items } = schema;
    if (isJsonObject(items)) {
      for (const [index, item] of list.entries()) this.#value(item, items, [...path, index], resolve);
    }
    if (this.#checking.kind.origin.kind !== "kubernetes") this.#repeated(list, schema, path);
  }

  /** Kubernetes' own lists are merged by their keys, and mostly take two of one; those of custom kinds are refused. */
  #repeated(list: readonly JsonValue[], schema: JsonObject, path: ObjectPath): void {
    const keys = schema["x-kubernetes-list-map-keys"];
    if (schema["x-kubernetes-list-type"] !== "map" || !isJsonArray(keys)) return;
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      if (!isJsonObject(item)) continue;
      const values = keys.map((key) => item[String(key)]);
      if (values.some((value) => typeof value !== "string" && typeof value !== "number")) continue;
      const text = JSON.stringify(values);
      if (seen.has(text)) this.#add("repeated_item", [...path, index], { keys: keys.join(", ") });
      seen.add(text);
    }
  }

  #members(
    object: JsonObject,
    schema: JsonObject,
    path: ObjectPath,
    resolve: Resolve,
    isRoot: boolean,
  ): void {
    const isObjectOfItsOwn = isRoot || schema["x-kubernetes-embedded-resource"] === true;
    for (const [key, value] of Object.entries(object)) {
      if (this.#isOver()) return;
      const inside = [...path, key];
      if (isObjectOfItsOwn && (key === "apiVersion" || key === "kind")) continue;
      // Where YAML anchors are kept: nothing that somebody mistyped, and dropped by all but the strictest.
      if (isRoot && (key === "status" || key.startsWith("x-"))) continue;
      if (isObjectOfItsOwn && key === "metadata") this.#metadata(value, inside);
      else this.#member(value, key, schema, inside, resolve);
    }
    this.#required(object, schema, path, isObjectOfItsOwn);
  }

  #metadata(value: JsonValue, path: ObjectPath): void {
    const { metadata, resolveMetadata } = this.#checking;
    if (metadata !== null) this.#value(value, metadata, path, resolveMetadata);
  }

  #member(value: JsonValue, key: string, schema: JsonObject, path: ObjectPath, resolve: Resolve): void {
    const property = propertyOf(schema, key);
    const { additionalProperties, properties } = schema;
    if (property !== null) this.#value(value, property, path, resolve);
    else if (isJsonObject(additionalProperties)) this.#value(value, additionalProperties, path, resolve);
    else if (
      !isOpen(schema) &&
      isJsonObject(properties) &&
      !Object.hasOwn(properties, key) &&
      value !== null
    ) {
      this.#unknownField(key, Object.keys(properties), path);
    }
  }

  #unknownField(key: string, known: readonly string[], path: ObjectPath): void {
    const isReleased = this.#checking.kind.origin.kind === "released";
    const near = nearField(key, known, isReleased ? "surely" : "probably");
    // Another release of the project may well have a field of that name.
    if (isReleased && near === null) return;
    if (near === null) this.#add("unknown_field", path, {});
    else this.#add("unknown_field_near", path, { near });
  }

  #required(object: JsonObject, { required }: JsonObject, path: ObjectPath, isObjectOfItsOwn: boolean): void {
    for (const field of isJsonArray(required) ? required : []) {
      this.#values += 1;
      if (typeof field !== "string" || this.#isOver()) continue;
      if (isObjectOfItsOwn && ["apiVersion", "kind", "metadata"].includes(field)) continue;
      if (Object.hasOwn(object, field) || this.#mayBeThere([...path, field])) continue;
      this.#add("missing_field", path, { missing: field });
    }
  }

  #mayBeThere(path: ObjectPath): boolean {
    const { unknown } = this.#checking;
    if (unknown.size === 0) return false;
    const pointer = pointerOf(path);
    const parent = pointerOf(path.slice(0, -1));
    return [...unknown.keys()].some(
      (other) => other === parent || other === pointer || other.startsWith(`${pointer}/`),
    );
  }

  #isHidden(value: JsonValue, path: ObjectPath): boolean {
    const { unknown, opened } = this.#checking;
    if (isSecretMarker(value)) return true;
    if (unknown.size === 0 && opened.length === 0) return false;
    const pointer = pointerOf(path);
    return unknown.has(pointer) || opened.some((other) => pointerOf(other) === pointer);
  }

  #isOver(): boolean {
    return this.#certain >= problemsMax || this.#values > valuesMax;
  }

  #add(
    messageId: string,
    path: ObjectPath,
    more: JsonObject,
    fix: Fix["value"] = undefined,
    pattern?: string,
  ) {
    const { object, kind, name } = this.#checking;
    const { origin } = kind;
    if (pattern === undefined) this.#certain += 1;
    else this.#patterns += 1;
    if (this.#patterns > patternsMax && pattern !== undefined) return;
    this.problems.push({
      messageId: origin.kind === "released" ? (ofReleased[messageId] ?? "released_value") : messageId,
      path,
      arguments: {
        field: pathText(namePath(object, path)) || "/",
        kind: kindText(name),
        ...more,
        ...(origin.kind === "released" ? { source: origin.label } : {}),
      },
      fix: fix === undefined ? null : { op: "replace", path, value: fix },
      ...(pattern === undefined ? {} : { pattern }),
    });
  }
}

/** What another release of a project may see otherwise has words of its own; types hardly ever change. */
const ofReleased: Readonly<Record<string, string>> = {
  wrong_type: "wrong_type",
  unknown_field_near: "released_unknown_field",
  missing_field: "released_missing_field",
};
