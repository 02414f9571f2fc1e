import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { GitHubApp } from "../../github/index.ts";
import { createLedgerSigner, type LedgerSigner, rememberedAt } from "../../ledger/index.ts";
import type { Log } from "../../model/log.ts";
import type { Store } from "../../store/index.ts";
import { rememberedPlaces } from "./anchor-places.ts";
import { newestIn } from "./anchoring.ts";
import { sweepAnchors } from "./anchors-sweep.ts";
import { beginSigning } from "./begin.ts";
import type { Witness } from "./guard.ts";
import { type AnchorEnvironment, openAnchor } from "./open-anchor.ts";
import { type KeyEnvironment, signingKeys } from "./signing-keys.ts";
import { type Tool, toolStarted } from "./tool-started.ts";
import { watchLedger } from "./watch.ts";

/** The signer of a server, which signs nothing yet: {@link startLedger} lets it. Throws `StartError`. */
export function ledgerSigner(environment: KeyEnvironment): LedgerSigner {
  return createLedgerSigner(signingKeys(environment));
}

export interface ServedLedger {
  readonly environment: KeyEnvironment & AnchorEnvironment;
  readonly store: Store;
  readonly signer: LedgerSigner;
  readonly tool: Omit<Tool, "store" | "signingKey">;
  readonly log: Log;
}

/** Before any work is done: what is recorded from here on is signed, or it was said why not. */
export async function startLedger(served: ServedLedger): Promise<{ stop(): Promise<void> }> {
  const { environment, store, signer, log, tool } = served;
  const remembered = rememberedAt(join(environment.dataFolder, "ledger", "checkpoint"));
  await beginSigning({ store, signer, remembered, anchored: () => anchoredWitnesses(served), log });
  const signingKey = signer.notSigning === null ? (signer.keys[0]?.text ?? null) : null;
  await store.records.append([toolStarted({ ...tool, store: store.kind, signingKey })]);
  return watchLedger({ store, signer, remembered, log });
}

export interface ServedAnchors extends Omit<ServedLedger, "tool"> {
  readonly gitHub: Pick<GitHubApp, "installations" | "installation">;
  readonly now: () => Date;
}

/** The daily sweep that keeps checkpoints where the configurations of the organisations say. */
export function anchorsSweep({ gitHub, store, signer, environment, log, now }: ServedAnchors) {
  return sweepAnchors({
    store,
    signer,
    log,
    notes: store.notes,
    installations: () => gitHub.installations(),
    organisationFile: (id, account) => gitHub.installation(id).survey.organisationFile(account),
    open: (place) => openAnchor(place, environment, now),
  });
}

/** A place that does not answer by then is looked at by the sweep that follows each start. */
const witnessTimeoutMs = 10_000;

/** What the places of the last sweep have, as far as they can be read now. */
async function anchoredWitnesses({ store, environment, log }: ServedLedger): Promise<readonly Witness[]> {
  const places = await rememberedPlaces(store.notes);
  const found = await Promise.all(
    places.map(async (place) => {
      const anchor = openAnchor(place, environment, () => new Date());
      const late = wait(witnessTimeoutMs, null, { ref: false });
      return Promise.race([newestIn(anchor), late]).catch((error: unknown) => {
        log.warn({ place: anchor.place, error }, "An anchor cannot be read.");
        return null;
      });
    }),
  );
  return found.filter((witness) => witness !== null);
}
