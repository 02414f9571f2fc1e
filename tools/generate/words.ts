export type PageLocale = "en" | "ja";

/** What the pages of the rules say by themselves. */
export interface PageWords {
  readonly index: string;
  readonly intro: string;
  readonly columns: readonly string[];
  readonly families: Readonly<Record<string, string>>;
  readonly rules: (count: number) => string;
  readonly yes: string;
  readonly all: string;
  readonly facts: {
    readonly severity: string;
    readonly production: string;
    readonly elsewhere: string;
    readonly kinds: string;
    readonly fix: string;
    readonly supersedes: string;
    readonly supersededBy: string;
    readonly peers: string;
    readonly policy: string;
  };
  readonly bracketed: (text: string) => string;
  readonly about: string;
  readonly enforcement: Readonly<Record<string, string>>;
  readonly edits: string;
  readonly found: (lines: readonly number[]) => string;
  readonly wouldPass: string;
  readonly parameters: string;
  readonly parameterColumns: readonly string[];
  readonly configuration: string;
  readonly set: string;
  readonly silent: string;
  readonly waive: (command: string) => string;
  readonly ignore: (comment: string) => string;
  readonly references: string;
  readonly other: string;
  readonly base: string;
}

export const pageWords: Readonly<Record<PageLocale, PageWords>> = {
  en: {
    index: "Rules",
    intro:
      "Every rule, by family. The columns for production and elsewhere say what happens where the configuration is silent: `block` (the author fixes it, or gets a waiver), `review` (the reviewers approve), `confirm` (the owning team confirms), `advise` (shown, nothing more), `off`. *Fix*: the edit is shown with what the rule finds. *Examples*: what they are written in; rules about changes show a state before and one after. All of it for machines: [catalogue.json](catalogue.json). How loud each rule is on real files: [table.md](table.md).",
    columns: ["Id", "Rule", "Severity", "Production", "Elsewhere", "Fix", "Examples"],
    families: {
      change: "what a change does to what is there",
      reliability: "staying up",
      resources: "how much may be used",
      security: "who may do what, and what is exposed",
      tenancy: "what belongs to whom",
      validity: "whether it can be applied at all",
    },
    rules: (count) => (count === 1 ? "1 rule" : `${count} rules`),
    yes: "yes",
    all: "All rules",
    facts: {
      severity: "Severity",
      production: "in production",
      elsewhere: "elsewhere",
      kinds: "Looks at",
      fix: "Fix",
      supersedes: "Speaks instead of",
      supersededBy: "Gives way to",
      peers: "Nearest rules of other tools",
      policy: "Policy",
    },
    bracketed: (text) => ` (${text})`,
    about: "About this rule",
    enforcement: {
      block: "the author fixes it, or gets a waiver",
      review: "the reviewers approve",
      confirm: "the owning team confirms",
      advise: "shown, nothing more",
      off: "nothing",
    },
    edits: "the edit is shown with the finding, and as a suggestion where its line is in the change",
    found: (lines) =>
      lines.length === 1
        ? `Sekisho points at line ${lines[0]}.`
        : `Sekisho points at lines ${lines.slice(0, -1).join(", ")} and ${lines.at(-1)}.`,
    wouldPass: "Passes without review:",
    parameters: "Parameters",
    parameterColumns: ["Name", "Meaning", "Type", "Default"],
    configuration: "With this configuration:",
    set: "To set it otherwise ([configuration](GUIDES/configuration.md#rules)):",
    silent: "The rule says nothing while the configuration gives it nothing to compare with.",
    waive: (command) =>
      `Ask on the pull request with ${command}, or write a [waiver](GUIDES/configuration.md#waivers).`,
    ignore: (comment) =>
      `Where the organisation allows it for this rule, ${comment} beside the value does it for good ([ignoring a rule in place](GUIDES/ignoring-in-place.md)).`,
    references: "References",
    other: "日本語",
    base: "before",
  },
  ja: {
    index: "ルール一覧",
    intro:
      "すべてのルールを分類ごとに示します。「本番環境」と「その他の環境」は、設定がない場合の扱いです。`block`（作成者による修正、または例外承認が必要）、`review`（確認者の承認が必要）、`confirm`（所有チームの承諾が必要）、`advise`（参考として表示するだけ）、`off`（無効）。「修正案」は、指摘とともに修正内容を示すルールです。「例の形式」は、例が書かれている形式です。変更に関するルールでは、変更の前と後を示します。機械で読む場合は [catalogue.json](../catalogue.json)、実際のファイルでの指摘の数は [table.md](../table.md) をご覧ください。",
    columns: ["ID", "ルール", "重大度", "本番環境", "その他の環境", "修正案", "例の形式"],
    families: {
      change: "すでにあるものへの変更の影響",
      reliability: "止まらないこと",
      resources: "使ってよい量",
      security: "権限と公開範囲",
      tenancy: "所有者",
      validity: "適用できるかどうか",
    },
    rules: (count) => `${count} 件`,
    yes: "あり",
    all: "すべてのルール",
    facts: {
      severity: "重大度",
      production: "本番環境",
      elsewhere: "その他の環境",
      kinds: "対象",
      fix: "修正案",
      supersedes: "代わりに示すルール",
      supersededBy: "優先されるルール",
      peers: "他のツールの近いルール",
      policy: "ポリシー",
    },
    bracketed: (text) => `（${text}）`,
    about: "このルールについて",
    enforcement: {
      block: "作成者による修正、または例外承認が必要です",
      review: "確認者の承認が必要です",
      confirm: "所有チームの承諾が必要です",
      advise: "参考として表示するだけです",
      off: "何もしません",
    },
    edits: "指摘とともに修正内容を示します。変更した行であれば、suggestion として提案します",
    found: (lines) => `${lines.join("、")} 行目を指摘します。`,
    wouldPass: "確認なしで通るもの:",
    parameters: "パラメーター",
    parameterColumns: ["名前", "意味", "型", "既定値"],
    configuration: "次の設定を前提とします。",
    set: "設定を変えるには、次のように書きます（[設定](GUIDES/configuration.md#ルール)）。",
    silent: "比べるものが設定にない間は、このルールは何も指摘しません。",
    waive: (command) =>
      `pull request で ${command} と書いて申請するか、[例外承認](GUIDES/configuration.md#例外承認)のファイルを追加します。`,
    ignore: (comment) =>
      `このルールについて組織が許可している場合は、値の横に ${comment} と書くと、継続して無視されます（[その場でルールを無視する](GUIDES/ignoring-in-place.md)）。`,
    references: "参考資料",
    other: "English",
    base: "変更前",
  },
};
