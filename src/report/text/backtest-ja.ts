import type { Route } from "../../model/decision.ts";
import type { BacktestTexts } from "./backtest-texts.ts";

const routes: Readonly<Record<Route, string>> = {
  pass: "問題なし",
  confirm: "要承諾",
  review: "要確認",
  block: "要修正",
};

export const backtestJa: BacktestTexts = {
  language: "ja",
  title: (repository) => `${repository} のバックテスト`,
  intro: ({ pulls, branch, from, to }) =>
    `${from} から ${to} までに${branch === null ? "" : ` ${branch} へ`}マージされたプルリクエスト ${pulls} 件について、関所ならどう判定したかをまとめました。この端末で git の履歴だけから調べたもので、何もインストールせず、誰にも依頼せず、リポジトリーにも何も書き込んでいません。`,
  outcome: ({ pass, block, review, confirm }) =>
    `${pass.share}（${pass.count} 件）は、誰の確認も待たずに通っていました。確認の依頼が出ていたのは ${review.share}（${review.count} 件）、担当チームの承諾を求めていたのは ${confirm.share}（${confirm.count} 件）、作成者に先に修正を求めていたのは ${block.share}（${block.count} 件）です。`,
  harmless: "すべて、誰の確認も待たずに通っていました。",
  nothingJudged: "判定できたものはありません。理由は下にあります。",
  compared: ({ flips, judged, path }) =>
    flips === 0
      ? `${path} にしても、${judged} 件の結果はどれも変わりません。`
      : `${path} にすると、${judged} 件のうち ${flips} 件の結果が変わります。`,
  routes,
  meanings: {
    pass: "誰にも依頼せず、待ち時間もありません。",
    confirm: "担当チームの一人が、意図した変更であると承諾します。ほかの確認者には依頼しません。",
    review: "設定で指定した確認者の承認が必要です。",
    block: "作成者が先に修正するか、例外承認を受けます。",
  },
  sections: {
    outcome: "判定の内訳",
    months: "月ごとの推移",
    rules: "指摘の多いルール",
    tenants: "テナントごとの内訳",
    flips: "もう一方の設定で変わるもの",
    held: "そのままでは通らなかったプルリクエスト",
    passed: "そのまま通ったプルリクエスト",
    notJudged: "判定していないもの",
    caveats: "この数字に含まれないこと",
    next: "次にすること",
    run: "このレポートについて",
  },
  columns: {
    route: "判定",
    pulls: "件数",
    share: "割合",
    rule: "ルール",
    blocks: "要修正",
    reviews: "要確認",
    confirms: "要承諾",
    advises: "参考",
    alone: "単独",
    tenant: "テナント",
    month: "月",
    pull: "プルリクエスト",
    merged: "マージ日",
    because: "理由",
    before: "変更前",
    after: "変更後",
    why: "理由",
  },
  rulesLead:
    "数字はプルリクエストの件数です。「割合」はそのルールが止めていた割合、「単独」はほかに止める理由がなかった件数で、そのルールを外したときに減る件数に当たります。",
  rulesOthers: (count) => `ほかに ${count} 個のルールが指摘しています。`,
  noRules: "指摘したルールはありません。",
  tenantsLead: "複数のテナントにかかわるプルリクエストは、それぞれに数えています。",
  flipsLead: (path) => `初めの設定から ${path} への変化です。新しい順に並べています。`,
  noFlips: (path) => `${path} にしても、結果が変わるプルリクエストはありません。`,
  noneHeld: "該当するものはありません。",
  more: (count) => `ほか ${count} 件`,
  examples: "例を見る",
  tableOf: "表で見る",
  listOf: (count) => `${count} 件をすべて見る`,
  notJudged: {
    unchanged: "変更されたファイルがありません",
    first: "最初のコミットのため、比べる相手がありません（`sekisho scan` なら全体を判定します）",
    cut: "浅いクローンの端に当たり、これより前の状態がありません",
  },
  failed: (code, detail) =>
    ({
      configuration: `比較元の設定が使えません: ${detail}`,
      git: `git に必要なものがそろっていません: ${detail}`,
      evaluation: `関所が判定に失敗しました（関所の不具合です）: ${detail}`,
    })[code],
  caveats: {
    commits:
      "ブランチ本流のコミットを 1 件のプルリクエストとして数えています。マージとスカッシュはそのまま 1 件ですが、リベースして取り込んだものや直接 push したものは、コミットごとに 1 件になります。",
    merges: "マージコミットだけを数えています。スカッシュ、リベース、直接の push は含みません。",
    afterReview:
      "マージ済みの変更は、すでにレビューを経ています。マージ前に人が見つけた誤りは履歴に残らないため、実際に導入すると、より早い段階でより多く見つかります。",
    people:
      "誰が作成し、どのチームに属し、誰が承認したかは git からは分かりません。それを調べるルールは何も言わず、実際に行われた確認も「依頼が必要」として数えています。",
    now: (path) =>
      path === null
        ? "設定がないため、すべてに既定値を使っています。"
        : `マージ当時の設定にかかわらず、すべてに今の設定（${path}）と今の例外承認を使っています。`,
    own: "設定はそれぞれの当時のもの、ルールは今のものを使っています。",
    plans: "Terraform の plan は git にないため、plan でしか分からないことは含みません。",
    leftOut: (count) =>
      `これより古い ${count} 件は調べていません。--max または --since で範囲を広げられます。`,
    shallow:
      "浅いクローンのため、これより古い履歴がありません。`git fetch --unshallow` で取得できます（actions/checkout では fetch-depth: 0）。",
    notJudged: (count) => `${count} 件は判定できず、割合に含めていません。`,
    unread: (pulls) =>
      `${pulls} 件では、読み取りまたは展開できなかったものがあります。内容は CHG-025 と VAL-008 の指摘にあります。`,
    passedOver: (reasons) => `意図して対象外としたもの（かっこ内はプルリクエストの件数）: ${reasons}。`,
    environments:
      "環境が設定されていません。パスや名前に含まれる一般的な語（prod、staging、dev など）で分からないものは本番とみなすため、依頼が実際に必要な数より多くなっています。",
    tenants:
      "テナントが設定されていません。持ち主に関するルールは何も言わず、確認の依頼はすべて同じ相手に向かいます。",
    open: (pulls) => `ソースから値が分からないという理由だけで止まるものが ${pulls} 件あります。`,
  },
  metIn: (what, pulls) => `${what}（${pulls}）`,
  next: {
    init: "`sekisho init --write` が、リポジトリから分かる環境と所有者をもとに最初の `.github/sekisho.yml` を書き出します。足りないところを書き足し（docs/guides/ja/configuration.md）、`--config .github/sekisho.yml` を付けてもう一度実行してください。",
    rules:
      "一覧の上位のルールを見てください。意味は `sekisho explain ルール` で分かります。求めすぎると思うルールは、`policies` で enforcement やパラメーターを変えられます。",
    against:
      "設定を変える前に、`sekisho backtest --against 変更後.yml` で、結果が変わるプルリクエストを一件ずつ確かめられます。",
    html: "`--html report.html` で、ほかの人に見せるページとして書き出せます。",
    observe:
      "そのうえで App を導入してください。初めは `observe` モードで、判定と記録だけを行い、誰も止めません。",
  },
  run: ({ at, version, policySet, configuration, tip }) =>
    `作成: ${at}、関所 ${version}、ルール ${policySet}、設定: ${configuration}、対象コミット: ${tip} まで。`,
  defaults: "既定値",
  progress: ({ done, total, left }) =>
    `関所: ${total} 件中 ${done} 件を判定しました${left === null ? "" : `（残り約 ${left}）`} …`,
  interrupted: (done, total) =>
    `${total} 件中 ${done} 件で中断しました。判定済みの結果は残っています。同じコマンドを実行すると続きから始まります。`,
  resumed: (count) => `以前の実行の結果を ${count} 件引き継ぎました。`,
  duration: (seconds) =>
    seconds >= 90 ? `${Math.round(seconds / 60)} 分` : `${Math.max(1, Math.round(seconds))} 秒`,
  chart: {
    months: "月ごとのプルリクエスト数と判定。数値は下の表にあります。",
    routes: "判定ごとの割合。数値は隣の表にあります。",
  },
};
