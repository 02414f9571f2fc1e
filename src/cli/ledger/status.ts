import type { Locale } from "../../model/configuration.ts";
import { visibleJson } from "../../report/neutral.ts";
import { ledgerTexts } from "../../report/operator/ledger-texts.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes } from "../usage.ts";
import { write } from "../write.ts";

/** `sekisho ledger status`: how large the ledger is, and how much of it is signed. */
export async function ledgerStatus(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const given = readArguments(rest, ["format", "locale"], 0);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const store = await openRecords(flags);
  try {
    const head = await store.ledger.head();
    const checkpoint = await store.ledger.lastCheckpoint();
    const [last = null] = head.size === 0 ? [] : await store.ledger.entries(head.size - 1, head.size);
    const status = { ...head, lastEntryAt: last?.leaf.at ?? null, checkpoint };
    await write(
      format === "json" ? `${visibleJson(status)}\n` : `${ledgerTexts(locale).status(status).join("\n")}\n`,
    );
    return exitCodes.pass;
  } finally {
    await store.close();
  }
}
