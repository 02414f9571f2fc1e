import { fileFormatOf } from "../../formats/file-format.ts";
import { isInfrastructurePath, toolCopyOf } from "../../roots/index.ts";

/**
 * Whether a repository may hold something that is judged, by the names of its files: what stands in them is not looked
 * at. Better one too many in the list than one that nobody asks about.
 */
export function holdsScope(paths: readonly string[]): boolean {
  return paths.some(
    (path) => toolCopyOf(path) === null && (isInfrastructurePath(path) || fileFormatOf(path) !== null),
  );
}
