import type { CheckpointSigner, TreeHead } from "../model/ledger.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { type KeyPeriod, keyHistory, keysAt } from "./key-history.ts";
import type { SigningKey } from "./signing-key.ts";
import type { VerifierKey } from "./verifier-key.ts";

/** Why heads of the tree are not signed; the texts are for an operator. */
export type NotSigning =
  /** Nobody has looked yet whether this is the log that was signed before. */
  | { readonly kind: "not-checked" }
  /** It is not, or the key is not its. What was found, and what to do. */
  | { readonly kind: "stopped"; readonly because: string }
  /** The log has taken every key of this process out of use while it ran. What to do. */
  | { readonly kind: "retired"; readonly because: string };

/**
 * Signs what the store appends. States: not checked → signing ⇄ stopped, signing → retired. It begins without signing, because a store that
 * was put back to an older state would have other entries signed at sizes that were signed before. Each size is signed
 * with those of its keys alone that the log itself allows for it.
 */
export interface LedgerSigner extends CheckpointSigner {
  /** The key in force first, then one that is being replaced. */
  readonly keys: readonly VerifierKey[];
  /** `null`: it signs. */
  readonly notSigning: NotSigning | null;
  begin(): void;
  stop(because: string): void;
}

/** All keys are of one log: theirs is its name. `keys` holds at least one. */
export function createLedgerSigner(keys: readonly SigningKey[]): LedgerSigner {
  const [current] = keys;
  if (current === undefined) throw new TypeError("a log is signed with at least one key");
  const origin = current.verifier.name;
  let notSigning: NotSigning | null = { kind: "not-checked" };
  let periods: readonly KeyPeriod[] = [];
  let knownUpTo = 0;
  return {
    origin,
    keys: keys.map(({ verifier }) => verifier),
    get notSigning() {
      return notSigning;
    },
    begin() {
      notSigning = null;
    },
    stop(because) {
      notSigning = { kind: "stopped", because };
    },
    keyEvents: {
      get upTo() {
        return knownUpTo;
      },
      learn(upTo, events) {
        knownUpTo = upTo;
        periods = keyHistory(events);
      },
    },
    sign(head: TreeHead) {
      if (notSigning !== null) return null;
      const valid = validAt(head.size, keys, periods);
      if (valid.length > 0) return signCheckpoint(origin, head, valid);
      notSigning = { kind: "retired", because: retiredText(current.verifier) };
      return null;
    },
  };
}

/** A log that says nothing of keys takes any. */
function validAt(
  size: number,
  keys: readonly SigningKey[],
  periods: readonly KeyPeriod[],
): readonly SigningKey[] {
  if (periods.length === 0) return keys;
  const allowed = new Set(keysAt(periods, size).map(({ text }) => text));
  return keys.filter(({ verifier }) => allowed.has(verifier.text));
}

function retiredText({ name, id }: VerifierKey): string {
  return `LEDGER_KEY is ${name}+${id}, and the log says since its last entries that another key signs it. What this process adds is not signed by it; a process with the new key signs it with what it adds next. Set LEDGER_KEY to the new key, and restart this process.`;
}
