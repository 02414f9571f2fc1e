import type { Engine } from "../../engines/engine.ts";
import { yamlDepthMax } from "../../formats/yaml/limits.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { mainFile, type Root } from "../../model/root.ts";
import { type FoundObject, objectsOf } from "../kubernetes/objects.ts";
import { type PlacedObject, resourcesOf } from "../kubernetes/resources.ts";
import { buildDiagnostics } from "./diagnostics.ts";
import { type BuildInput, buildKustomization } from "./engine-output.ts";
import { readFiles } from "./files.ts";
import type { GeneratorEntry } from "./generators.ts";
import { reachedFrom, textsOf } from "./layers.ts";
import { locateRendered, wholeLocation } from "./locate.ts";
import { matchSources, namesOf, type Source } from "./match.ts";
import { renamed, withoutHash } from "./names.ts";
import { placesOf } from "./places.ts";
import { renderedDocument } from "./rendered-document.ts";
import { kustomizationPath, Sources } from "./sources.ts";

export interface KustomizeReading {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export interface KustomizeRequest {
  readonly root: Root;
  /** Bytes of everything that the kustomization reads. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The namespace of objects that name none, from the destination. */
  readonly defaultNamespace: string;
}

/**
 * Builds a kustomization and reads what comes out. Generated objects go by their names without the hash of their
 * contents, and so do those that refer to them: a changed value is a change of the same object. Secrets are not yet
 * masked: `maskSecrets` comes next. Throws `EngineError` where the engine stops.
 *
 * Diagnostics of kind `not-rendered`: `remote_base` {path, name}, `plugin_refused` {path, name}, `kustomization_failed`
 * {path, reason}. Of kind `not-read`: `limit_exceeded` {path, limit, maximum}, `lfs_pointer` {path}.
 */
export function readKustomize(engine: Engine, request: KustomizeRequest): KustomizeReading {
  const { root, files, defaultNamespace } = request;
  const read = readFiles(root.files, files);
  const sources = new Sources(files);
  const overrides = root.rendering?.kind === "kustomize" ? root.rendering.overrides : {};
  const input: BuildInput = { files: read.texts, binary: read.binary, root: root.path, overrides };
  const build = buildKustomization(engine, input);
  const documents = build.objects.map((text, index) => readObject(text, index, root));
  const wanted = documents.flatMap(({ objects }) => objects);
  const reached = reachedFrom(sources, root.path, textsOf(overrides["components"]));
  const matched = matchSources(wanted, reached, sources, engine, input);
  const generators = reached.flatMap(({ from }) => (from.kind === "generator" ? [from] : []));
  const found = withPlaces(wanted, matched, { sources, generators, definition: definitionOf(root, sources) });
  return {
    resources: resourcesOf(root.key, found, defaultNamespace),
    diagnostics: [
      ...read.diagnostics,
      ...buildDiagnostics(root, build, sources),
      ...documents.flatMap(({ diagnostics }) => diagnostics),
      ...wanted.flatMap(({ diagnostics }, index) =>
        diagnostics.map((one) => ({ ...one, location: found[index]?.location ?? one.location })),
      ),
    ],
    notEvaluated: [
      ...read.notEvaluated,
      ...wanted.flatMap(({ notEvaluated }, index) =>
        notEvaluated.map((one) => ({ ...one, path: found[index]?.location.path ?? one.path })),
      ),
    ],
  };
}

/** What the places of all objects of one build rest on. */
interface Build {
  readonly sources: Sources;
  readonly generators: readonly GeneratorEntry[];
  readonly definition: { readonly path: string; readonly line: number };
}

/** Each object with the lines that it comes from, under its name without a hash. */
function withPlaces(
  wanted: readonly FoundObject[],
  matched: readonly (Source | null)[],
  build: Build,
): readonly PlacedObject[] {
  const { sources, generators, definition } = build;
  const names = stableNames(wanted, matched);
  return wanted.map(({ object, type }, index) => {
    const source: Source = matched[index] ?? { kind: "file", path: definition.path, layers: [] };
    const stable = renamed(object, names);
    const rendered = { object: stable, source, sources, definition };
    return {
      object: stable,
      type,
      location: wholeLocation(rendered),
      locate: (path) => locateRendered(rendered, path),
      places: (path) => placesOf(rendered, generators, path),
    };
  });
}

/** Names with a hash to names without, where that is no other object's name. */
function stableNames(
  wanted: readonly FoundObject[],
  matched: readonly (Source | null)[],
): ReadonlyMap<string, string> {
  const taken = new Set(wanted.map(({ type, object }) => `${type}/${namesOf(object).name}`));
  const names = new Map<string, string>();
  for (const [index, { type, object }] of wanted.entries()) {
    if (matched[index]?.kind !== "generator") continue;
    const { name } = namesOf(object);
    const plain = withoutHash(name);
    if (plain !== null && !taken.has(`${type}/${plain}`)) names.set(name, plain);
  }
  return names;
}

/** Who asked for this build: whatever lays fields over the kustomization, or the kustomization itself. */
function definitionOf(root: Root, sources: Sources): { readonly path: string; readonly line: number } {
  const overrides = root.rendering?.kind === "kustomize" ? root.rendering.overrides : {};
  if (root.definedBy !== undefined && Object.keys(overrides).length > 0) return root.definedBy;
  return { path: kustomizationPath(root.path, (path) => sources.has(path)) ?? mainFile(root), line: 1 };
}

interface RenderedDocument {
  readonly objects: readonly FoundObject[];
  readonly diagnostics: readonly Diagnostic[];
}

function readObject(text: string, index: number, root: Root): RenderedDocument {
  const document = renderedDocument(text);
  if (document !== null) return { objects: objectsOf(root.path, document), diagnostics: [] };
  const diagnostic: Diagnostic = {
    kind: "not-read",
    messageId: "limit_exceeded",
    arguments: { path: root.path, limit: "yamlDepthMax", maximum: yamlDepthMax },
    subject: `${root.key}#${index + 1}`,
    digest: sha256Hex(text),
    location: fileLocation(mainFile(root)),
  };
  return { objects: [], diagnostics: [diagnostic] };
}
