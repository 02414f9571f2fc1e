import type { EvidenceTexts } from "./evidence-texts.ts";

/** SOC 2 と、IT 全般統制（J-SOX）の呼び名。 */
export const evidenceCriteriaJa: EvidenceTexts["criteria"] = [
  {
    id: "CC8.1",
    name: "変更の承認・テスト・実施",
    shownBy: "すべてのコミットに判定があり、サンプルでマージ前の承認を示す",
    section: "reconciliation",
  },
  {
    id: "CC5.3",
    name: "方針と手続による統制活動の展開",
    shownBy: "ルールセットと設定のダイジェスト、有効にした人、各変更",
    section: "policies",
  },
  {
    id: "CC6.1–6.3",
    name: "アクセスの制限・付与・削除、職務分掌",
    shownBy: "承認・バイパス・管理ができる人とその変更。変更に関与していない人の承認",
    section: "access",
  },
  {
    id: "CC7.1–7.2",
    name: "構成変更と異常の検知・監視",
    shownBy: "アラート、ブランチの日次確認、リポジトリの適用範囲、時計",
    section: "incidents",
  },
  {
    id: "IT全般統制 プログラム変更管理",
    name: "母集団の網羅性・正確性、変更の承認、開発と承認の分離",
    shownBy: "ブランチ履歴との照合とサンプル",
    section: "sample",
  },
  {
    id: "IT全般統制 緊急変更",
    name: "緊急変更の記録と事後承認",
    shownBy: "ゲートの緊急開放・直接プッシュ・バイパスと、その事後確認",
    section: "emergencies",
  },
  {
    id: "IT全般統制 アクセス管理",
    name: "特権・承認権限の付与と見直し",
    shownBy: "期首・変更・期末のアクセス権",
    section: "access",
  },
];

export const evidenceFilesJa: EvidenceTexts["files"] = [
  { path: "manifest.json, manifest.sig", what: "抽出条件、全ファイルのダイジェスト、統制合計。署名付き。" },
  { path: "population.csv", what: "期間内に保護ブランチへ入った全コミットと、その説明。" },
  { path: "reconciliation.json", what: "population.csv のブランチ別・全体の集計。" },
  { path: "decisions.ndjson", what: "全判定。in-toto ステートメントを DSSE で包み、証跡台帳の鍵で署名。" },
  { path: "approvals.ndjson", what: "承認とその取り下げ、確認、プッシュ、ゲートの判断、マージ。" },
  { path: "policy_history.ndjson", what: "有効にされたルールセットと設定。" },
  { path: "waivers.ndjson", what: "免除の申請・承認・適用・取り消し・期限切れ。" },
  { path: "emergency.csv", what: "緊急開放とその事後確認、直接プッシュ、バイパス。" },
  {
    path: "access.csv",
    what: "各スナップショットのチーム・権限・鍵の保持者、ブランチのルールをバイパスできる人。",
  },
  { path: "coverage.csv", what: "組織のリポジトリと、対象かどうか。" },
  { path: "tool_changes.csv", what: "プログラムの起動と構成、鍵とインストールの変更。" },
  { path: "incidents.csv", what: "アラート、判定できなかった変更、時計のずれ、消去、訴訟ホールド。" },
  { path: "config/", what: "有効だった設定ファイル。名前はダイジェスト。" },
  { path: "blobs/", what: "サンプルのレポートと、判定の再現に必要なもの。名前はダイジェスト。" },
  {
    path: "log/, payloads.ndjson, proofs/",
    what: "証跡台帳の記録とその内容、署名付きチェックポイント、証明。",
  },
  { path: "anchors/", what: "外部に保存したチェックポイントの場所。" },
  { path: "verify.mjs", what: "以上をすべてオフラインで検査するプログラム（Node.js 18 以降）。" },
];
