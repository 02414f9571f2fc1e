import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import { isFile } from "../../model/tree.ts";
import type { Followed } from "../argocd/application.ts";
import { laidOver } from "../argocd/laid-over.ts";
import type { Templating } from "../argocd/templating.ts";
import { folderOf, resolved, toolCopyOf } from "../paths.ts";
import type { Structure } from "../structure.ts";
import { field, textOf } from "../yaml-object.ts";
import { releasesOf } from "./releases.ts";
import { HelmfileReader, type HelmfileState, helmfileDepthMax } from "./state.ts";

/** Environments of one Helmfile: each renders every release once more. */
export const environmentsMax = 50;

/** Helmfiles that are read for one repository, each in each environment: three that name each other twice are already many. */
export const helmfileReadsMax = 1_000;

const helmfile = /(?:^|\/)(?:helmfile\.ya?ml(?:\.gotmpl)?|helmfile\.d\/[^/]+\.ya?ml(?:\.gotmpl)?)$/;

export function isHelmfilePath(path: string): boolean {
  return helmfile.test(path);
}

/** The releases of every Helmfile of a tree, in every environment that it knows. */
export async function followHelmfiles(structure: Structure, templating: Templating): Promise<Followed> {
  const paths = [...structure.tree.entries.values()]
    .filter((entry) => isFile(entry) && isHelmfilePath(entry.path) && toolCopyOf(entry.path) === null)
    .map(({ path }) => path)
    .toSorted();
  const reader = new HelmfileReader(structure, templating);
  const walk = new Walk(reader);
  for (const path of paths) await walk.survey(path);
  for (const path of paths) if (!walk.named.has(path)) await walk.everyEnvironment(path);
  // Of those that name each other in a circle nobody is the first.
  for (const path of paths) if (!walk.reached.has(path)) await walk.everyEnvironment(path);
  return walk.result();
}

class Walk {
  /** Helmfiles that another names: they are read with what it hands over. */
  readonly named = new Set<string>();
  readonly reached = new Set<string>();
  readonly #reader: HelmfileReader;
  readonly #installations: Followed["installations"][number][] = [];
  readonly #diagnostics = new Map<string, Diagnostic>();
  readonly #notEvaluated = new Map<string, NotEvaluated>();
  #reads = 0;
  readonly #environments = new Map<string, readonly string[]>();

  constructor(reader: HelmfileReader) {
    this.#reader = reader;
  }

  /** What a Helmfile says about others and about environments, before one is chosen. */
  async survey(path: string): Promise<void> {
    const state = await this.#reader.read(path, "default", {});
    const environments = field(state.object, "environments");
    const names = isJsonObject(environments) ? Object.keys(environments) : [];
    this.#environments.set(path, names.length === 0 ? ["default"] : names.slice(0, environmentsMax));
    if (names.length > environmentsMax) this.#beyond("environmentsMax", environmentsMax, path);
    for (const below of nestedIn(state))
      if (below.path !== null && below.path !== path) this.named.add(below.path);
  }

  async everyEnvironment(path: string): Promise<void> {
    for (const environment of this.#environments.get(path) ?? []) await this.#one(path, environment, {}, 0);
  }

  result(): Followed {
    return {
      installations: this.#installations,
      diagnostics: [...this.#diagnostics.values()],
      notEvaluated: [...this.#notEvaluated.values()],
    };
  }

  async #one(path: string, environment: string, given: JsonObject, depth: number): Promise<void> {
    this.#reads += 1;
    this.reached.add(path);
    if (this.#reads > helmfileReadsMax) return this.#beyond("helmfileReadsMax", helmfileReadsMax, path);
    const state = await this.#reader.read(path, environment, given);
    const { installations, elsewhere, unread } = await releasesOf(state, this.#reader);
    this.#installations.push(...installations);
    for (const what of elsewhere) this.#pass(path, "remote-source", what);
    for (const what of [...state.unread, ...unread]) this.#pass(path, "not-static", what);
    if (state.broken) this.#broken(path);
    for (const below of nestedIn(state)) {
      const { entries } = this.#reader.structure.tree;
      if (below.path === null || !entries.has(below.path)) this.#pass(path, "remote-source", below.written);
      else if (depth >= helmfileDepthMax || below.path === path)
        this.#pass(path, "not-static", below.written);
      else await this.#one(below.path, environment, laidOver(below.values, given), depth + 1);
    }
  }

  #pass(path: string, reason: NotEvaluated["reason"], what: string): void {
    const detail = `Helmfile: ${what}`;
    this.#notEvaluated.set(`${path}\n${detail}`, { path, reason, detail });
  }

  #broken(path: string): void {
    this.#say({
      kind: "not-rendered",
      messageId: "helmfile_failed",
      arguments: { path, reason: "a part of it is no YAML mapping" },
      subject: path,
      digest: digestOf(this.#reader.structure.tree.entries.get(path)?.blob ?? ""),
      location: fileLocation(path),
    });
  }

  #beyond(limit: string, maximum: number, path: string): void {
    this.#say({
      kind: "not-read",
      messageId: "limit_exceeded",
      arguments: { path, limit, maximum },
      subject: `${path}/${limit}`,
      digest: digestOf([limit, path]),
      location: fileLocation(path),
    });
  }

  #say(diagnostic: Diagnostic): void {
    this.#diagnostics.set(`${diagnostic.messageId} ${diagnostic.subject}`, diagnostic);
  }
}

interface Nested {
  readonly written: string;
  readonly path: string | null;
  readonly values: JsonObject;
}

/** Helmfiles that one names; those elsewhere have no path. A password in an address is not repeated. */
function nestedIn({ object, path }: HelmfileState): readonly Nested[] {
  const list = field(object, "helmfiles");
  return (isJsonArray(list) ? list : []).flatMap((entry): readonly Nested[] => {
    const written = textOf(entry) ?? textOf(field(entry, "path"));
    if (written === null) return [];
    const isElsewhere = /^[a-z0-9+.-]+:/i.test(written);
    const values = field(entry, "values");
    const inline = isJsonArray(values) ? values.filter(isJsonObject) : [];
    return [
      {
        written: written.replace(/\/\/[^/@]*@/, "//").replace(/\?.*$/s, ""),
        path: isElsewhere ? null : resolved(folderOf(path), written),
        values: inline.reduce((under, over) => laidOver(under, over), {}),
      },
    ];
  });
}
