import { evidenceCriteriaJa, evidenceFilesJa } from "./evidence-lists-ja.ts";
import type { EvidenceTexts } from "./evidence-texts.ts";
import { evidenceFactsJa, evidenceWordsJa } from "./evidence-words-ja.ts";

export const evidenceJa: EvidenceTexts = {
  ...evidenceWordsJa,
  language: "ja",
  title: "変更管理の証跡",
  subtitle: "インフラストラクチャのコード",
  otherLanguage: { name: "English", path: "index.html" },
  intro: [
    "Sekisho は、インフラを変更するプルリクエストをすべてマージ前に審査します。組織が有効にしたルールに従って判定し、リスクのある変更では人の承認を求め、承認されるまで必須チェックを閉じたままにします。その一つひとつが証跡台帳の記録です。証跡台帳は追記だけができるマークル木（RFC 6962）で、記録の件数とルートハッシュに署名しています。",
    "この証跡パッケージには、対象期間の記録と、そこから導かれる一覧が入っています。内容を信用していただく必要はありません。同梱のプログラム（verify.mjs）が、期間内の記録に欠落・改変・追加がないことを、ネットワークなしで証明します。",
  ],
  contents: "目次",
  facts: evidenceFactsJa,
  more: ({ more, path }) => `残り ${more.toLocaleString("en-GB")} 件は ${path} にあります。`,
  period: (from, to, timezone) => `${from} から ${to} まで（両日を含む、${timezone}）`,
  verdict: ({ commits, unexplained, exceptions }) => {
    if (commits === 0) return "この期間に保護ブランチへ入ったコミットはありません。";
    if (unexplained > 0)
      return `保護ブランチのコミット ${commits.toLocaleString("en-GB")} 件のうち ${unexplained} 件は説明がつきません。最初に確認してください。`;
    const rest = exceptions === 0 ? "例外はありません。" : `うち ${exceptions} 件は確認が必要です。`;
    return `保護ブランチのコミット ${commits.toLocaleString("en-GB")} 件は、すべて説明がついています。${rest}`;
  },
  sum: (parts, total) => `${parts.join(" + ")} = ${total}`,
  exceptionsTitle: "例外",
  noExceptions: "ありません。",
  chain: {
    unbroken: "どのコミットも直前のコミットに続いています。履歴の書き換えはありません。",
    broken: (breaks) => `直前のコミットに続いていない箇所が ${breaks} か所あります。`,
    unknown: "親が記録されていないコミットがあるため、履歴が書き換えられたかどうかは判断できません。",
  },
  criteria: evidenceCriteriaJa,
  sampleLead: ({ drawn, from, seed, all }) =>
    all
      ? `判定に基づくコミット ${from} 件のすべてです。`
      : `判定に基づくコミット ${from} 件から、シード「${seed ?? ""}」で ${drawn} 件を抽出しました。population.csv とシードがあれば、だれでも同じサンプルを抽出できます。手順は README.ja.md にあります。`,
  noSample: "サンプルは抽出していません。`sekisho ledger export --sample 25 --seed …` で抽出できます。",
  standardChange:
    "「自動承認」は標準変更です。そのとき有効だったルールセットを承認した人が、あらかじめ承認しています。それとは別に人が承認したかどうかは「変更に関与していない人の承認」で分かります。",
  mergedBy: (who, when) => `${who}、${when}`,
  reportErased: "レポートはもう保存されていません。判定の内容は証跡台帳にあります。",
  entry: (index) => `記録 ${index}`,
  reviewed: ({ by, at }) => `${by} が ${at} に確認`,
  changedParts: (parts) => `変わったもの: ${parts.join("、")}`,
  usedBy: (decisions) => `判定 ${decisions} 件`,
  verifySteps: [
    "このフォルダーで `node verify.mjs .` を実行します（Node.js 18 以降。ネットワークもインストールも不要）。検査を一つずつ表示し、最後にパッケージが完全で証跡台帳と一致するかどうかを示します。",
    "「対象範囲」にある鍵を、別の経路で受け取った鍵と比べます。App が `/ledger/keys.json` で公開しています。パッケージ全体が作り物であれば、鍵が異なります。",
    "データベースを運用する人の手が届かない場所に保存されたチェックポイント（アンカー、または GitHub のチェック実行に残る受領書）と比べます。",
    "サンプルのプルリクエストを GitHub で開き、先頭コミット・承認・マージがここの記載と一致するか確かめます。",
  ],
  notProved: "証明できないこと",
  notProvedPoints: [
    "承認した人が変更を読んだこと、アカウントを本人が使ったこと。",
    "GitHub が伝えなかったこと。マージと承認の情報は GitHub から得ています。",
    "Sekisho の導入前に起きたことと、対象外のリポジトリで起きたこと。どちらもこのページに示しています。",
  ],
  storage: {
    postgres:
      "証跡台帳は PostgreSQL に保存されています。文書どおりに設定されたデータベースでは、Sekisho のロールは追記だけができ、変更と削除はできません。加えて、トリガーが変更と削除を拒みます。データベース管理者はこれらを外せますが、別の場所に保存されたチェックポイントがあれば発覚します。",
    embedded:
      "証跡台帳は 1 台のマシンのフォルダー（組み込みストア）に保存されています。監査で依拠できる水準ではありません。そのマシンの管理者は記録を持ち、たいていは署名鍵も持つため、別の履歴を書くことができます。別の場所にアンカーされたチェックポイントの範囲でのみ依拠してください。",
  },
  files: evidenceFilesJa,
  drawing: [
    "population.csv から、`explained` が `decision` で、`rests_on` が空でない行を取り出します。",
    "各行について、`<シード>`、改行（LF）、`<repository_id>`、改行、`<branch>`、改行、`<commit>` をつないだ文字列の SHA-256 を計算します。",
    "16 進表記のハッシュの昇順に並べ、先頭からサンプルの件数だけ取ります。",
  ],
  made: ({ target, files, bytes, entries, size, commits, unexplained, exceptions }) => [
    evidenceJa.verdict({ commits, unexplained, exceptions }),
    `${target}: ${files} ファイル、展開後 ${(bytes / 1e6).toFixed(1)} MB、記録 ${entries.toLocaleString("en-GB")} 件（件数 ${size} のチェックポイントまで）。`,
    "読むには index.ja.html を開いてください。展開したフォルダーで `node verify.mjs .` を実行すると検証できます。",
  ],
  drawingTitle: "サンプルの抽出方法",
  startWith: (page) =>
    `まず ${page} をブラウザーで開いてください。ここにあるファイルと同じ内容を、読みやすく印刷できる形で示しています。`,
  difference: {
    added: (rule) => `ルールの追加: ${rule}`,
    removed: (rule) => `ルールの削除: ${rule}`,
    library: "全ルール共通の部品が変わりました。",
    more: (lines) => `ほか ${lines} 件`,
  },
};
