import type { Locale } from "../../src/model/configuration.ts";
import type { RuleText } from "../../src/model/report.ts";

type Words = Omit<RuleText, "ruleId" | "waive" | "wouldPass"> & { readonly wouldPass?: string };

const english: Readonly<Record<string, Words>> = {
  "RES-004": {
    title: "Limits within what the tenant may use",
    messages: {
      above: "Container {container} of {workload} may use {limit} of memory; {tenant} may use {cap}.",
    },
    why: "A container that may use 16Gi can starve its neighbours on a 32Gi node.",
    fix: "Lower the limit, or ask for a higher one for your tenant.",
  },
  "RES-002": {
    title: "Memory limit set",
    messages: {
      missing: "Container {container} of {workload} has no memory limit.",
      unknown:
        "Whether container {container} of {workload} has a memory limit cannot be told: the value is not known before it is applied.",
    },
    why: "A container without a memory limit may take all the memory of its node.",
    fix: "Set `resources.limits.memory` to what the container needs at its peak, with some reserve.",
  },
  "CHG-010": {
    title: "Traffic moves in small steps",
    messages: {
      jump: "The share of traffic of `{name}` moves {points} points in one step, {before} → {after}.",
    },
    why: "A step that large shows a fault to most users before anybody sees it.",
    fix: "Move the weight in steps, and watch the error rate between them.",
    wouldPass: "Small steps.",
    wouldPassWith: { jump: "Steps of {most} points or less." },
    numbers: { jump: "{points} points of at most {most}" },
  },
  "CHG-001": {
    title: "Data is not deleted unseen",
    messages: { destroyed: "{address} is destroyed, with the data in it." },
    why: "What a deleted database held is gone, unless a snapshot was taken.",
    fix: "Take a last snapshot, or keep the resource with `removed { lifecycle { destroy = false } }`.",
    wouldPass: "Removing a resource that holds no data.",
  },
  "SEC-020": {
    title: "Image has a version",
    messages: { latest: "The image of container {container} is {image}, which may be another one tomorrow." },
    why: "A tag that moves makes two pods of one Deployment differ.",
    fix: "Name a version, best with its digest.",
  },
  "TEN-003": {
    title: "Things lie in the files of their owner",
    messages: { foreign: "{workload} belongs to {owner}, but its file belongs to {pathOwner}." },
    why: "Who may merge a file must not by that alone change another team's things.",
    fix: "Move it into a file of its owner.",
    wouldPass: "A resource in a file of the team that owns it.",
  },
  "CHG-025": {
    title: "Everything was read",
    messages: { limit_exceeded: "{subject} was not read: {limit}." },
    why: "What was not read may be harmful, and nobody would know.",
    fix: "Split the file, or let a person look at it.",
    wouldPass: "Files that can be read in full.",
  },
  "CHG-031": {
    title: "No changes in a frozen period",
    messages: { frozen: "Changes are frozen from {from} to {to} ({name})." },
    why: "In this period a fault costs more than a delay.",
    fix: "Wait until the period is over, or ask those who decide about it.",
    wouldPass: "The same change outside the period.",
  },
  "CHG-023": {
    title: "The rules themselves are changed by their owners",
    messages: { edited: "{path} decides what is checked, and this change edits it." },
    why: "Whoever may change the rules may switch them off.",
    fix: "Nothing to fix: the policy owners look at it.",
  },
};

const japanese: Readonly<Record<string, Words>> = {
  "RES-004": {
    title: "テナントの上限以内の割り当て",
    messages: {
      above:
        "{workload} のコンテナー {container} のメモリー上限 {limit} は、{tenant} に許可された {cap} を超えています。",
    },
    why: "16Gi まで使えるコンテナーは、32Gi のノードで他のコンテナーを圧迫することがあります。",
    fix: "上限を下げるか、テナントの上限の引き上げを申請してください。",
  },
  "RES-002": {
    title: "メモリー上限の設定",
    messages: {
      missing: "{workload} のコンテナー {container} にメモリー上限がありません。",
      unknown:
        "{workload} のコンテナー {container} にメモリー上限があるかどうか判定できません。適用するまで値が決まらないためです。",
    },
    why: "メモリー上限のないコンテナーは、ノードのメモリーをすべて使い切ることがあります。",
    fix: "`resources.limits.memory` に、ピーク時に必要な量へ少し余裕を加えた値を設定してください。",
  },
  "CHG-010": {
    title: "トラフィックの段階的な移行",
    messages: { jump: "`{name}` への配分が一度に {points} ポイント動きます（{before} → {after}）。" },
    why: "一度に大きく動かすと、誰かが気づく前に多くの利用者へ障害が及びます。",
    fix: "段階を分けて移行し、その間にエラー率を確認してください。",
    wouldPass: "小さな段階に分けた変更であること。",
    wouldPassWith: { jump: "{most} ポイント以内の段階的な変更であること。" },
    numbers: { jump: "{points} ポイント（上限 {most}）" },
  },
  "CHG-001": {
    title: "データの削除の確認",
    messages: { destroyed: "{address} が、保存されたデータとともに削除されます。" },
    why: "スナップショットがない限り、削除したデータベースの内容は元に戻せません。",
    fix: "最後のスナップショットを取るか、`removed { lifecycle { destroy = false } }` で実体を残してください。",
    wouldPass: "データを持たないリソースの削除であること。",
  },
  "SEC-020": {
    title: "イメージのバージョン指定",
    messages: {
      latest: "コンテナー {container} のイメージは {image} です。後日、別の内容に変わることがあります。",
    },
    why: "動くタグを使うと、同じ Deployment の Pod の間で内容が異なることがあります。",
    fix: "バージョンを指定してください。ダイジェストも付けると確実です。",
  },
  "TEN-003": {
    title: "所有者のファイルへの配置",
    messages: { foreign: "{workload} の所有者は {owner} ですが、ファイルの所有者は {pathOwner} です。" },
    why: "ファイルをマージできることだけを根拠に、他のチームのものを変更できてはなりません。",
    fix: "所有者のファイルへ移してください。",
    wouldPass: "所有チームのファイルにあるリソースであること。",
  },
  "CHG-025": {
    title: "すべての読み取り",
    messages: { limit_exceeded: "{subject} を読み取れませんでした（{limit}）。" },
    why: "読み取れなかった内容に問題があっても、誰も気づけません。",
    fix: "ファイルを分割するか、担当者に内容の確認を依頼してください。",
    wouldPass: "すべて読み取れるファイルであること。",
  },
  "CHG-031": {
    title: "変更凍結期間",
    messages: { frozen: "{from} から {to} までは変更凍結期間（{name}）です。" },
    why: "この期間の障害は、変更の遅れよりも大きな影響を及ぼします。",
    fix: "期間が終わるまで待つか、判断する担当者に相談してください。",
    wouldPass: "凍結期間外の変更であること。",
  },
  "CHG-023": {
    title: "ルールの変更の確認",
    messages: { edited: "この変更は、評価の内容を決める {path} を編集しています。" },
    why: "ルールを変更できる人は、ルールを無効にすることもできます。",
    fix: "修正は不要です。ルールの所有者が確認します。",
  },
};

/** Texts as the READMEs of rules give them, for the rules of the goldens. */
export function ruleTexts(locale: Locale): Readonly<Record<string, RuleText>> {
  const words = Object.entries(locale === "en" ? english : japanese);
  return Object.fromEntries(
    words.map(([ruleId, text]) => [
      ruleId,
      { ruleId, waive: "", wouldPass: null, ...text } satisfies RuleText,
    ]),
  );
}
