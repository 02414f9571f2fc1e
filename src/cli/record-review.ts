import { keepLocalReview, type LocalReview } from "../app/replay/local-review.ts";
import { openLocalLedger } from "./local-ledger.ts";
import type { Session } from "./session.ts";

/** Keeps a review in the ledger of a folder, and says where it stands: beside the output, which stays what it is. */
export async function recordReview(
  folder: string,
  review: LocalReview,
  { policySet, versions }: Pick<Session, "policySet" | "versions">,
): Promise<void> {
  const ledger = await openLocalLedger(folder);
  try {
    const receipt = await keepLocalReview(review, ledger.store, { policySet, versions });
    if (receipt === null) return;
    const { decisionId, index, size, root, signed } = receipt;
    const { notSigning } = ledger.signer;
    const why = notSigning === null || notSigning.kind === "not-checked" ? "" : ` ${notSigning.because}`;
    process.stderr.write(
      `Recorded: decision ${decisionId.slice(0, 16)}\n` +
        `Receipt: index ${index}, size ${size}, root ${root}${signed ? "" : `, not signed.${why}`}\n`,
    );
  } finally {
    await ledger.close();
  }
}
