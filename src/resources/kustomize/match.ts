import type { Engine } from "../../engines/engine.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { FoundObject } from "../kubernetes/objects.ts";
import { type BuildInput, type EngineOrigin, findOrigins } from "./engine-output.ts";
import { entryOf, type GeneratorEntry, generatedTypes } from "./generators.ts";
import { type Reached, textOf } from "./layers.ts";
import { composedName, withoutHash } from "./names.ts";
import type { Layer, Sources } from "./sources.ts";

/** What a rendered object was made of. */
export type Source =
  | { readonly kind: "object"; readonly found: FoundObject; readonly layers: readonly Layer[] }
  | { readonly kind: "generator"; readonly entry: GeneratorEntry; readonly layers: readonly Layer[] }
  /** Only the file is known: the configuration of a generator, or of what made up the object. */
  | { readonly kind: "file"; readonly path: string; readonly layers: readonly Layer[] };

/** A rendered object that wants to know. */
export interface Wanted {
  readonly object: JsonObject;
  readonly type: string;
}

interface Candidate {
  readonly source: Source;
  readonly namespace: string;
}

/**
 * What each object of a build was made of. Names tell: every kustomization on the way adds its prefix and suffix. Where
 * they do not (a patch renames, a transformer brings prefixes of its own) kustomize is asked, which takes a second build.
 */
export function matchSources(
  wanted: readonly Wanted[],
  reached: readonly Reached[],
  sources: Sources,
  engine: Engine,
  input: BuildInput,
): readonly (Source | null)[] {
  const candidates = candidatesOf(reached, sources);
  const used = new Set<Source>();
  const found = wanted.map((one) => {
    const source = best(one, candidates, used);
    if (source !== null) used.add(source);
    return source;
  });
  if (!found.includes(null)) return found;
  const origins = findOrigins(engine, input);
  if (origins.length !== wanted.length) return found;
  return found.map((source, index) => {
    const [one, origin] = [wanted[index], origins[index]];
    return source ?? (one && origin ? told(one, origin, reached, sources) : null);
  });
}

function candidatesOf(
  reached: readonly Reached[],
  sources: Sources,
): ReadonlyMap<string, readonly Candidate[]> {
  const byName = new Map<string, Candidate[]>();
  const add = (type: string, name: string, candidate: Candidate): void => {
    const key = `${type}/${name}`;
    const known = byName.get(key);
    if (known === undefined) byName.set(key, [candidate]);
    else known.push(candidate);
  };
  for (const { from, layers } of reached) {
    if (from.kind === "generator") {
      const name = composedName(layers, textOf(entryOf(from)["name"]));
      const namespace = textOf(entryOf(from)["namespace"]);
      add(generatedTypes[from.field], name, {
        source: { kind: "generator", entry: from, layers },
        namespace,
      });
      continue;
    }
    for (const one of sources.objects(from.path)) {
      const { name, namespace } = namesOf(one.object);
      const candidate: Candidate = { source: { kind: "object", found: one, layers }, namespace };
      // Some kinds (namespaces, custom resource definitions) keep their names.
      for (const each of new Set([composedName(layers, name), name])) add(one.type, each, candidate);
    }
  }
  return byName;
}

function best(
  { object, type }: Wanted,
  candidates: ReadonlyMap<string, readonly Candidate[]>,
  used: ReadonlySet<Source>,
): Source | null {
  const { name, namespace } = namesOf(object);
  const plain = isGenerated(type) ? withoutHash(name) : null;
  const named =
    candidates.get(`${type}/${name}`) ?? (plain === null ? [] : (candidates.get(`${type}/${plain}`) ?? []));
  const free = named.filter(({ source }) => !used.has(source));
  const fitting = free.filter((one) => one.namespace === namespace || goesTo(one.source.layers, namespace));
  return (fitting[0] ?? free[0] ?? named[0])?.source ?? null;
}

function goesTo(layers: readonly Layer[], namespace: string): boolean {
  return layers.some(({ fields }) => textOf(fields["namespace"]) === namespace);
}

export function isGenerated(type: string): boolean {
  return Object.values(generatedTypes).includes(type);
}

function told(
  { object, type }: Wanted,
  { path, configuredIn }: EngineOrigin,
  reached: readonly Reached[],
  sources: Sources,
): Source | null {
  const file = path || configuredIn;
  if (!sources.has(file)) return null;
  const layers = reached.find(({ from }) => from.kind === "file" && from.path === file)?.layers ?? [];
  const objects = sources.objects(file).filter((one) => one.type === type);
  const { name } = namesOf(object);
  const named = objects.filter((one) => name.includes(namesOf(one.object).name));
  const [found, another] = objects.length === 1 ? objects : named;
  if (found === undefined || another !== undefined) return { kind: "file", path: file, layers };
  return { kind: "object", found, layers };
}

export function namesOf(object: JsonObject): { readonly name: string; readonly namespace: string } {
  const metadata = isJsonObject(object["metadata"]) ? object["metadata"] : {};
  return { name: textOf(metadata["name"]), namespace: textOf(metadata["namespace"]) };
}
