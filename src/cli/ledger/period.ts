import { lastGoodSettings } from "../../app/attend/in-force.ts";
import { repositoryIdOf } from "../../app/repository-names.ts";
import { shippedPolicySet } from "../../app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../config/index.ts";
import { isLocalDate, isTimezone } from "../../model/local-date.ts";
import type { StoreReader } from "../../store/index.ts";
import type { ParsedArguments } from "../arguments.ts";
import { UsageError } from "../usage.ts";

/** One end of a period. Both belong to it. */
export function dateOf(name: "from" | "to", given: ParsedArguments, command: string): string {
  const value = given.value(name);
  if (value === null)
    throw new UsageError(`${command} needs --${name}: a date such as 2027-01-31, which is included.`);
  if (!isLocalDate(value))
    throw new UsageError(`--${name} is ${JSON.stringify(value)}; it has to be a date such as 2027-01-31.`);
  return value;
}

/** Ids of those that are known; without names, of all that have a protected branch. */
export async function repositoriesNamed(
  names: readonly string[],
  { notes, records }: StoreReader,
): Promise<readonly number[]> {
  if (names.length === 0) return await records.repositoriesWith("branch-commit");
  const ids = await Promise.all(names.map((name) => repositoryIdOf(notes, name)));
  return ids.filter((id) => id !== null);
}

/** That of the settings in force; several repositories may have several, and one list has one. */
export async function timezoneOf(
  named: string | null,
  repositories: readonly number[],
  store: StoreReader,
): Promise<string> {
  if (named !== null) {
    if (isTimezone(named)) return named;
    throw new UsageError(
      `--timezone is ${JSON.stringify(named)}; it has to be a zone of the IANA database, such as Asia/Tokyo.`,
    );
  }
  const policySet = await shippedPolicySet(readRuntimeEnvironment().cacheDirectory);
  const zones = new Set<string>();
  for (const id of repositories)
    zones.add((await lastGoodSettings(id, { ...store, policySet }))?.timezone ?? "UTC");
  const [zone = "UTC", ...others] = zones;
  if (others.length === 0) return zone;
  const all = [...zones].toSorted().join(", ");
  throw new UsageError(`The repositories have several zones (${all}): say with --timezone which one counts.`);
}
