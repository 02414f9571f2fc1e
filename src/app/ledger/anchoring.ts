import { type Anchor, AnchorError, type LedgerSigner } from "../../ledger/index.ts";
import type { SignedCheckpoint } from "../../model/ledger.ts";
import type { Log } from "../../model/log.ts";
import type { NewRecord } from "../../store/index.ts";
import { compareWith, type Witness } from "./guard.ts";
import { type KeyStore, keyPeriods } from "./key-records.ts";

export interface AnchoringPorts {
  readonly store: KeyStore;
  readonly signer: Pick<LedgerSigner, "origin" | "keys" | "notSigning" | "stop">;
  readonly log: Pick<Log, "info" | "warn" | "error">;
}

export type Anchored =
  | {
      readonly kind: "kept";
      readonly place: string;
      readonly size: number;
      /** Where it stands there. */
      readonly receipt: string;
      readonly record: NewRecord;
    }
  /** Texts are for an operator; `later`: it may work soon. */
  | { readonly kind: "failed"; readonly place: string; readonly why: string; readonly later: boolean };

/**
 * Keeps the last checkpoint in a place, after a look at what is there: a place that knows another log stops the signing,
 * and nothing is written to it.
 */
export async function anchorIn(anchor: Anchor, ports: AnchoringPorts): Promise<Anchored> {
  const { place } = anchor;
  try {
    const found = await conflictWith(anchor, ports);
    if (found?.kind === "conflict") {
      const { because } = found;
      ports.signer.stop(because);
      ports.log.error({ because, place }, "The ledger is not signed any more.");
      return { kind: "failed", place, why: because, later: false };
    }
    if (found?.kind === "changed") {
      ports.log.error({ why: found.why, place }, "A checkpoint that was kept elsewhere was changed.");
      return { kind: "failed", place, why: found.why, later: false };
    }
    const checkpoint = await ports.store.ledger.lastCheckpoint();
    if (checkpoint === null || ports.signer.notSigning !== null)
      return {
        kind: "failed",
        place,
        why: "The ledger is not signed, so there is nothing to keep.",
        later: false,
      };
    const { receipt } = await anchor.write(checkpoint.size, checkpoint.note);
    ports.log.info({ place, size: checkpoint.size, receipt }, "A checkpoint is anchored.");
    const record = anchored(place, checkpoint, receipt);
    return { kind: "kept", place, size: checkpoint.size, receipt, record };
  } catch (error) {
    if (!(error instanceof AnchorError)) throw error;
    ports.log.warn({ place, why: error.message }, "A checkpoint could not be anchored.");
    return { kind: "failed", place, why: error.message, later: error.code === "unreachable" };
  }
}

/** `changed`: it is the place that is not as before, and not the log. */
type Found =
  | { readonly kind: "conflict"; readonly because: string }
  | { readonly kind: "changed"; readonly why: string };

async function conflictWith(anchor: Anchor, { store, signer, log }: AnchoringPorts): Promise<Found | null> {
  const witness = await newestIn(anchor);
  if (witness === null) return null;
  const { origin, keys } = signer;
  const periods = await keyPeriods(store);
  const compared = await compareWith(witness, { origin, keys, periods, ledger: store.ledger });
  if (compared.kind === "conflict") return compared;
  if (compared.kind === "agrees") return null;
  const { place } = anchor;
  log.warn({ place, why: compared.why }, "A checkpoint from before says nothing.");
  return (await wasOurs(witness, place, store))
    ? { kind: "changed", why: changedText(witness, place) }
    : null;
}

/** Whether this log wrote another note there. A log of another name before it is nobody's fault. */
async function wasOurs({ size, note }: SizedWitness, place: string, store: KeyStore): Promise<boolean> {
  const records = await store.records.ofRepository(null, "anchored");
  const ours = records.some(
    ({ body }) => body.kind === "anchored" && body.place === place && body.size === size,
  );
  if (!ours) return false;
  const [kept] = await store.ledger.checkpoints(size, size);
  return kept === undefined || !Buffer.from(kept.note).equals(Buffer.from(note));
}

function changedText({ size }: SizedWitness, place: string): string {
  return `${place} has something else under ${size} than the checkpoint that was written and read back there: somebody changed it. Nothing is written to it until it is put right, or taken away. See who may write there.`;
}

interface SizedWitness extends Witness {
  readonly size: number;
}

/** The largest checkpoint of a place: what it proves, the smaller ones prove, too. */
export async function newestIn(anchor: Anchor): Promise<SizedWitness | null> {
  const size = (await anchor.sizes()).at(-1);
  const note = size === undefined ? null : await anchor.read(size);
  return size === undefined || note === null ? null : { where: anchor.place, note, size };
}

function anchored(place: string, { size, root }: SignedCheckpoint, receipt: string): NewRecord {
  const body = { kind: "anchored", place, size, root, receipt } as const;
  return { scope: "repository", repositoryId: null, key: `${place} ${size}`.slice(-600), body };
}
