import { tenantsJa } from "./tenants-ja.ts";
import type { OperatorTexts } from "./texts.ts";

const because = (state: string) => (state === "" ? "" : `（${state}）`);

export const operatorJa: OperatorTexts = {
  tenants: tenantsJa,
  gate: {
    head: (pull, state) => `${pull} の先頭のコミットで、ゲートは開いています${because(state)}。`,
    merged: (pull, state) => `${pull} で取り込まれ、マージの時点でゲートは開いていました${because(state)}。`,
    group: (pulls) => `${pulls} のマージグループで、判定を通過しています。`,
    directPush: (branch) =>
      `${branch} に直接 push され、その後の判定で誰の承認も要らないと分かったコミットです。`,
    waitingForApproval: (pull) => `${pull} の先頭のコミットで、承認を待っています。`,
    waitingForDecision: (pull) => `${pull} の先頭のコミットで、まだ判定中です。`,
    unknownRepository: (repository) =>
      `${repository} の記録がありません。名前と、App がインストールされているかを確認してください。`,
    unknownCommit: (commit, repository) =>
      `${repository} の ${commit} の記録がありません。プルリクエストの先頭でも、確認済みのマージでもありません。`,
    failed: (pull) => `${pull} の先頭のコミットで、修正が必要です。`,
    groupFailed: (pulls) => `${pulls} のマージグループで、判定を通過しませんでした。`,
    notDecidedConfiguration: (pull) =>
      `${pull} の先頭のコミットですが、ベースの設定ファイルが壊れているため判定できませんでした。`,
    notDecidedFailure: (pull) =>
      `${pull} の先頭のコミットですが、関所の障害で判定できませんでした。自動で再試行します。`,
    superseded: (pull, head) => `以前は ${pull} の先頭でしたが、現在の先頭は別のコミット（${head}）です。`,
    mergedAgainstGate: (pull) => `${pull} で取り込まれましたが、ゲートが開いていないままマージされました。`,
    breakGlassOver: (pull, expired) =>
      `${pull} の先頭のコミットですが、緊急対応の期限（${expired}）が過ぎています。`,
    pushedDirectly: (branch) => `${branch} に直接 push されたコミットで、本来は誰かの確認が必要な変更です。`,
    states: {
      passed: "確認は不要でした",
      approved: "必要な承認がそろっています",
      "break-glass": "緊急対応によるもので、事後の確認が必要です",
      automation: "登録された自動化が許可された範囲だけを変更しています",
      observing: "ここでは観察のみのため、統制の証拠にはなりません",
      advising: "ここでは助言のみのため、統制の証拠にはなりません",
    },
    yes: "可",
    no: "不可",
    waiting: "待機中",
  },
  rollout: {
    observed: (pulls, days, repositories) => `${days} 日間のプルリクエスト ${pulls} 件: ${repositories}`,
    nothing: (since) => `${since} 以降の判定はありません。`,
    columns: ["ルール", "要修正", "要確認・要承諾", "参考", "割合", "異議", "結果"],
    verdicts: {
      quiet: "静か: 強制できます",
      loud: "多すぎるため、まだ強制できません",
      disputed: "異議あり: 先に見直してください",
      unknown: "まだ判断できません",
    },
    enforced: "強制中",
    silent: (rules) => `${rules} 件のルールは何も指摘していません。`,
    erased: (decisions) => `消去済みのレポート ${decisions} 件は、この数に含まれません。`,
    tooFew: (pullsMin, daysMin) =>
      `判断するには、少なくとも ${daysMin} 日間でプルリクエスト ${pullsMin} 件が必要です。`,
    thresholds: (share, disputed) =>
      `要修正または要確認となるプルリクエストが全体の ${share} 以下で、異議が指摘を見た人の ${disputed} 以下のルールを「静か」とします。`,
    suggestion: (share) =>
      `組織の設定ファイルの \`rollout\` に次の行を加えられます。対象期間では、プルリクエストの ${share} が要修正または要確認になっていました。`,
    noSuggestion: "まだ強制できるルールはありません。",
    alreadyEnforced: "静かなルールは、すべて強制済みです。",
  },
  modules: {
    nothing: (roots) => `Terraform のルート ${roots} 件に、リモートモジュールの呼び出しはありません。`,
    head: (calls, modules, unread) =>
      `リモートモジュール ${modules} 件の呼び出し ${calls} 件（うち、読み取れないもの ${unread} 件）`,
    columns: ["モジュール", "呼び出し", "読み取り結果", "アダプター", "対象バージョン"],
    unreadColumns: ["モジュール", "呼び出し", "呼び出しの例"],
    origins: { "built-in": "組み込み", configured: "設定ファイル" },
    everyVersion: "すべて",
    makesNothing: "なし（呼び出しで無効にしています）",
    outside: (calls) => `対象外 ${calls} 件`,
    unread: "アダプターがないため、呼び出しそのものだけを評価します",
    rootsUnread: (folders) => `エンジンが停止したため評価していません: ${folders}`,
    hint: "モジュールが作るものは .github/sekisho.yml のアダプターに書きます。呼び出しの多いモジュールのひな型:",
  },
};
