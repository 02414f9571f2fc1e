import { type AgeStore, eraseAged } from "../privacy/age.ts";
import type { SweepResult } from "./result.ts";

export interface RetentionPorts extends AgeStore {
  /** `audit.retentionYears` of the settings in force in a repository; `null`: everything is kept. */
  readonly retentionYears: (repositoryId: number) => Promise<number | null>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Lets go what is older than it is wanted. Where nobody set how old that is, nothing goes. */
export async function sweepRetention(ports: RetentionPorts): Promise<SweepResult> {
  const { looked, finished } = await eraseAged(ports, {
    yearsOf: ports.retentionYears,
    newId: ports.newId,
    now: ports.now,
  });
  return { looked, recovered: [], failed: [], requests: [], records: [], unfinished: !finished };
}
