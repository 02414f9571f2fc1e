import { decodeText } from "../../formats/text.ts";
import { readYaml } from "../../formats/yaml/index.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { laidOver } from "../argocd/laid-over.ts";
import type { Templating } from "../argocd/templating.ts";
import { folderOf, resolved } from "../paths.ts";
import type { Structure } from "../structure.ts";
import { field, textOf, textsOf } from "../yaml-object.ts";

/** Helmfiles that name each other, and bases of bases: nobody goes deeper. */
export const helmfileDepthMax = 10;

/** One Helmfile for one environment, with its bases, as far as it is known without running anything. */
export interface HelmfileState {
  readonly path: string;
  readonly environment: string;
  /** Everything that it says, later parts over earlier ones. */
  readonly object: JsonObject;
  /** `.Values` of its templates. */
  readonly values: JsonObject;
  /** Every file that this was read from. */
  readonly files: ReadonlySet<string>;
  /** What is not known, in words for the list of what was not evaluated. */
  readonly unread: readonly string[];
  /** No YAML. */
  readonly broken: boolean;
}

/** Reads Helmfiles of one tree. */
export class HelmfileReader {
  readonly structure: Structure;
  readonly #templating: Templating;

  constructor(structure: Structure, templating: Templating) {
    this.structure = structure;
    this.#templating = templating;
  }

  /** `given` are values that another Helmfile hands over. */
  async read(path: string, environment: string, given: JsonObject, depth = 0): Promise<HelmfileState> {
    const reading = new Reading(path, environment, given);
    await this.#parts(path, reading, depth);
    return reading.state();
  }

  /** What a template makes of a text, `null` where that is not known. */
  async fill(text: string, data: JsonObject): Promise<string | null> {
    if (!text.includes("{{")) return text;
    return (await this.#templating([text], data))[0] ?? null;
  }

  async text(path: string): Promise<string | null> {
    const bytes = (await this.structure.tree.read([path])).get(path);
    const decoded = bytes === undefined ? null : decodeText(bytes);
    return decoded?.kind === "text" ? decoded.text : null;
  }

  /** Parts between `---` are templates of their own, and see what the ones before them say. */
  async #parts(path: string, reading: Reading, depth: number): Promise<void> {
    const text = await this.text(path);
    if (text === null || depth > helmfileDepthMax) return reading.pass(path);
    reading.files.add(path);
    for (const part of text.split(/^---[ \t]*$/m)) {
      const filled = await this.fill(part, reading.data());
      if (filled === null) reading.pass(`template ${path}`);
      else await this.#part(path, filled, reading, depth);
    }
  }

  async #part(path: string, text: string, reading: Reading, depth: number): Promise<void> {
    const file = readYaml(Buffer.from(text));
    const documents = file.kind === "documents" ? file.documents : [];
    for (const document of documents) {
      if (document.kind !== "value" || !isJsonObject(document.value)) {
        reading.broken = true;
        continue;
      }
      for (const base of textsOf(field(document.value, "bases"))) {
        const file = resolved(folderOf(path), base);
        if (file === null || reading.files.has(file) || !this.structure.tree.entries.has(file)) {
          if (file === null || !reading.files.has(file)) reading.pass(`base ${base}`);
        } else await this.#parts(file, reading, depth + 1);
      }
      reading.lay(document.value);
      await this.#environment(path, document.value, reading);
    }
  }

  async #environment(path: string, object: JsonObject, reading: Reading): Promise<void> {
    const own = field(field(object, "environments"), reading.environment);
    await this.#values(path, field(own, "values"), reading);
    await this.#values(path, field(object, "values"), reading);
    if (isJsonArray(field(own, "secrets"))) reading.pass("secrets of the environment");
  }

  async #values(path: string, list: JsonValue | undefined, reading: Reading): Promise<void> {
    for (const entry of isJsonArray(list) ? list : []) {
      if (isJsonObject(entry)) reading.give(entry);
      const name = textOf(entry);
      if (name === null) continue;
      const found = await this.valuesFile(name, path, reading.data());
      for (const file of found.files) reading.files.add(file);
      if (found.values === null) reading.pass(`values ${name}`);
      else reading.give(found.values);
    }
  }

  /** A values file beside a Helmfile; `null` where it is not known what it holds. */
  async valuesFile(
    name: string,
    beside: string,
    data: JsonObject,
  ): Promise<{ readonly values: JsonObject | null; readonly files: readonly string[] }> {
    const path = resolved(folderOf(beside), name);
    const text = path === null ? null : await this.text(path);
    if (path === null || text === null) return { values: null, files: [] };
    const filled = path.endsWith(".gotmpl") ? await this.fill(text, data) : text;
    const file = filled === null ? null : readYaml(Buffer.from(filled));
    const [first] = file?.kind === "documents" ? file.documents : [];
    if (file?.kind === "documents" && first === undefined) return { values: {}, files: [path] };
    const values = first?.kind === "value" && isJsonObject(first.value) ? first.value : null;
    return { values, files: [path] };
  }
}

/** A state in the making. */
class Reading {
  readonly path: string;
  readonly environment: string;
  readonly files = new Set<string>();
  broken = false;
  readonly #unread = new Set<string>();
  readonly #given: JsonObject;
  #object: JsonObject = {};
  #values: JsonObject = {};

  constructor(path: string, environment: string, given: JsonObject) {
    this.path = path;
    this.environment = environment;
    this.#given = given;
  }

  pass(what: string): void {
    this.#unread.add(what);
  }

  lay(object: JsonObject): void {
    const { releases: before } = this.#object;
    const after = field(object, "releases");
    this.#object = laidOver(this.#object, object);
    if (isJsonArray(before) && isJsonArray(after))
      this.#object = { ...this.#object, releases: [...before, ...after] };
  }

  give(values: JsonObject): void {
    this.#values = laidOver(this.#values, values);
  }

  data(): JsonObject {
    const values = laidOver(this.#values, this.#given);
    return {
      Environment: { Name: this.environment, Values: values, KubeContext: "" },
      Values: values,
      StateValues: values,
      Namespace: "",
      KubeContext: "",
    };
  }

  state(): HelmfileState {
    return {
      path: this.path,
      environment: this.environment,
      object: this.#object,
      values: laidOver(this.#values, this.#given),
      files: this.files,
      unread: [...this.#unread],
      broken: this.broken,
    };
  }
}
