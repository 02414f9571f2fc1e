import { join } from "node:path";
import type { GitHubApp } from "../../github/index.ts";
import { type Anchor, createLedgerSigner, rememberedAt } from "../../ledger/index.ts";
import { Findings } from "../sweep/result.ts";
import { anchorPlaces } from "./anchor-places.ts";
import { type Anchored, anchorIn } from "./anchoring.ts";
import { beginSigning } from "./begin.ts";
import { type AnchorEnvironment, openAnchor } from "./open-anchor.ts";
import type { OpenSigned } from "./rotate.ts";
import { type KeyEnvironment, signingKeys } from "./signing-keys.ts";

/** One place that somebody named, or those of the configurations. */
export type AnchorsWanted =
  | { readonly kind: "given"; readonly anchor: Anchor }
  | {
      readonly kind: "configured";
      readonly environment: AnchorEnvironment;
      readonly gitHub: Pick<GitHubApp, "installations" | "installation">;
    };

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** Keeps the last checkpoint in all places now, after the look that a server takes at its start. */
export async function anchorEverywhere(
  wanted: AnchorsWanted,
  environment: KeyEnvironment,
  open: OpenSigned,
): Promise<readonly Anchored[]> {
  const signer = createLedgerSigner(signingKeys(environment));
  const store = await open(signer);
  try {
    const remembered = rememberedAt(join(environment.dataFolder, "ledger", "checkpoint"));
    await beginSigning({ store, signer, remembered, anchored: async () => [], log: quiet });
    const { notSigning } = signer;
    if (notSigning !== null && notSigning.kind !== "not-checked")
      return [{ kind: "failed", place: "ledger", why: notSigning.because, later: false }];
    const findings = new Findings();
    const anchors = await anchorsOf(wanted, findings, store.notes);
    const done: Anchored[] = [];
    for (const anchor of anchors) done.push(await anchorIn(anchor, { store, signer, log: quiet }));
    await store.records.append(done.flatMap((one) => (one.kind === "kept" ? [one.record] : [])));
    const unread = findings.failed.map((why): Anchored => {
      return { kind: "failed", place: "configuration", why, later: false };
    });
    return [...unread, ...done];
  } finally {
    await store.close();
  }
}

async function anchorsOf(
  wanted: AnchorsWanted,
  findings: Findings,
  notes: Parameters<typeof anchorPlaces>[1]["notes"],
): Promise<readonly Anchor[]> {
  if (wanted.kind === "given") return [wanted.anchor];
  const { gitHub, environment } = wanted;
  const places = await anchorPlaces(findings, {
    notes,
    installations: () => gitHub.installations(),
    organisationFile: (id, account) => gitHub.installation(id).survey.organisationFile(account),
  });
  return places.map((place) => openAnchor(place, environment, () => new Date()));
}
