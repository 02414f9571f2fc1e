import type { Location } from "../../model/location.ts";
import { visible } from "../neutral.ts";
import type { Paint, Tone } from "./paint.ts";
import { clipped, widthOf } from "./width.ts";

/** Lines of one finding that are shown: a whole block says no more than its beginning. */
const linesMax = 4;
/** Bytes of a line that are looked at; minified files have lines of megabytes. */
const lineCharactersMax = 2_000;
const tabCells = 4;

/** A place with its numbered lines, and a caret line below where there is one line only. */
export function sourceLines(
  location: Location,
  excerpt: readonly string[],
  view: { readonly columns: number; readonly tone: Tone; readonly paint: Paint },
): readonly string[] {
  const shown = excerpt.slice(0, linesMax);
  const gutter = String(location.startLine + shown.length - 1).length;
  const room = Math.max(20, view.columns - gutter - 3);
  const bar = (label: string) => view.paint("quiet", `${label.padStart(gutter)} │`);
  const lines = shown.map((line, index) =>
    `${bar(String(location.startLine + index))} ${clipped(shownText(line), room)}`.trimEnd(),
  );
  if (excerpt.length > shown.length) return [...lines, `${bar("")} …`];
  const [only, ...others] = shown;
  const marks = only === undefined || others.length > 0 ? null : caret(only, location, room);
  return marks === null ? lines : [...lines, `${bar("")} ${view.paint(view.tone, marks)}`];
}

/** `^^^^` under the named columns, or under everything that is written on the line; `null` beyond what is shown. */
function caret(line: string, location: Location, room: number): string | null {
  const from =
    location.startColumn === undefined ? line.length - line.trimStart().length : location.startColumn - 1;
  const to =
    location.endColumn !== undefined && location.endColumn > from
      ? location.endColumn
      : line.trimEnd().length;
  const before = widthOf(shownText(line.slice(0, from)));
  const cells = Math.min(widthOf(shownText(line.slice(from, to))), room - before);
  return cells <= 0 ? null : `${" ".repeat(before)}${"^".repeat(cells)}`;
}

function shownText(line: string): string {
  return visible(line.slice(0, lineCharactersMax).replaceAll("\t", " ".repeat(tabCells)));
}
