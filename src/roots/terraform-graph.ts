import { callJson, type EngineAnswer } from "../engines/call-json.ts";
import { type Engine, EngineError } from "../engines/engine.ts";
import { decodeText } from "../formats/text.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../model/json.ts";
import type { Tree } from "../model/tree.ts";
import type { SurveyedFolder, SurveyedFolders } from "./surveyed-folders.ts";
import { isConfiguration } from "./terraform-files.ts";
import { filesRead, patternsOf, readsNothing, type TerraformReads } from "./terraform-reads.ts";

const nothing: SurveyedFolder = { calls: [], backend: false, provider: false, reads: readsNothing };
/** A call to the engine takes so many characters: its memory holds several copies of them. */
const surveyCharactersMax = 4_000_000;

interface GraphSources {
  readonly tree: Tree;
  readonly engine: () => Promise<Engine>;
  /** What other trees were found to say. */
  readonly surveyed: SurveyedFolders;
}

/** Which folder calls which local module. Folders are read when they are asked for, once. */
export class TerraformGraph {
  readonly #tree: Tree;
  readonly #files: ReadonlyMap<string, readonly string[]>;
  readonly #engine: () => Promise<Engine>;
  readonly #kept: SurveyedFolders;
  readonly #surveyed = new Map<string, SurveyedFolder>();
  /** Whether the engine gave up at any file: what it did not tell is not kept. */
  #gaveUp = false;

  constructor({ tree, engine, surveyed }: GraphSources, files: ReadonlyMap<string, readonly string[]>) {
    this.#tree = tree;
    this.#files = files;
    this.#engine = engine;
    this.#kept = surveyed;
  }

  folders(): readonly string[] {
    return [...this.#files.keys()];
  }

  has(folder: string): boolean {
    return this.#files.has(folder);
  }

  holds(path: string): boolean {
    return this.#tree.entries.has(path);
  }

  hasBackend(folder: string): boolean {
    return this.#of(folder).backend;
  }

  /** A provider block or a `.tfvars` file says that somebody applies this folder. */
  isAppliable(folder: string): boolean {
    const files = this.#files.get(folder) ?? [];
    return this.#of(folder).provider || files.some((path) => !isConfiguration(path));
  }

  isCalled(folder: string): boolean {
    return this.#callers().has(folder);
  }

  /** The folders themselves and everything that calls them, directly or not. */
  callersOf(folders: readonly string[]): readonly string[] {
    const callers = this.#callers();
    return spread(folders, (folder) => callers.get(folder) ?? []);
  }

  /** A folder and every local module below it, also those that are called and not there. */
  foldersBelow(folder: string): readonly string[] {
    return spread([folder], (each) => this.#of(each).calls);
  }

  /** The files of a folder and of every local module below it, and those that they read, sorted. */
  closure(folder: string): readonly string[] {
    const own = this.foldersBelow(folder).flatMap((each) => this.#filesBelow(each, folder));
    return [...new Set([...own, ...filesRead(this.#tree, this.patternsBelow(folder))])].toSorted();
  }

  /** What the configuration of a folder and of every local module below it looks for to read it. */
  patternsBelow(folder: string): readonly string[] {
    return patternsOf(
      folder,
      this.foldersBelow(folder).map((each) => this.#of(each).reads),
    );
  }

  /** Modules that only call each other in a circle: nobody else would read them. */
  unreachable(
    candidates: readonly string[],
    tops: readonly string[],
  ): readonly { readonly folder: string; readonly kind: "terraform-module" }[] {
    const reached = new Set(spread(tops, (each) => this.#of(each).calls));
    const found: { folder: string; kind: "terraform-module" }[] = [];
    for (const folder of candidates.toSorted()) {
      if (reached.has(folder)) continue;
      found.push({ folder, kind: "terraform-module" });
      for (const below of this.foldersBelow(folder)) reached.add(below);
    }
    return found;
  }

  async surveyBelow(folders: readonly string[]): Promise<void> {
    let pending = folders;
    while (pending.length > 0) {
      await this.survey(pending);
      const below = pending.flatMap((folder) => this.#of(folder).calls);
      pending = [...new Set(below)].filter(
        (folder) => !this.#surveyed.has(folder) && this.#files.has(folder),
      );
    }
  }

  /** Reads folders, if that was not done before. */
  async survey(folders: Iterable<string>): Promise<void> {
    const wanted = [...folders].filter((folder) => !this.#surveyed.has(folder) && this.#files.has(folder));
    const unknown = wanted.filter((folder) => {
      const known = this.#kept.known(this.#tree, folder, this.#configurationOf(folder));
      this.#surveyed.set(folder, known ?? nothing);
      return known === undefined;
    });
    const paths = unknown.flatMap((folder) => this.#configurationOf(folder));
    for (const chunk of chunks(await this.#telling(paths))) await this.#ask(chunk);
    if (this.#gaveUp) return;
    for (const folder of unknown)
      this.#kept.keep(this.#tree, folder, this.#configurationOf(folder), this.#of(folder));
  }

  async #telling(paths: readonly string[]): Promise<readonly (readonly [string, string])[]> {
    const found: (readonly [string, string])[] = [];
    for (const [path, bytes] of await this.#tree.read(paths)) {
      const decoded = decodeText(bytes);
      if (decoded.kind !== "text" || decoded.text.length > surveyCharactersMax) continue;
      if (telling.test(decoded.text)) found.push([path, decoded.text]);
    }
    return found;
  }

  async #ask(files: readonly (readonly [string, string])[]): Promise<void> {
    const answer = await this.#answer(files);
    if (answer === null) {
      this.#gaveUp = true;
      // What the engine cannot take alone tells nothing here; whoever reads it as a root says that it was not read.
      const half = Math.ceil(files.length / 2);
      if (files.length > 1)
        for (const part of [files.slice(0, half), files.slice(half)]) await this.#ask(part);
      return;
    }
    if (answer.kind !== "ok" || !isJsonObject(answer.value)) {
      throw new EngineError("protocol", "modules answered no folders");
    }
    for (const [folder, found] of Object.entries(answer.value)) {
      this.#surveyed.set(folder, merged(this.#of(folder), found));
    }
  }

  /** `null` where the engine gave up. */
  async #answer(files: readonly (readonly [string, string])[]): Promise<EngineAnswer | null> {
    const engine = await this.#engine();
    try {
      return callJson(engine, "modules", { files: Object.fromEntries(files) });
    } catch (error) {
      if (error instanceof EngineError && (error.code === "memory" || error.code === "trap")) return null;
      throw error;
    }
  }

  #configurationOf(folder: string): readonly string[] {
    return (this.#files.get(folder) ?? []).filter(isConfiguration);
  }

  #of(folder: string): SurveyedFolder {
    return this.#surveyed.get(folder) ?? nothing;
  }

  #callers(): ReadonlyMap<string, readonly string[]> {
    const callers = new Map<string, string[]>();
    for (const [caller, { calls }] of this.#surveyed) {
      for (const folder of calls) {
        if (folder === caller) continue;
        const known = callers.get(folder);
        if (known === undefined) callers.set(folder, [caller]);
        else known.push(caller);
      }
    }
    return callers;
  }

  /** Variable values are a root's own: those beside a module are not read through its callers. */
  #filesBelow(folder: string, top: string): readonly string[] {
    const files = this.#files.get(folder) ?? [];
    return folder === top ? files : files.filter(isConfiguration);
  }
}

function spread(from: readonly string[], next: (folder: string) => readonly string[]): readonly string[] {
  const reached = new Set(from);
  for (const folder of reached) for (const other of next(folder)) reached.add(other);
  return [...reached];
}

/** A backend, a cloud or provider block, a source that begins with `./` or `../`, a file that is read: nothing else tells. */
const telling =
  /\b(?:backend|provider)"?\s*["{:]|\bcloud"?\s*[{:]|"\.\.?[/"]|\b(?:file\w*|templatefile)\(\s*(?:"|path\.)/;

function* chunks(
  files: readonly (readonly [string, string])[],
): Generator<readonly (readonly [string, string])[]> {
  let chunk: (readonly [string, string])[] = [];
  let characters = 0;
  for (const file of files) {
    if (characters + file[1].length > surveyCharactersMax && chunk.length > 0) {
      yield chunk;
      [chunk, characters] = [[], 0];
    }
    chunk.push(file);
    characters += file[1].length;
  }
  if (chunk.length > 0) yield chunk;
}

function merged(before: SurveyedFolder, found: JsonValue): SurveyedFolder {
  if (!isJsonObject(found)) return before;
  const calls = isJsonArray(found["calls"]) ? found["calls"].filter((each) => typeof each === "string") : [];
  return {
    calls: [...new Set([...before.calls, ...calls])],
    backend: before.backend || found["backend"] === true,
    provider: before.provider || found["provider"] === true,
    reads: mergedReads(before.reads, found["reads"]),
  };
}

function mergedReads(before: TerraformReads, found: JsonValue | undefined): TerraformReads {
  if (!isJsonObject(found)) return before;
  const texts = (value: JsonValue | undefined): readonly string[] =>
    isJsonArray(value) ? value.filter((each) => typeof each === "string") : [];
  return {
    module: [...before.module, ...texts(found["module"])],
    root: [...before.root, ...texts(found["root"])],
  };
}
