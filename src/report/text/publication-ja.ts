import type { Edited, PublicationTexts } from "./publication-texts.ts";
import { refusalsJa } from "./refusals-ja.ts";

const editedWords: Readonly<Record<Edited, string>> = { settings: "設定", policies: "ポリシー" };

export const publicationJa: PublicationTexts = {
  title: {
    passed: "問題ありません",
    passedWithAdvice: (count) => `問題ありません（参考 ${count} 件）`,
    passedWithWaivers: (count) => `問題ありません（例外承認済みの指摘 ${count} 件）`,
    fix: (count) => `修正が ${count} 件必要です`,
    waiting: (who) => `${who} の承認を待っています（作成者の対応は不要です）`,
    waitingAndConfirm: (who, confirmations) =>
      `${who} の承認を待っています（ほかに承諾が ${confirmations} 件必要です）`,
    frozen: (who) => `変更凍結期間中です（${who} の判断を待っています）`,
    confirm: (what) => `承諾が必要です: ${what}`,
    confirmSeveral: (count) => `承諾が ${count} 件必要です`,
    approved: (by) => `${by} が承認しました`,
    confirmed: (by) => `${by} が承諾しました`,
    approvedAndConfirmed: (by, confirmedBy) => `${by} が承認し、${confirmedBy} が承諾しました`,
    breakGlass: (by, until) => `緊急対応（${by}）により ${until} まで通過できます`,
    automation: "問題ありません（自動化アカウントに認められた範囲の変更です）",
    draftFix: (count) => `ドラフト: 修正が ${count} 件必要です`,
    draft: "ドラフト: 修正が必要な点はありません",
    peerApproval: "この変更に関わっていない人の承認を待っています",
    unattributed: (commit) => `コミット ${commit} の作成者を特定できません`,
    observedPass: "観察中: 本来の判定も問題なしです",
    observedFix: (count, rules) => `観察中: 本来は修正が ${count} 件必要です（${rules}）`,
    observedReview: (who, rules) => `観察中: 本来は ${who} に確認を依頼します（${rules}）`,
    observedConfirm: (count, rules) => `観察中: 本来は承諾が ${count} 件必要です（${rules}）`,
    advisedPass: "助言のみ: 問題ありません",
    advised: (count) => `助言のみ: 見直したほうがよい点が ${count} 件あります`,
    configuration: (count) => `設定ファイルに誤りが ${count} 件あります`,
    failedRetrying: "関所の内部障害です（変更内容の問題ではありません）。自動でもう一度評価します",
    failed: "関所の内部障害です（変更内容の問題ではありません）",
  },
  headline: {
    approved: (by) => `${by} が承認しました`,
    confirmed: (by) => `${by} が承諾しました`,
    approvedAndConfirmed: (by, confirmedBy) => `${by} が承認し、${confirmedBy} が承諾しました`,
    breakGlass: (by) => `${by} の緊急対応により通過できます`,
    automation: "問題ありません（自動化アカウントに認められた範囲の変更です）",
    draft: "ドラフトです（修正が必要な点はありません）",
    draftFix: (count) => `ドラフトです（修正が ${count} 件必要です）`,
    peerApproval: "この変更に関わっていない人の承認が必要です",
    unattributed: "作成者を特定できないコミットがあります",
    observing: "観察のみを行っています",
  },
  next: {
    nothingMore: "関所で必要な対応はありません。",
    confirmBySelf: "意図した変更であれば、チェック `sekisho` のボタンで承諾してください。",
    peerApproval: "この変更に関わっていない人が、GitHub で承認してください。",
    unattributed:
      "GitHub アカウントに登録されたメールアドレスでコミットを作り直し、push してください。承認できる人を判断するために必要です。",
    breakGlass: (until) => `${until} までにマージしてください。それ以降は通常の判定に戻ります。`,
    draft: "対応は不要です。ドラフトを解除すると、担当者に確認を依頼します。",
    draftFix: "修正を push してください。ドラフトを解除すると、担当者に確認を依頼します。",
  },
  approval: {
    approved: (by) => `${by} が承認しました。`,
    confirmed: (by) => `${by} が承諾しました。`,
    stands: (by) => `${by} の承認は有効です。承認された内容に変更はありません。`,
    droppedByValues: (by, what) => `${by} の承認は、この変更には及びません。${what}`,
    droppedByFindings: (by, what) => `${by} の承認は、この変更には及びません。${what}`,
    unseen: (by) => `${by} さん: 承認の時点を確認できなかったため、もう一度承認してください。`,
    contributor: (by) =>
      `${by} の承認は有効ではありません。確認の対象となる変更に、本人が関わっているためです。`,
    notAMember: (by, teams) => `${by} の承認は有効ではありません。${teams} のメンバーの承認が必要です。`,
    bot: (by) => `${by} の承認は有効ではありません。人による承認が必要です。`,
    requestedTheWaiver: (by) =>
      `${by} の承認は有効ではありません。この変更が使う例外承認を、本人が申請しているためです。`,
    dismissed: (by) => `${by} の承認は取り消されました。`,
    waitingForDecision: (by) => `${by} の承認は、対象のコミットの評価が済みしだい反映します。`,
    partly: (given, needed) => `必要な承認 ${needed} 件のうち ${given} 件が済んでいます。`,
    newValue: (label, before, after, was) =>
      `${label} ${before} → ${after} は承認後の変更です（承認時は ${was}）。`,
    newFinding: (message) => `承認後に加わった内容: ${message}`,
    otherFinding: (message, was) => `現在の内容: ${message}承認時の内容: ${was}`,
    moreNews: (count) => `ほかに ${count} 件あります。`,
  },
  notice: {
    unattributed: (commits) =>
      `コミット ${commits} の作成者を特定できません。コミットのメールアドレスが、どの GitHub アカウントにも登録されていないためです。`,
    extraApproval: (commits) => `コミット ${commits} の作成者を特定できないため、承認がもう 1 件必要です。`,
    breakGlass: (by, because) => `${by} が緊急対応を行いました。理由: ${because}`,
    breakGlassUntil: (until, reviewBy) =>
      `${until} まで通過できます。${reviewBy} までに、緊急対応を行った人とこの変更に関わった人以外による事後確認が必要です。`,
    breakGlassNotEnough: (until, reviewBy) =>
      `緊急対応は ${until} まで有効ですが、残りの項目は設定により対象外です。${reviewBy} までに、緊急対応を行った人とこの変更に関わった人以外による事後確認が必要です。`,
    automation: "自動化アカウントに認められた範囲の変更のみです。",
    missingTeams: (teams) =>
      `${teams} が GitHub にないか、このアプリから見えないため、確認の依頼も承認もできません。名前が変わった可能性があります。設定の担当者が名前を直す必要があります。書かれている場所は \`sekisho doctor\` で分かります。`,
    otherTeams: (teams) =>
      `GitHub の ${teams} は、設定が指すチームとは別のチームになっています。そのため、確認の依頼も承認もできません。元のチームがどうなったかと、正しいチームの指定方法は \`sekisho doctor\` で分かります。`,
    broken: (count) => `設定ファイルに誤りが ${count} 件あります:`,
    instead: {
      "last-good": "修正されるまでは、誤りのない最後の版を使います。",
      defaults: "誤りのない版がまだないため、修正されるまでは既定の設定を使います。",
      waivers: "修正されるまでは、読み取れた例外承認だけが有効です。",
    },
    announced: (from, rules) =>
      `${from} から、厳しくなった次のルールをこのプルリクエストにも適用します: ${rules}。`,
    effectNone: (edited, decisions) =>
      `過去の判定 ${decisions} 件のうち、この${editedWords[edited]}の変更で結果が変わるものはありません。`,
    effectNothingToCompare: (edited) =>
      `この${editedWords[edited]}の変更による違いを調べるための、過去の判定がまだありません。`,
    effect: (edited, different, decisions, ends) =>
      `過去の判定 ${decisions} 件のうち ${different} 件は、この${editedWords[edited]}の変更で結果が変わります（${ends}）:`,
    effectPending: (edited) =>
      `この${editedWords[edited]}の変更で過去の判定がどう変わるかを調べています。結果はここに表示します。`,
    effectEnds: {
      pass: (count) => `問題なしになるもの ${count} 件`,
      confirm: (count) => `要承諾になるもの ${count} 件`,
      review: (count) => `要確認になるもの ${count} 件`,
      block: (count) => `要修正になるもの ${count} 件`,
      others: (count) => `依頼先だけが変わるもの ${count} 件`,
    },
    effectFailed: (edited, count) =>
      `過去の判定 ${count} 件は、時間切れまたはエラーのため、この${editedWords[edited]}では再判定できませんでした。`,
    effectUnfinished: (count) => `それより古い ${count} 件は、時間内に調べられませんでした。`,
    effectMore: (count) => `ほか ${count} 件`,
    effectUntold: (keys) => `${keys} の変更による違いは、過去の判定からは分かりません。`,
    effectInvalid: (edited, count) =>
      `この変更のままでは${editedWords[edited]}に誤りが ${count} 件あるため、マージしても反映されません:`,
    effectNotRead: (edited) => `この${editedWords[edited]}の変更による違いは、時間内に調べられませんでした。`,
    feedback: (by, ruleId) =>
      `${by} から、${ruleId} の指摘は誤りという報告を受け付けました。判定には影響しません。`,
    observed: (count) => `観察のみのルールによる指摘 ${count} 件（対応不要）`,
    newRules: (rules, _, until) =>
      `${rules} は新しいルールで、${until} までは観察のみです。その翌日からこのプルリクエストにも適用します。`,
    explained: (ruleId, title) => `${ruleId}: ${title}`,
    refused: "**実行しなかったコマンド:**",
  },
  plan: {
    read: (plans) => `このコミットの Terraform のプランも使って判定しました: ${plans}。`,
    from: (plan, run) => `${plan}（${run}）`,
    run: "実行",
    runOfFork: "フォークの実行",
    missing: (plans) => `Terraform のプラン ${plans} はまだ届いていません。届くのを待つことはありません。`,
    underWay: "届ける可能性のあるワークフローが実行中です。",
    trouble: {
      permission:
        "App がワークフローの実行を読めないため、Terraform のプランを探せませんでした。権限「Actions: read」をオーナーが承認する必要があります。",
      unavailable: "GitHub から Terraform のプランを取得できません。あとでもう一度探します。",
    },
    space: "",
  },
  waiver: {
    request: (waiver, ruleId, until, by) =>
      `🎫 ${waiver}: ${by} が ${ruleId} の例外承認（${until} まで）を申請しています。`,
    because: (reason) => `理由: ${reason}`,
    mayGrant: (who, command) => `${who} のメンバーは ${command} で承認できます。`,
    nobodyMayGrant: "承認できるチームが設定されていません。",
    grantCommand: (waiver) => `/sekisho approve ${waiver}`,
    granted: (waiver, ruleId, until, by, requestedBy) =>
      `🎫 ${waiver}: ${requestedBy} が申請した ${ruleId} の例外を、${by} が承認しました（${until} まで）。`,
  },
  refusal: refusalsJa,
  check: {
    reasons: "判定の理由",
    reason: (ruleId, title, enforcement, count) => `${ruleId} ${title}: ${enforcement}（指摘 ${count} 件）`,
    findings: "指摘",
    moreFindings: (count) => `ほか ${count} 件は \`sekisho review\` で確認できます。`,
    decision: (id) => `判定 ${id}`,
    policySet: (id) => `ルール一式 ${id}`,
    versions: (list) => `バージョン: ${list}`,
    commit: (sha) => `コミット ${sha}`,
    entry: (index) => `台帳のエントリー ${index}`,
    signedSize: (size) => `署名時のサイズ ${size}`,
    root: (root) => `ルート ${root}`,
    notSigned: "署名なし",
    annotationsOmitted: (count) =>
      `GitHub に表示できる注釈は 100 件までのため、指摘 ${count} 件には注釈がありません。`,
    tooLong: "長さの都合により、一部を省略しました。`sekisho review` ですべて確認できます。",
    withFix: (message, fix) => `${message}${fix}。`,
  },
  action: {
    recheck: { label: "もう一度評価する", description: "このコミットをもう一度評価します" },
    confirm: { label: "承諾する", description: "意図した変更であることを承諾します（所有チーム）" },
    explain: { label: "説明を見る", description: "理由と直し方をコメントに追記します" },
  },
  group: {
    passed: "マージグループ: 問題ありません",
    approved: "マージグループ: すべて承認済みです",
    fix: (count) => `マージグループ: 修正が ${count} 件必要です`,
    uncovered: (count) => `マージグループ: 承認されていない項目が ${count} 件あります`,
    pulls: (list) => `このマージグループに含まれるプルリクエスト: ${list}`,
    uncoveredTitle: "含まれるプルリクエストの承認が及ばない項目:",
    shut: (pulls) => `マージグループ: ${pulls} は現在マージできません`,
    shutSince: (pulls) =>
      `キューに入ったあとで ${pulls} の状態が変わりました。足りない点は、そのプルリクエストのチェックで確認できます。`,
    lifted: "マージグループ: 緊急対応により通過できます",
    nextShut: "そのプルリクエストをキューから外し、チェックの内容に従って対応してください。",
    nextFix: "プルリクエストをキューから外し、そこで修正を push してください。",
    next: "プルリクエストをキューから外し、ベースブランチの先端を取り込んだうえで、その項目の承認を受けてください。",
  },
  card: {
    namespace: "新しい Namespace",
    owner: "所有者",
    nobody: "まだありません",
    environment: "環境",
    quota: "クォータ",
    access: "アクセス権",
    grant: (subjects, role) => `${subjects}: ${role}`,
    limits: "コンテナーの既定値と上限",
    network: "ネットワークの規則",
    podSecurity: "Pod のセキュリティ",
    none: "なし",
  },
  suggestion: {
    why: (message, ruleId) => `${message}（${ruleId}）`,
  },
};
