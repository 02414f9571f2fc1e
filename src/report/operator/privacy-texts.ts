import type { HoldScope } from "../../model/audit-record.ts";
import type { Locale } from "../../model/configuration.ts";
import { visible } from "../neutral.ts";

interface ShownHold {
  readonly holdId: string;
  readonly scope: HoldScope;
  readonly by: string;
  readonly because: string;
}

interface ShownRequest {
  readonly erasureId: string;
  readonly indexes: readonly number[];
  readonly by: string;
  readonly because: string;
  readonly at: string;
}

/** What `sekisho ledger erase` and `hold` say when they did what they were asked. */
export interface PrivacyTexts {
  requested(request: ShownRequest): readonly string[];
  request(request: ShownRequest): string;
  readonly noRequests: string;
  erased(erasureId: string, entries: number, blobs: number): string;
  set(holdId: string): string;
  released(holdId: string): string;
  hold(hold: ShownHold, repository: string | null): string;
  readonly noHolds: string;
}

export function privacyTexts(locale: Locale): PrivacyTexts {
  return { en, ja }[locale];
}

/** Indexes that are shown: more of them tell nobody more. */
const shownMax = 20;

function listed(indexes: readonly number[]): string {
  const more = indexes.length > shownMax ? ", …" : "";
  return `${indexes.slice(0, shownMax).join(", ")}${more}`;
}

const en: PrivacyTexts = {
  requested: ({ erasureId, indexes, by }) => [
    `${erasureId}: ${visible(by)} asks to erase ${indexes.length === 1 ? "one entry" : `${indexes.length} entries`} (${listed(indexes)}). Nothing is erased yet.`,
    "Somebody else has to look at it and to agree, within 30 days:",
    `  sekisho ledger erase --agree ${erasureId}`,
  ],
  request: ({ erasureId, indexes, by, because, at }) =>
    `${erasureId}  ${at}  ${visible(by)}  ${indexes.length} (${listed(indexes)})  ${visible(because)}`,
  noRequests: "Nobody has asked for anything that is still to be agreed to.",
  erased: (erasureId, entries, blobs) =>
    `${erasureId}: the payloads of ${entries} entries are erased, and ${blobs} blobs that nothing else named. The leaves stay, and the ledger says who did it and why.`,
  set: (holdId) =>
    `${holdId}: nothing in its scope is erased, by anybody or for its age, until it is released.`,
  released: (holdId) => `${holdId} is released. What only it kept may be erased again.`,
  hold: ({ holdId, scope, by, because }, repository) => {
    const where = scope.repository === null ? "every repository" : (repository ?? `#${scope.repository}`);
    const pull = scope.number === null ? "" : `#${scope.number}`;
    const period = `from ${scope.start ?? "the beginning"} until ${scope.end ?? "it is released"}`;
    return `${holdId}  ${visible(where)}${pull}  ${period}  ${visible(by)}  ${visible(because)}`;
  },
  noHolds: "Nothing is held.",
};

const ja: PrivacyTexts = {
  requested: ({ erasureId, indexes, by }) => [
    `${erasureId}: ${visible(by)} が ${indexes.length} 件 (${listed(indexes)}) の消去を依頼しました。まだ何も消去していません。`,
    "30 日以内に、別の人が内容を確かめて同意する必要があります:",
    `  sekisho ledger erase --agree ${erasureId}`,
  ],
  request: ({ erasureId, indexes, by, because, at }) =>
    `${erasureId}  ${at}  ${visible(by)}  ${indexes.length} 件 (${listed(indexes)})  ${visible(because)}`,
  noRequests: "同意を待っている依頼はありません。",
  erased: (erasureId, entries, blobs) =>
    `${erasureId}: ${entries} 件の内容と、ほかから参照されていない ${blobs} 個のデータを消去しました。リーフは残り、誰がなぜ消去したかは台帳に残ります。`,
  set: (holdId) => `${holdId}: 解除するまで、この範囲は依頼によっても保存期間によっても消去されません。`,
  released: (holdId) => `${holdId} を解除しました。これだけが保全していたものは、再び消去できます。`,
  hold: ({ holdId, scope, by, because }, repository) => {
    const where = scope.repository === null ? "すべてのリポジトリ" : (repository ?? `#${scope.repository}`);
    const pull = scope.number === null ? "" : `#${scope.number}`;
    const period = `${scope.start ?? "最初"} から ${scope.end ?? "解除"} まで`;
    return `${holdId}  ${visible(where)}${pull}  ${period}  ${visible(by)}  ${visible(because)}`;
  },
  noHolds: "保全しているものはありません。",
};
