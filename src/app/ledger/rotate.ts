import {
  createLedgerSigner,
  type KeyPeriod,
  type LedgerSigner,
  type RememberedCheckpoint,
  type SigningKey,
  type VerifierKey,
} from "../../ledger/index.ts";
import type { Store } from "../../store/index.ts";
import { StartError } from "../before-start.ts";
import { compareWith, keyProblem } from "./guard.ts";
import { type KeyChange, keyPeriods, retired, rotated } from "./key-records.ts";

export interface Rotation {
  /** That signs the log until now; `null`: it is lost, and cannot sign that another follows. */
  readonly previous: SigningKey | null;
  readonly next: SigningKey;
  /** Nobody else signs with the previous key, so it is retired with the same checkpoint. */
  readonly atOnce: boolean;
  readonly change: KeyChange;
  readonly remembered: RememberedCheckpoint;
}

/** Opens the store with a signer: what is appended through it is signed with all its keys. */
export type OpenSigned = (signer: LedgerSigner) => Promise<Store>;

/**
 * Makes another key the log's. It stands in the log itself, under a checkpoint that both keys sign, so whoever trusted
 * the one has a reason to trust the other. With another name it begins another log: the way on after entries were lost
 * for good, because in the old name nothing may be signed any more that contradicts what was signed before.
 */
export async function rotateKey(rotation: Rotation, open: OpenSigned): Promise<void> {
  const { previous, next, atOnce, change } = rotation;
  const signer = createLedgerSigner(previous === null ? [next] : [next, previous]);
  const store = await open(signer);
  try {
    const periods = await keyPeriods(store);
    const inForce = periods.filter(({ to }) => to === null).map(({ vkey }) => vkey);
    const problem = await problemOf(rotation, store);
    if (problem !== null) throw new StartError(problem);
    signer.begin();
    const before = previous?.verifier.text ?? inForce.at(-1) ?? null;
    const leaving = atOnce ? inForce : inForce.filter((vkey) => vkey !== before);
    await store.records.append([
      rotated(before, next.verifier.text, change),
      ...leaving.map((vkey) => retired(vkey, change)),
    ]);
  } finally {
    await store.close();
  }
}

async function problemOf(
  { previous, next, remembered }: Rotation,
  { records, ledger }: Store,
): Promise<string | null> {
  const periods = await keyPeriods({ records, ledger });
  const { size } = await ledger.head();
  if (periods.some(({ vkey }) => vkey === next.verifier.text))
    return `${next.verifier.text} is or was a key of this log already. Make another with \`sekisho ledger new-key\`.`;
  const wrongKey = previous === null ? null : keyProblem({ keys: [previous.verifier], periods, size });
  if (wrongKey !== null) return wrongKey;
  const kept = remembered.read();
  if (kept === null) return null;
  const origin = next.verifier.name;
  const keys = [next.verifier, ...(previous === null ? [] : [previous.verifier])];
  const compared = await compareWith(
    { where: "this machine", note: kept },
    { origin, ledger, periods, keys },
  );
  return compared.kind === "conflict" ? compared.because : null;
}

/** Takes a key out of use that another has followed, with a last checkpoint of both. */
export async function retireKey(
  current: SigningKey,
  previous: SigningKey,
  change: KeyChange,
  open: OpenSigned,
): Promise<void> {
  const signer = createLedgerSigner([current, previous]);
  const store = await open(signer);
  try {
    const periods = await keyPeriods(store);
    const { size } = await store.ledger.head();
    const problem =
      keyProblem({ keys: [current.verifier], periods, size }) ?? previousProblem(previous.verifier, periods);
    if (problem !== null) throw new StartError(problem);
    signer.begin();
    await store.records.append([retired(previous.verifier.text, change)]);
  } finally {
    await store.close();
  }
}

/** `null`: it counts still, and may be taken out of use. */
function previousProblem({ text, name, id }: VerifierKey, periods: readonly KeyPeriod[]): string | null {
  const period = periods.findLast(({ vkey }) => vkey === text);
  if (period?.to === null) return null;
  const [what, mend] =
    period === undefined
      ? ["was never the log's", "Set it to the key from before the change."]
      : ["was retired already", "Take it away."];
  return `LEDGER_KEY_PREVIOUS is ${name}+${id}, which ${what}. ${mend}`;
}
