import type { ConditionPhrase, PermissionTexts } from "./permission-texts.ts";

export const permissionJa: PermissionTexts = {
  grant: (turn, actions, resources, when, holder) => {
    const what = `${of(resources)}${actions}${within(when)}`;
    switch (turn) {
      case "given":
        return `IAM: ${spaced(to(holder))}${what} を追加`;
      case "taken":
        return `IAM: ${spaced(from(holder))}${what} を削除`;
      case "denied":
        return `IAM: ${spaced(to(holder))}${what} を新たに拒否`;
      case "undenied":
        return `IAM: ${spaced(to(holder))}${what} の拒否を解除`;
    }
  },
  share: (turn, who, actions, resources, when) => {
    const what = `${of(resources)}${actions}${within(when)}`;
    switch (turn) {
      case "given":
        return `${who}に ${what} を許可`;
      case "taken":
        return `${who}に ${what} を許可しなくなる`;
      case "denied":
        return `${who}に ${what} を新たに拒否`;
      case "undenied":
        return `${who}への ${what} の拒否を解除`;
    }
  },
  trust: (turn, who, role, when) => {
    const what = `${role ?? "このロール"}の引き受け${within(when)}`;
    switch (turn) {
      case "given":
        return `${who}に${what}を許可`;
      case "taken":
        return `${who}に${what}を許可しなくなる`;
      case "denied":
        return `${who}に${what}を新たに拒否`;
      case "undenied":
        return `${who}への${what}の拒否を解除`;
    }
  },
  conditions: (what, now, before) => {
    if (now === "") return `${what}: 条件がなくなる（以前は ${before}のみ）`;
    if (before === "") return `${what}: ${now}のみに限定`;
    return `${what}: 条件を「${before}」から「${now}」に変更`;
  },
  denial: (text) => `拒否: ${text}`,
  what: (who, actions, resources) => `${who === null ? "IAM" : who}: ${of(resources)}${actions}`,
  trusted: (who, role) => `${who}による${role ?? "このロール"}の引き受け`,
  attached: (given, policies, _, holder) =>
    given
      ? `IAM: ${to(holder)}ポリシー ${policies} をアタッチ`
      : `IAM: ${from(holder)}ポリシー ${policies} をデタッチ`,
  bounded: (gained, policy, holder) =>
    gained
      ? `IAM: ${from(holder)}アクセス許可の境界 ${policy} を外す`
      : `IAM: ${to(holder)}アクセス許可の境界 ${policy} を設定`,
  clusterAccess: (given, policy, holder, namespaces) =>
    `${given ? to(holder) : from(holder)}クラスターへのアクセス ${policy}${namespaces === null ? " " : `（${namespaces}）`}${given ? "を付与" : "を削除"}`,
  unsure: (text) => `${text}（適用時に決まる値があり、以前から同じ可能性があります）`,
  unread: "IAM: 適用時に決まる部分があり、ほかにも許可される可能性があります",
  same: "IAM: 許可される内容は以前と同じです",
  everythingBut: (members) => `${members} 以外のすべて`,
  everybodyBut: (members) => `${members} を除くすべての人`,
  everybody: "すべての人",
  account: (account) => `アカウント ${account} の全員`,
  service: (name) => `サービス ${name} `,
  federated: (name) => `${name} で認証された ID `,
  unknown: (source) => source ?? "（適用時に決まる値）",
  condition: (phrase, values) => conditionText(phrase, values),
  test: (key, test, values) => `${key} ${test} ${values}`,
  unknownCondition: "適用時に決まる条件",
  all: (conditions) => conditions.join("、"),
  holders: {
    role: (name) => `ロール ${name} `,
    user: (name) => `ユーザー ${name} `,
    group: (name) => `グループ ${name} `,
    policy: (name) => `ポリシー ${name} `,
    resource: (name) => `${name} `,
    permissionSet: (name) => `許可セット ${name} `,
  },
};

function conditionText(phrase: ConditionPhrase, values: string): string {
  switch (phrase) {
    case "endpoint":
      return `VPC エンドポイント ${values} から`;
    case "network":
      return `VPC ${values} から`;
    case "address":
      return `${values} から`;
    case "organisation":
      return `組織 ${values} 内`;
    case "account":
      return `アカウント ${values} から`;
    case "source":
      return `${values} から`;
    case "principal":
      return `${values} による場合`;
    case "service":
      return `${values} 経由`;
    case "passedTo":
      return `${values} に渡す場合`;
    case "subject":
      return `${values} として`;
    case "audience":
      return `オーディエンス ${values} 向け`;
    case "multiFactor":
      return "MFA 使用時";
    case "encrypted":
      return "TLS 使用時";
    case "region":
      return `リージョン ${values} 内`;
  }
}

function of(resources: string | null): string {
  return resources === null ? "" : `${resources} への `;
}

function within(when: string): string {
  return when === "" ? "" : `（${when}）`;
}

/** A name is set apart from the words around it. */
function spaced(text: string): string {
  return text === "" ? "" : `${text} `;
}

function to(holder: string | null): string {
  return holder === null ? "" : `${holder}に`;
}

function from(holder: string | null): string {
  return holder === null ? "" : `${holder}から`;
}
