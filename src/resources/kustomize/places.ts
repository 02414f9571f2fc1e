import { isJsonArray, type ObjectPath } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { align } from "./aligned.ts";
import { entryOf, type GeneratorEntry } from "./generators.ts";
import { textOf, textsOf } from "./layers.ts";
import { namesOfSource, type Rendered } from "./locate.ts";
import { patchPlaces } from "./patches.ts";
import { inFolder, locationOf, type Sources } from "./sources.ts";

/**
 * Every place where something is written for a value: in the object's own file, in each patch, and in each generator of
 * that name, also where another has the last word. What hides a secret hides it there, too: an old password is one.
 */
export function placesOf(
  rendered: Rendered,
  generators: readonly GeneratorEntry[],
  path: ObjectPath,
): readonly Location[] {
  const { object, source, sources } = rendered;
  const patched = { object, kind: textOf(object["kind"]), names: namesOfSource(rendered) };
  const patches = [...new Set(source.layers)]
    .flatMap((layer) => patchPlaces(sources, layer, patched, path))
    .filter(({ depth }) => depth === path.length)
    .map(({ location }) => location);
  return [...ownPlaces(rendered, path), ...patches, ...generatedPlaces(rendered, generators, path)];
}

function ownPlaces({ object, source }: Rendered, path: ObjectPath): readonly Location[] {
  if (source.kind !== "object") return [];
  const own = align(object, source.found.object, path);
  return own.whole ? [source.found.locate(own.path)] : [];
}

function generatedPlaces(
  { source, sources }: Rendered,
  generators: readonly GeneratorEntry[],
  path: ObjectPath,
): readonly Location[] {
  const key = path[1];
  if (source.kind !== "generator" || typeof key !== "string") return [];
  const name = textOf(entryOf(source.entry)["name"]);
  return generators
    .filter((entry) => entry.field === source.entry.field && textOf(entryOf(entry)["name"]) === name)
    .flatMap((entry) => [
      ...literalPlaces(entry, key),
      ...filePlaces(sources, entry, key),
      ...environmentPlaces(sources, entry, key),
    ]);
}

function literalPlaces(entry: GeneratorEntry, key: string): readonly Location[] {
  const { layer, field, index } = entry;
  const literals = entryOf(entry)["literals"];
  if (!isJsonArray(literals)) return [];
  return literals.flatMap((literal, at) =>
    typeof literal === "string" && literal.startsWith(`${key}=`)
      ? [locationOf(layer.path, layer.document.locate([field, index, "literals", at]))]
      : [],
  );
}

/** A file that is a value is one as a whole, from its first line to its last. */
function filePlaces(sources: Sources, entry: GeneratorEntry, key: string): readonly Location[] {
  return textsOf(entryOf(entry)["files"]).flatMap((reference) => {
    const equals = reference.indexOf("=");
    const path = inFolder(entry.layer.folder, reference.slice(equals + 1));
    const name = equals === -1 ? path.slice(path.lastIndexOf("/") + 1) : reference.slice(0, equals);
    if (name !== key || !sources.has(path)) return [];
    return [{ path, startLine: 1, endLine: linesOf(sources, path).length }];
  });
}

function environmentPlaces(sources: Sources, entry: GeneratorEntry, key: string): readonly Location[] {
  const fields = entryOf(entry);
  return [...textsOf(fields["envs"]), textOf(fields["env"])].flatMap((reference) => {
    const path = inFolder(entry.layer.folder, reference);
    if (reference === "") return [];
    return linesOf(sources, path).flatMap((text, index) =>
      text.trimStart().startsWith(`${key}=`) ? [{ path, startLine: index + 1, endLine: index + 1 }] : [],
    );
  });
}

function linesOf(sources: Sources, path: string): readonly string[] {
  return Buffer.from(sources.bytes(path) ?? [])
    .toString("utf8")
    .split("\n");
}
