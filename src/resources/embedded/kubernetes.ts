import {
  type BrokenEmbeddedDocument,
  type EmbeddedDocument,
  readEmbedded,
} from "../../formats/embedded/index.ts";
import { brokenByTemplate } from "../../formats/recognise.ts";
import type { SourceSpan } from "../../formats/source-text.ts";
import type { YamlDocument } from "../../formats/yaml/index.ts";
import { type JsonObject, type ObjectPath, pointerOf, valueAt } from "../../model/json.ts";
import { type EmbeddedValue, embeddedInKubernetes } from "./kinds.ts";
import { replaceValue } from "./replace-value.ts";

export interface BrokenValue extends EmbeddedValue {
  readonly document: BrokenEmbeddedDocument;
  /** Another program fills it in before anybody reads it: no mistake, and not read. */
  readonly isTemplate: boolean;
}

/** An object whose embedded documents are read: they stand in it as what they say, each part at its own line. */
export interface OpenedObject {
  readonly object: JsonObject;
  /** Paths from the top of the object. */
  readonly locate: (path: ObjectPath) => SourceSpan;
  /** Documents that do not parse; their text stays where it is. */
  readonly broken: readonly BrokenValue[];
}

/** `prefix` leads from the top of the document to the object. */
export function openEmbedded(
  document: YamlDocument,
  prefix: ObjectPath,
  type: string,
  object: JsonObject,
): OpenedObject {
  const places = new Map<string, Extract<EmbeddedDocument, { kind: "value" }>["locate"]>();
  const broken: BrokenValue[] = [];
  let opened = object;
  for (const value of embeddedInKubernetes(type, object)) {
    const inner = readEmbedded(document, [...prefix, ...value.path], value.format);
    if (inner === null) continue;
    if (inner.kind === "broken") {
      broken.push({ ...value, document: inner, isTemplate: isTemplate(object, value, inner) });
      continue;
    }
    opened = replaceValue(opened, value.path, inner.value);
    places.set(pointerOf(value.path), inner.locate);
  }
  return { object: opened, locate: locator(document, prefix, places), broken };
}

function locator(
  document: YamlDocument,
  prefix: ObjectPath,
  places: ReadonlyMap<string, (path: ObjectPath) => SourceSpan>,
): (path: ObjectPath) => SourceSpan {
  const depths = [...new Set([...places.keys()].map((pointer) => pointer.split("/").length - 1))];
  return (path) => {
    for (const depth of depths) {
      const inner = path.length > depth ? places.get(pointerOf(path.slice(0, depth))) : undefined;
      if (inner !== undefined) return inner(path.slice(depth));
    }
    return document.locate([...prefix, ...path]);
  };
}

function isTemplate(object: JsonObject, { path }: EmbeddedValue, broken: BrokenEmbeddedDocument): boolean {
  const text = valueAt(object, path);
  return typeof text === "string" && brokenByTemplate(text, broken.innerLine);
}
