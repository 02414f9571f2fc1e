import { readYaml } from "../../formats/yaml/index.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { Structure } from "../structure.ts";
import { field, objectsOf, textOf, textsOf } from "../yaml-object.ts";
import { gitParameters } from "./git-generator.ts";
import { laidOver } from "./laid-over.ts";
import { type Filling, filled, flat } from "./parameters.ts";
import { selects } from "./selector.ts";

/** Applications of one set. Each is a root that is rendered; sets of real estates make some hundred. */
export const applicationsPerSetMax = 1_000;
/** Argo CD itself lets a matrix or a merge hold one more of them. */
const nestingMax = 3;

export interface ParameterSet {
  readonly parameters: JsonObject;
  /** What a generator lays over the template of the set. */
  readonly template: JsonObject | null;
}

/** Runs the generators of one set. Those that ask a cluster or a server are noted in {@link unread}. */
export class Generation {
  readonly unread = new Set<string>();
  readonly #structure: Structure;
  readonly #filling: Filling;
  readonly #isGo: boolean;

  constructor(structure: Structure, filling: Filling, isGo: boolean) {
    this.#structure = structure;
    this.#filling = filling;
    this.#isGo = isGo;
  }

  /** One more than {@link applicationsPerSetMax} at most, so that it shows that there are more. */
  async all(generators: readonly JsonObject[]): Promise<readonly ParameterSet[]> {
    const found: ParameterSet[] = [];
    for (const generator of generators) {
      if (found.length > applicationsPerSetMax) break;
      const made = await this.#one(generator, {}, 0);
      for (const each of made ?? []) if (found.length <= applicationsPerSetMax) found.push(each);
    }
    return found;
  }

  /** `null` where what it makes is not known. */
  async #one(
    generator: JsonObject,
    outer: JsonObject,
    depth: number,
  ): Promise<readonly ParameterSet[] | null> {
    const [kind] = Object.keys(generator).filter((key) => key !== "selector");
    const written = kind === undefined ? undefined : field(generator, kind);
    if (kind === undefined || !isJsonObject(written)) return this.#pass(kind ?? "?");
    const body = await this.#filledWith(written, outer);
    const made = body === null ? null : await this.#parameters(kind, body, outer, depth);
    if (made === null) return this.#pass(kind);
    const selector = field(generator, "selector");
    const template = field(written, "template");
    const override = isJsonObject(template) ? template : null;
    return made
      .filter((parameters) => selects(selector, parameters))
      .map((parameters) => ({ parameters, template: override }));
  }

  #pass(kind: string): null {
    if (kind !== "matrix" && kind !== "merge") this.unread.add(kind);
    return null;
  }

  /** The second part of a matrix may name parameters of the first. The template is filled later, with all of them. */
  async #filledWith(body: JsonObject, outer: JsonObject): Promise<JsonObject | null> {
    if (Object.keys(outer).length === 0) return body;
    const { template, ...rest } = body;
    const made = await filled(rest, outer, this.#filling);
    return made === null || template === undefined ? made : { ...made, template };
  }

  async #parameters(
    kind: string,
    body: JsonObject,
    outer: JsonObject,
    depth: number,
  ): Promise<readonly JsonObject[] | null> {
    switch (kind) {
      case "list":
        return listElements(body).map((element) => (this.#isGo ? element : flat(element)));
      case "git": {
        const found = await gitParameters(body, this.#structure, this.#isGo, applicationsPerSetMax + 1);
        return found === null ? null : this.#withValues(body, found);
      }
      case "matrix":
        return depth >= nestingMax ? null : this.#matrix(objectsOf(field(body, "generators")), outer, depth);
      case "merge":
        return depth >= nestingMax ? null : this.#merge(body, outer, depth);
      default:
        return null;
    }
  }

  /** `values` of a generator may name its own parameters. */
  async #withValues(body: JsonObject, sets: readonly JsonObject[]): Promise<readonly JsonObject[] | null> {
    const values = field(body, "values");
    if (!isJsonObject(values)) return sets;
    const all: JsonObject[] = [];
    for (const parameters of sets) {
      const made = await filled(values, parameters, this.#filling);
      if (made === null) return null;
      all.push({ ...parameters, ...(this.#isGo ? { values: made } : flat({ values: made })) });
    }
    return all;
  }

  async #matrix(
    generators: readonly JsonObject[],
    outer: JsonObject,
    depth: number,
  ): Promise<readonly JsonObject[] | null> {
    let rows: readonly JsonObject[] = generators.length === 0 ? [] : [{}];
    for (const generator of generators) {
      const next: JsonObject[] = [];
      for (const row of rows) {
        if (next.length > applicationsPerSetMax) break;
        const made = await this.#one(generator, { ...outer, ...row }, depth + 1);
        if (made === null) return null;
        for (const { parameters } of made) {
          if (next.length <= applicationsPerSetMax) next.push(laidOver(row, parameters));
        }
      }
      rows = next;
    }
    return rows;
  }

  /** The first generator says which there are; the others add to those of equal keys. */
  async #merge(body: JsonObject, outer: JsonObject, depth: number): Promise<readonly JsonObject[] | null> {
    const keys = textsOf(field(body, "mergeKeys"));
    let rows: readonly JsonObject[] | null = null;
    for (const generator of objectsOf(field(body, "generators"))) {
      const made = await this.#one(generator, outer, depth + 1);
      if (made === null) return null;
      const sets = made.map(({ parameters }) => parameters);
      const byKey: ReadonlyMap<string, JsonObject> = new Map(sets.map((set) => [keyOf(set, keys), set]));
      rows = rows === null ? sets : rows.map((row) => laidOver(row, byKey.get(keyOf(row, keys)) ?? {}));
    }
    return rows ?? [];
  }
}

function keyOf(parameters: JsonObject, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => nested(parameters, key)));
}

/** `values.name` is one name in flat parameters, and two steps in Go's. */
function nested(parameters: JsonObject, key: string): JsonValue {
  if (Object.hasOwn(parameters, key)) return parameters[key] ?? null;
  let current: JsonValue | undefined = parameters;
  for (const step of key.split(".")) current = field(current, step);
  return current ?? null;
}

function listElements(body: JsonObject): readonly JsonObject[] {
  const text = textOf(field(body, "elementsYaml"));
  const file = text === null ? null : readYaml(Buffer.from(text));
  const [first] = file?.kind === "documents" ? file.documents : [];
  const more = first?.kind === "value" && isJsonArray(first.value) ? objectsOf(first.value) : [];
  return [...objectsOf(field(body, "elements")), ...more].slice(0, applicationsPerSetMax + 1);
}
