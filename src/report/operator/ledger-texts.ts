import type { Locale } from "../../model/configuration.ts";
import type { LedgerLeaf, LedgerPayload, SignedCheckpoint } from "../../model/ledger.ts";
import { visible, visibleJson } from "../neutral.ts";

export interface LedgerStatus {
  readonly size: number;
  readonly root: string;
  readonly lastEntryAt: string | null;
  readonly checkpoint: SignedCheckpoint | null;
}

export interface ShownEntry {
  readonly leaf: LedgerLeaf;
  readonly hash: string;
  readonly payload: LedgerPayload | null;
  readonly digest: "agrees" | "differs" | "erased";
  /** Of the tree that it was looked for in. */
  readonly size: number;
  readonly root: string;
  readonly signed: boolean;
  readonly included: boolean;
}

export interface LedgerTexts {
  status(status: LedgerStatus): readonly string[];
  entry(entry: ShownEntry): readonly string[];
}

export function ledgerTexts(locale: Locale): LedgerTexts {
  return { en, ja }[locale];
}

const en: LedgerTexts = {
  status: ({ size, root, lastEntryAt, checkpoint }) => [
    `Entries       ${size}`,
    `Root          ${root}`,
    `Last entry    ${lastEntryAt ?? "none"}`,
    ...(checkpoint === null
      ? ["Checkpoint    none: nothing of it is signed"]
      : [
          `Checkpoint    ${checkpoint.size} entries, signed ${checkpoint.at}`,
          `Not signed    ${size - checkpoint.size}`,
        ]),
  ],
  entry: ({ leaf, hash, payload, digest, size, root, signed, included }) => [
    `Entry       ${leaf.index} ${visible(leaf.kind)}`,
    `At          ${visible(leaf.at)}`,
    `Repository  ${leaf.repository ?? "none"}${leaf.number === null ? "" : ` #${leaf.number}`}`,
    `Leaf hash   ${hash}`,
    `In the tree ${included ? "yes" : "NO"}: ${size === 1 ? "1 entry" : `${size} entries`}, root ${root}, ${signed ? "signed" : "not signed"}`,
    digest === "erased"
      ? "Content     erased; the leaf stays"
      : `Content     ${digest === "agrees" ? "agrees with the leaf" : "DIFFERS from what the leaf was made of"}`,
    ...(payload === null ? [] : [`Key         ${visible(payload.key)}`, visibleJson(payload.body)]),
  ],
};

const ja: LedgerTexts = {
  status: ({ size, root, lastEntryAt, checkpoint }) => [
    `エントリー数      ${size}`,
    `ルート            ${root}`,
    `最後のエントリー  ${lastEntryAt ?? "なし"}`,
    ...(checkpoint === null
      ? ["チェックポイント  なし(署名された部分はありません)"]
      : [
          `チェックポイント  ${checkpoint.size} 件まで、署名日時 ${checkpoint.at}`,
          `未署名            ${size - checkpoint.size}`,
        ]),
  ],
  entry: ({ leaf, hash, payload, digest, size, root, signed, included }) => [
    `エントリー    ${leaf.index} ${visible(leaf.kind)}`,
    `日時          ${visible(leaf.at)}`,
    `リポジトリ    ${leaf.repository ?? "なし"}${leaf.number === null ? "" : ` #${leaf.number}`}`,
    `リーフの値    ${hash}`,
    `木に含まれる  ${included ? "はい" : "いいえ"}: ${size} 件、ルート ${root}、${signed ? "署名あり" : "署名なし"}`,
    digest === "erased"
      ? "内容          消去済み。リーフは残っています"
      : `内容          ${digest === "agrees" ? "リーフと一致します" : "リーフの元の内容と一致しません"}`,
    ...(payload === null ? [] : [`キー          ${visible(payload.key)}`, visibleJson(payload.body)]),
  ],
};
