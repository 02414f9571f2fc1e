import type { ReportSuppression } from "../../model/suppression.ts";
import { quotable } from "../neutral.ts";
import { textsOf } from "../text/locale.ts";
import type { View } from "./view.ts";
import { clipped } from "./width.ts";

/** Lines about comments without an effect: all of them stand in the other formats. */
const idleMax = 10;

/**
 * Comments and annotations of a scan that ask to ignore a rule to no effect, or where there is nothing to ignore. In a
 * review the rule about rules says it of those that the change touches.
 */
export function idleSuppressions({ report, columns, paint }: View): readonly string[] {
  if (report.kind !== "scan") return [];
  const texts = textsOf(report.locale).suppressions;
  const idle = (report.suppressions ?? []).filter(({ state, ofNothing }) => state !== "counts" || ofNothing);
  if (idle.length === 0) return [];
  const lines = idle.slice(0, idleMax).map((one) => {
    const why = texts.states[one.state === "counts" ? "of-nothing" : one.state];
    return clipped(`  ${placeOf(one)}: ${why}`, columns);
  });
  const more = idle.length > idleMax ? ["  …"] : [];
  return [texts.idle(idle.length), ...lines, ...more].map((line) => paint("quiet", line));
}

function placeOf({ path, line, ruleId }: ReportSuppression): string {
  const place = `${quotable(path)}:${line}`;
  return ruleId === null ? place : `${place} ${quotable(ruleId)}`;
}
