import type { JsonValue } from "../../model/json.ts";
import { isFile } from "../../model/tree.ts";
import { below, isKustomizationPath } from "../paths.ts";
import type { Structure } from "../structure.ts";
import { field, textOf } from "../yaml-object.ts";
import { crossingGlob } from "./crossing-glob.ts";

/** The files that Argo CD applies of a plain folder, and those that it would have Jsonnet write; sorted. */
export function directoryFiles(
  directory: JsonValue | undefined,
  path: string,
  { index, tree }: Structure,
): { readonly files: readonly string[]; readonly unread: readonly string[] } {
  const recurse = field(directory, "recurse") === true;
  const include = textOf(field(directory, "include"));
  const exclude = textOf(field(directory, "exclude"));
  const included = include === null ? () => true : crossingGlob(include);
  const excluded = exclude === null ? () => false : crossingGlob(exclude);
  const found = index.below(path).filter((file) => {
    const rest = below(path, file) ?? file;
    const entry = tree.entries.get(file);
    if (entry === undefined || !isFile(entry) || (!recurse && rest.includes("/"))) return false;
    return /\.(?:ya?ml|json|jsonnet)$/i.test(rest) && !excluded(rest) && included(rest);
  });
  return {
    files: found.filter((file) => !/\.jsonnet$/i.test(file) && !isKustomizationPath(file)),
    unread: found.filter((file) => /\.jsonnet$/i.test(file)),
  };
}
