import type { Confidence, Share } from "../../model/proposal.ts";
import type { InitTexts } from "./init-texts.ts";

const levels: Readonly<Record<Confidence, string>> = { high: "確実", medium: "おそらく", low: "推測" };

function of({ count, total }: Share): string {
  return `${total.toLocaleString("ja")} 件中 ${count.toLocaleString("ja")} 件`;
}

export const initJa: InitTexts = {
  head: [
    "このリポジトリの内容から作成した、Sekisho の最初の設定です。",
    "各項目には根拠を書いてあります。推測にすぎないものはコメントにしてあります。確かめてからコメントを外してください。",
    "書ける項目の一覧: Sekisho の docs/guides/ja/configuration.md。編集の誤りは `sekisho config check` で分かります。",
  ],
  mode: "observe: すべて判定して記録しますが、誰も止めず、誰にも依頼しません。過去の変更への判定は `sekisho backtest` で確かめられます。",
  confidence: (level, reason) => `${levels[level]}: ${reason}`,
  environmentsByLabel: (label, share) =>
    `Namespace ${of(share)}にラベル ${label} があり、本番かどうかが分かります。`,
  environmentsByWords: ({ count, total }) =>
    total === 0
      ? "環境に属するものはまだありません。名前に prod、live、stg、dev などがあればそれで分かり、ほかは指定するまで本番とみなします。次のように指定できます。"
      : count === 0
        ? "環境を示す Namespace のラベルはありませんが、フォルダー、Namespace、values ファイルの名前（prod、live、stg、dev など）で分かります。"
        : `環境を示す Namespace のラベルはありません。ルート ${of({ count: total - count, total })}は名前（prod、live、stg、dev など）で分かり、残りは本番とみなします。次のように指定できます。`,
  unmatched: (share) => `ルート ${of(share)}は環境が分からないため、本番とみなします。`,
  clusters: (count) => `クラスターと思われるフォルダーが ${count} 個あります。`,
  clusterVersion: "動いている Kubernetes のバージョンを書くと、API バージョンも判定します。",
  roleBindings: (pattern, share) =>
    `Namespace のフォルダー ${of(share)}で、RoleBinding が ${pattern} の形のグループに admin または edit を与えています。`,
  namespaceKey: (key, share) => `Namespace ${of(share)}が ${key} にチーム名を書いています。`,
  files: (kind, count) => `${kind} のファイル ${count} 個に所有者が書かれています。`,
  noTenants:
    "どのチームが何を所有しているかは、このリポジトリからは分かりません。テナントがない間、テナントに関するルールは何も指摘しません。次のように書けます。",
  organisation: "ORGANISATION を GitHub の組織名に置き換えてください。",
  releases: (count) =>
    `環境名の付いた values ファイルが ${count} 個ありますが、どの values でインストールするかはリポジトリに書かれていません。次の内容で正しいか確かめてください。`,
  modules: (count) =>
    `次のリモートモジュール ${count} 個は、何を作るか分かりません。アダプターで指定します。すべての呼び出しは \`sekisho modules\` で一覧できます。`,
  moduleCalls: (count) => `${count} か所`,
  reviewers: "リスクのある変更について、ほかに指定がないときに依頼する相手です。",
  found: (roots, namespaces) => `ルート ${roots} 件と Namespace ${namespaces} 件を読み取りました。`,
  owned: (share, offered) =>
    `この設定では、Namespace ${of(share)}に所有者がいます。${offered ? "所有者の決め方は、確かめるまでコメントにしてあります。" : ""}`,
  written: (path) => `${path} に書き込みました。コメントを読んでからコミットしてください。`,
  printed: (path) => `ファイルには書き込んでいません。--write を付けると ${path} に書き込みます。`,
  exists: (path) => `${path} はすでにあるため、変更しません。提案だけを表示します。`,
  nothingBefore: "このブランチのコミットは 1 つだけで、比べる相手がありません。",
  noHistory: (reason) => `バックテストは行いません: ${reason}`,
  backtesting: (count) => `このブランチの直近の変更 ${count} 件に対する判定:`,
  whole: "履歴全体をページで見るには: sekisho backtest --repo . --max 2000 --html backtest.html",
};
