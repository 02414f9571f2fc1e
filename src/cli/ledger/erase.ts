import {
  agreeToErasure,
  type ErasureRefusal,
  type ErasureStore,
  pendingErasures,
  requestErasure,
} from "../../app/privacy/erase.ts";
import type { Locale } from "../../model/configuration.ts";
import { visible } from "../../report/neutral.ts";
import { privacyTexts } from "../../report/operator/privacy-texts.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { readStoreFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";
import { typedReason } from "./typed-reason.ts";
import { newIdOf, openToWrite, operator } from "./writing.ts";

type Asked =
  | { readonly kind: "request"; readonly indexes: readonly number[]; readonly because: string }
  | { readonly kind: "agree"; readonly erasureId: string }
  | { readonly kind: "list" };

/** `sekisho ledger erase`: asks to erase payloads, agrees to it as somebody else, or lists what was asked for. */
export async function ledgerErase(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readStoreFlags(list);
  const given = readArguments(rest, ["index", "because", "agree", "locale"], 1, ["index"]);
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const asked = askedOf(
    given.positionals[0],
    given.values("index"),
    typedReason(given.value("because")),
    given.value("agree"),
  );
  const by = asked.kind === "list" ? "" : operator();
  const store = await openToWrite(flags);
  try {
    await write(`${(await carryOut(asked, by, store, locale)).join("\n")}\n`);
    return exitCodes.pass;
  } finally {
    await store.close();
  }
}

async function carryOut(
  asked: Asked,
  by: string,
  store: ErasureStore,
  locale: Locale,
): Promise<readonly string[]> {
  const texts = privacyTexts(locale);
  const now = () => new Date();
  switch (asked.kind) {
    case "list": {
      const pending = await pendingErasures(store, now());
      return pending.length === 0 ? [texts.noRequests] : pending.map(texts.request);
    }
    case "request": {
      const outcome = await requestErasure({ ...asked, by }, store, { newId: newIdOf("E"), now });
      if (outcome.kind !== "requested") throw new UsageError(refusalText(outcome));
      return texts.requested(outcome.pending);
    }
    case "agree": {
      const outcome = await agreeToErasure({ erasureId: asked.erasureId, by }, store, now);
      if (outcome.kind !== "erased") throw new UsageError(refusalText(outcome));
      return [texts.erased(asked.erasureId, outcome.erased, outcome.blobs)];
    }
    default:
      return asked satisfies never;
  }
}

function askedOf(
  word: string | undefined,
  given: readonly string[],
  because: string | null,
  agree: string | null,
): Asked {
  const indexes = given.flatMap((list) => list.split(",")).map(indexOf);
  const ways = [word !== undefined, agree !== null, indexes.length > 0].filter((way) => way).length;
  if (ways !== 1 || (word !== undefined && word !== "list"))
    throw new UsageError(
      "sekisho ledger erase is one of: --index N,N… --because REASON, which asks for it; --agree ID, by which somebody else agrees; list.",
    );
  if (word === "list") return { kind: "list" };
  if (agree !== null) {
    if (because !== null)
      throw new UsageError("--because belongs to the request: whoever agrees, agrees to that reason.");
    return { kind: "agree", erasureId: agree };
  }
  if (because === null)
    throw new UsageError(
      "An erasure needs --because: who asked for it and on what grounds, without the data itself.",
    );
  return { kind: "request", indexes, because };
}

function indexOf(text: string): number {
  if (/^\d{1,15}$/.test(text.trim())) return Number(text);
  throw new UsageError(`--index takes indexes of entries, such as 12 or 12,13; not ${JSON.stringify(text)}.`);
}

function refusalText(refusal: ErasureRefusal): string {
  switch (refusal.kind) {
    case "no-entries":
      return "No entry is named. sekisho ledger show INDEX shows what stands in one.";
    case "too-many":
      return `More than ${refusal.indexesMax} entries are named: nobody can look at so many. Ask in parts.`;
    case "no-such-entry":
      return `The ledger has ${refusal.size} entries, so there is none with index ${refusal.index}. They are counted from 0.`;
    case "already-erased":
      return `The payload of entry ${refusal.index} was erased before. Leave it out.`;
    case "kept-kind":
      return `Entry ${refusal.index} is of kind ${visible(refusal.entryKind)}, which is never erased: it tells of no person's work, and what is asked later rests on it. Leave it out.`;
    case "held":
      return `Entry ${refusal.index} is held by ${refusal.hold.holdId}, which ${visible(refusal.hold.by)} set: ${visible(refusal.hold.because)}. It has to be released first: sekisho ledger hold release ${refusal.hold.holdId} --because REASON.`;
    case "under-way":
      return `Entry ${refusal.index} is of pull request #${refusal.number}, in which something happened in the last ${refusal.days} days: the gate may still need it. Merge or close it, and ask when it has been quiet for ${refusal.days} days.`;
    case "no-reason":
      return `--because has to be a reason of at most ${refusal.charactersMax} characters.`;
    case "unknown-request":
      return `Nobody has asked for an erasure ${JSON.stringify(refusal.erasureId)}. sekisho ledger erase list shows what was asked for.`;
    case "done-already":
      return `${refusal.erasureId} was agreed to before, and is carried out.`;
    case "same-person":
      return `${visible(refusal.by)} asked for it, so somebody else has to agree: with an account or a SEKISHO_OPERATOR of their own.`;
    case "too-old":
      return `It was asked for more than ${refusal.days} days ago. Look at the entries again, and ask anew.`;
    default:
      return refusal satisfies never;
  }
}
