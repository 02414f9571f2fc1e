import type { SignedCheckpoint } from "../../model/ledger.ts";
import type { PopulationPeriod } from "../../model/population.ts";
import { chooseCheckpoint } from "./choose-checkpoint.ts";
import { type Looked, lookThrough } from "./look-through.ts";
import { type Populations, populationsOf } from "./populations.ts";
import { type ExportPorts, ExportRefused } from "./ports.ts";
import { type Range, rangeOf } from "./range.ts";
import { resolveRepositories } from "./resolve-repositories.ts";
import { type DrawnCommit, drawSample } from "./sample.ts";
import { type EvidenceSigner, signerAt } from "./statement.ts";

export interface ExportRequest {
  readonly period: PopulationPeriod;
  /** `owner/name`; empty: all. */
  readonly repositories: readonly string[];
  /** Empty: all. */
  readonly branches: readonly string[];
  /** How many commits are drawn; `null`: none. */
  readonly sample: number | "all" | null;
  /** Of the draw; `null` where nothing is drawn by one. */
  readonly seed: string | null;
  /** Size of the log that the package ends at; `null`: the first checkpoint that holds all of the period. */
  readonly checkpoint: number | null;
  /** Of which decisions the blobs are in the package. */
  readonly blobs: "sample" | "all";
}

/** Everything that a package is made of, before a byte of it is written. */
export interface ExportPlan {
  readonly request: ExportRequest;
  readonly looked: Looked;
  readonly checkpoint: SignedCheckpoint;
  readonly range: Range;
  readonly populations: Populations;
  readonly drawn: readonly DrawnCommit[];
  readonly signer: EvidenceSigner;
}

/** Finds what a package has to hold. Throws `ExportRefused` for what cannot be exported. */
export async function planExport(request: ExportRequest, ports: ExportPorts): Promise<ExportPlan> {
  const { period, branches, sample, seed } = request;
  const resolved = await resolveRepositories(request.repositories, ports);
  const first = await chooseCheckpoint({ period, size: request.checkpoint }, ports);
  const wanted = resolved.size === 0 ? null : new Set(resolved.keys());
  const { looked, checkpoint } = await lookThrough(wanted, first, request.checkpoint !== null, ports);
  const populations = populationsOf(looked.repositories, { ...period, branches }, looked.lastAt);
  const drawn = drawSample(populations.rows, sample, seed);
  const range = await rangeOf({ period, looked, populations, drawn, checkpoint }, ports.ledger);
  const signer = signerAt(ports.held, checkpoint.size);
  if (signer === null)
    throw new ExportRefused(
      `The checkpoint of size ${checkpoint.size} is the first with all of the period, and this program does not hold ` +
        "the key of that size.",
    );
  return { request, looked, checkpoint, range, populations, drawn, signer };
}
