import type { Finding } from "../model/finding.ts";
import type { Report, ReportRoot } from "../model/report.ts";
import type { Cause } from "./causes.ts";
import { textsOf } from "./text/locale.ts";

/** Names that are read at a glance; of more, the number is enough. */
const namesMax = 3;

/**
 * Where a cause is found, in words: `base/api.yaml:12, in 3: prod, stg, dev` where one place is rendered into several
 * overlays or releases, and `and 2 more` where there are other places. `quote` writes a name from outside.
 */
export function reachText(
  cause: Cause,
  place: string,
  report: Pick<Report, "locale" | "roots">,
  quote: (name: string) => string,
): string {
  const { row } = textsOf(report.locale);
  const { first, findings } = cause;
  const others = othersOf(cause);
  const here = findings.filter((finding) => placeKey(finding) === placeKey(first));
  const roots = [...new Set(here.map(({ rootKey }) => rootKey))];
  const names = roots.slice(0, namesMax).map((key) => quote(rootName(key, report.roots)));
  const reached = roots.length === 1 ? place : row.reaches(place, names, roots.length);
  const told = others === 0 ? reached : row.morePlaces(reached, others);
  return cause.advised === undefined ? told : row.advisedPlaces(told, cause.advised.length);
}

/** How many other findings a cause has, without those that are the same place in another overlay or release. */
export function othersOf({ first, findings }: Cause): number {
  const places = new Set(findings.filter(({ rootKey }) => rootKey === first.rootKey).map(placeKey));
  const others = findings.filter(
    (finding) => finding.rootKey === first.rootKey || !places.has(placeKey(finding)),
  );
  return others.length - 1;
}

function placeKey({ location: { path, startLine, side } }: Finding): string {
  return JSON.stringify([path, startLine, side]);
}

/** The release or environment of a root, or its folder. */
function rootName(key: string, roots: Report["roots"]): string {
  const root: ReportRoot | undefined = Object.hasOwn(roots, key) ? roots[key] : undefined;
  return root?.variant ?? root?.path ?? key;
}
