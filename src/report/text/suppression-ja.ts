import type { SuppressionTexts } from "./suppression-texts.ts";

export const suppressionJa: SuppressionTexts = {
  idle: (count) => `ルールを無視する指定のうち、効果のないものが ${count} 件あります。`,
  states: {
    new: "次の変更から有効です",
    "not-allowed": "設定で、このルールを無視することが許可されていません",
    never: "このルールには例外が認められていません",
    "no-reason": "理由が書かれていません",
    "without-rule": "ルールの ID が書かれていません",
    "unknown-rule": "そのようなルールはありません",
    rendered: "チャートの中のコメントは無効です。アノテーション sekisho/ignore を使ってください",
    unattached: "検査の対象になる値に付いていません",
    "of-nothing": "そこにこのルールの指摘はありません",
  },
};
