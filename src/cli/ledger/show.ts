import type { Locale } from "../../model/configuration.ts";
import { leafText, payloadDigest } from "../../model/ledger.ts";
import { leafHash } from "../../model/merkle.ts";
import { inclusionProof, verifiesInclusion } from "../../model/merkle-proof.ts";
import { visibleJson } from "../../report/neutral.ts";
import { ledgerTexts } from "../../report/operator/ledger-texts.ts";
import type { StoreReader } from "../../store/index.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";

/** `sekisho ledger show INDEX`: one entry, and whether it is proven. Exits with 1 where it is not. */
export async function ledgerShow(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const given = readArguments(rest, ["format", "locale"], 1);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const index = indexFrom(given.positionals[0]);
  const store = await openRecords(flags);
  try {
    const shown = await shownEntry(index, store.ledger);
    await write(
      format === "json" ? `${visibleJson(shown)}\n` : `${ledgerTexts(locale).entry(shown).join("\n")}\n`,
    );
    return shown.included && shown.digest !== "differs" ? exitCodes.pass : exitCodes.blocked;
  } finally {
    await store.close();
  }
}

function indexFrom(given: string | undefined): number {
  if (given !== undefined && /^\d{1,15}$/.test(given)) return Number(given);
  throw new UsageError(
    `sekisho ledger show takes the index of an entry, from 0${given === undefined ? "." : `, not ${JSON.stringify(given)}.`}`,
  );
}

async function shownEntry(index: number, ledger: StoreReader["ledger"]) {
  const head = await ledger.head();
  const [entry] = index < head.size ? await ledger.entries(index, index + 1) : [];
  if (entry === undefined)
    throw new UsageError(
      `The ledger has ${head.size} entries, so there is none with index ${index}. They are counted from 0.`,
    );
  const { leaf, content } = entry;
  const checkpoint = await ledger.checkpointAtOrAfter(index + 1);
  const { size, root } = checkpoint ?? head;
  const hash = leafHash(Buffer.from(leafText(leaf)));
  const proof = await inclusionProof(index, size, ledger.nodes);
  const tree = { index, size, leaf: hash, root: Buffer.from(root, "hex") };
  return {
    leaf,
    hash: Buffer.from(hash).toString("hex"),
    salt: content === null ? null : Buffer.from(content.salt).toString("hex"),
    payload: content?.payload ?? null,
    digest:
      content === null
        ? ("erased" as const)
        : payloadDigest(content.salt, content.payload) === leaf.payload
          ? ("agrees" as const)
          : ("differs" as const),
    size,
    root,
    signed: checkpoint !== null,
    proof: proof.map((one) => Buffer.from(one).toString("hex")),
    included: verifiesInclusion(tree, proof),
  };
}
