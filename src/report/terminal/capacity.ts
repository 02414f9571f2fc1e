import { capacityLines, extentOf, placeText, type WriteCapacity } from "../capacity-text.ts";
import { quotable } from "../neutral.ts";
import { listOf, textsOf } from "../text/locale.ts";
import type { View } from "./view.ts";
import { wrapped } from "./width.ts";

/** What may be used afterwards: a line for each place; where only less is used, one line. */
export function capacity({ report, paint, columns }: View): readonly string[] {
  const { capacity: scopes = [] } = report;
  if (scopes.length === 0) return [];
  const { capacity: texts } = textsOf(report.locale);
  const write: WriteCapacity = { code: quotable, text: quotable, strong: (text) => text };
  const { lines } = capacityLines(report, write);
  if (lines.length === 0) {
    const places = scopes.map((scope) => placeText(scope, report, write));
    return wrapped(texts.less(listOf(places, report.locale)), columns).map((line) => paint("quiet", line));
  }
  const told = lines.flatMap((line) =>
    wrapped(line, columns - 4).map((part, index) => (index === 0 ? `  ${part}` : `    ${part}`)),
  );
  return [paint("bold", texts.title[extentOf(scopes)]), ...told];
}
