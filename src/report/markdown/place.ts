import { isFileLocation, type Location } from "../../model/location.ts";
import { code, link } from "./escape.ts";
import type { PlaceOptions } from "./options.ts";

/** Longest path in a cell; of a longer one the end is shown, because that is where the file's name is. */
const pathCharactersMax = 60;
/** An address that is longer would take the room of the findings. */
const urlCharactersMax = 1_000;

/**
 * `api.yaml:31` as a link, or the path and line as code where there is nothing to link to; `before` says that the line
 * is one of the base.
 */
export function placeText(
  location: Location,
  options: PlaceOptions,
  before: (place: string) => string,
): string {
  const place = headPlaceText(location, options);
  return location.side === "base" ? before(place) : place;
}

function headPlaceText(location: Location, options: PlaceOptions): string {
  const line = isFileLocation(location) ? "" : `:${location.startLine}`;
  const url = options.links?.(location) ?? null;
  if (url !== null && url.length <= urlCharactersMax) {
    return link(code(tail(location.path.split("/").at(-1) ?? location.path) + line), url);
  }
  return code(tail(location.path) + line);
}

/** The whole path, as a link to the place where there is one. */
export function pathText(location: Location, options: PlaceOptions): string {
  const url = options.links?.(location) ?? null;
  return url === null || url.length > urlCharactersMax ? code(location.path) : link(code(location.path), url);
}

function tail(path: string): string {
  const characters = Array.from(path);
  return characters.length <= pathCharactersMax
    ? path
    : `…${characters.slice(1 - pathCharactersMax).join("")}`;
}
