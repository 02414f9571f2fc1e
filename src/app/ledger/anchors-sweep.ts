import type { Anchor } from "../../ledger/index.ts";
import type { AnchorPlace } from "../../model/anchor.ts";
import { Findings, type SweepResult } from "../sweep/result.ts";
import { anchorPlaces, type PlacesPorts } from "./anchor-places.ts";
import { type AnchoringPorts, anchorIn } from "./anchoring.ts";

export interface AnchorsPorts extends AnchoringPorts, PlacesPorts {
  readonly open: (place: AnchorPlace) => Anchor;
}

/** Once a day the last checkpoint is kept where whoever administers the database cannot reach it. */
export async function sweepAnchors(ports: AnchorsPorts): Promise<SweepResult> {
  const findings = new Findings();
  for (const place of await anchorPlaces(findings, ports)) {
    findings.looked += 1;
    const result = await anchorIn(ports.open(place), ports);
    if (result.kind === "kept") {
      findings.recovered.push(`${result.place} ${result.size}`);
      findings.records.push(result.record);
      continue;
    }
    findings.failed.push(`${result.place}: ${result.why}`);
    if (result.later) findings.unfinished = true;
  }
  return findings.result();
}
