import type { MissingPart, RefusalTexts } from "./refusal-texts.ts";

const missingParts: Readonly<Record<MissingPart, string>> = {
  rule: "ルールが指定されていません。",
  date: "期限が指定されていないか、日付として読み取れません。",
  reason: "理由が書かれていません。",
  waiver: "例外承認の番号が指定されていません。",
};

export const refusalsJa: RefusalTexts = {
  usage: {
    recheck: "/sekisho recheck",
    waive: "/sekisho waive RES-004 until YYYY-MM-DD 理由: …",
    "approve-waiver": "/sekisho approve W-1",
    "revoke-waiver": "/sekisho revoke W-1",
    confirm: "/sekisho confirm",
    "break-glass": "/sekisho break-glass 理由: …",
    explain: "/sekisho explain RES-004",
    feedback: "/sekisho feedback RES-004 理由: …",
  },
  line: (by, sentence) => `${by} さん: ${sentence}`,
  unknownCommand: (word) => `${word} というコマンドはありません。`,
  nearest: (name) => `${name} ではありませんか？`,
  incomplete: (missing, usage) => `${missingParts[missing]}書き方は次のとおりです: ${usage}`,
  unknownRule: (ruleId) => `${ruleId} というルールはありません。`,
  ruleFindsNothing: (ruleId) => `この変更に ${ruleId} の指摘はないため、例外承認は不要です。`,
  neverWaivable: (ruleId) => `${ruleId} の例外承認は、組織の設定により認められていません。`,
  datePast: (until) => `${until} はすでに過ぎています。今日以降の日付を期限にしてください。`,
  dateTooFar: (until, latest) => `${until} は先すぎます。期限は ${latest} までにしてください。`,
  unknownWaiver: (waiver) => `このリポジトリに ${waiver} という例外承認はありません。`,
  waiverClosed: (waiver) => `${waiver} の受付は終了しています。`,
  ownRequest: (waiver) => `${waiver} は、申請した本人には承認できません。ほかの承認者が承認してください。`,
  notAllowed: (command, teams) => `${command} を使えるのは ${teams} のメンバーです。`,
  allowedToNobody: (command) => `${command} を使えるチームが設定されていません。`,
  contributor: (command) => `この変更に関わった人は ${command} を使えません。`,
  bot: "ボットはコマンドを使えません。",
  nothingToConfirm: "承諾が必要な項目はありません。",
  nothingToBypass: "止められている項目がないため、緊急対応は不要です。",
  notBypassable: (rules) => `${rules} は、設定により緊急対応の対象外です。`,
  closed: "このプルリクエストは閉じられています。",
  movedOn:
    "コマンドのあとに新しいコミットが push されました。現在の内容を確認して、もう一度実行してください。",
  tooLong: (charactersMax) => `コメントが長すぎます。読み取るのは ${charactersMax} 文字までです。`,
  tooMany: (commandsMax) =>
    `1 つのコメントで使えるコマンドは ${commandsMax} 個までです。残りは別のコメントで実行してください。`,
};
