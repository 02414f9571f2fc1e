import type { StoredPullRecord } from "../../model/record.ts";
import type { Waiver } from "../../model/waiver.ts";
import { waiversFromRecords } from "../../waivers/index.ts";
import type { Situation } from "./situation.ts";

/** The exceptions of a pull request: those in files of the base, and those that were granted in its comments. */
export function waiversOf(
  { inForce }: Pick<Situation, "inForce">,
  records: readonly StoredPullRecord[],
): readonly Waiver[] {
  const { configuration, waivers } = inForce.settings;
  const { maxDays } = configuration.waivers;
  return [...waivers, ...waiversFromRecords(records, { maxDays, timezone: configuration.timezone })];
}
