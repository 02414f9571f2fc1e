import type { ReportReach } from "../model/reach.ts";
import type { Report } from "../model/report.ts";
import { listOf } from "./text/locale.ts";
import { reachTextsOf } from "./text/reach-texts.ts";

/** "12 tenants (3 allowed), 2 environments and 43 roots through modules/shared-db"; `null`: one of each, or nobody counted. */
export function reachLine(
  { reach, locale }: Pick<Report, "reach" | "locale">,
  quote: (name: string) => string,
) {
  if (reach === undefined) return null;
  const texts = reachTextsOf(locale);
  const [widest] = reach.through;
  const through = widest === undefined ? null : quote(widest.path);
  const parts = (["tenants", "environments", "clusters"] as const).flatMap((name) =>
    reach[name].length > 1 ? [texts[name](reach[name].length, exceeded(name, reach))] : [],
  );
  const roots =
    reach.roots.length > 1 ? [texts.roots(reach.roots.length, through, exceeded("roots", reach))] : [];
  const all = [...parts, ...roots];
  return all.length === 0 ? null : listOf(all, locale);
}

function exceeded(
  name: "tenants" | "environments" | "clusters" | "roots",
  reach: ReportReach,
): number | null {
  const allowed = reach.allowed[name];
  return allowed !== null && reach[name].length > allowed ? allowed : null;
}
