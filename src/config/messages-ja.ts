import type { ConfigurationMessages, FormatName, ValueKind } from "./messages.ts";
import type { Mark } from "./schema/marks.ts";

const kinds: Readonly<Record<ValueKind, string>> = {
  text: "文字列",
  number: "数値",
  boolean: "true または false",
  list: "リスト",
  map: "マップ",
  nothing: "空",
};

const formats: Readonly<Record<FormatName, string>> = {
  team: "はチームです。「組織/チーム」の形で書いてください。",
  reviewer: "には「組織/チーム」の形のチーム、または owners を書いてください。",
  quantity: "には 500m、2、8Gi のような Kubernetes の数量を 0 以上で書いてください。",
  quotaResource:
    "は割り当ての項目名として使えません。requests.cpu、limits.memory、pods、count/jobs.batch のように書いてください。",
  kubernetesVersion:
    'には "1.25" 以降の Kubernetes のバージョンを、引用符で囲み、パッチ番号なしで書いてください。',
  localDate: "には暦にある日付を YYYY-MM-DD の形で書いてください。",
  timezone: "には Asia/Tokyo のような IANA のタイムゾーンを書いてください。",
  glob: "はパターンとして使えません。空でなく、一つの区切りの中のワイルドカードが 4 個以下である必要があります。",
  name: "には数字以外の文字を含めてください。",
  pageAddress:
    "には https://git.example.com/platform/sekisho/docs/policies のようなアドレスを書いてください。",
  ruleSet:
    "には follow、またはルール一式の SHA-256 ダイジェスト（`sekisho policies history` が表示する、0〜9 と小文字の a〜f の 64 文字）を書いてください。",
  duration: 'には "2 business days" のような期間を書いてください。',
  repository: "には acme/policies のようなリポジトリ名を書いてください。",
  sourceName: "には英小文字、数字、- と _ を 40 文字以内で書いてください。",
  calendar: "には JP のような 2 文字の国名コードを書いてください。",
  freezeOrder: "を from の日付より前にすることはできません。",
  tenantWithoutTeam: "が空です。チームのないテナントには、依頼できる相手がいません。",
  teamTemplate: "は「組織/チーム」の形で、パターンが取り出した名前を波括弧で書いてください。例: acme/{team}",
  ofOwnersFile:
    "はここでは意味を持ちません。対象のパスは CODEOWNERS 自身に書かれています。削除してください。",
  anchor: "には folder、s3、githubRelease のうち一つだけを書いてください。場所ごとに一行を使います。",
  anchorFolder: "には /mnt/anchors のような、. や .. を含まない絶対パスを書いてください。",
  anchorEndpoint:
    "には https://s3.ap-northeast-1.amazonaws.com のような、パスを含まないアドレスを書いてください。",
  anchorName: "に、使えない文字が含まれているか、長さが正しくありません。",
  login: "には GitHub のログイン名を書いてください。",
  waiverId: "には W-12 のような、英数字と点とハイフンの短い名前を書いてください。",
  emptyRules: "にはルールを一つ以上書いてください。",
  emptyScope:
    "には roots、resources、environments のいずれかを書いてください。すべてを対象にする場合は ** と書きます。",
};

const marks: Readonly<Record<Mark, string>> = {
  orgOnly: "組織だけが設定できます",
  raiseOnly: "リポジトリは厳しくすることだけができます",
  addOnly: "リポジトリは項目を追加することだけができます",
  free: "リポジトリは組織が設定していない場合だけ設定できます",
};

export const japanese: ConfigurationMessages = {
  unreadable: "ファイルを読み取れません。リンクであるか、大きすぎます。ここに設定そのものを書いてください。",
  tooLarge: (bytesMax) => `ファイルが ${bytesMax} バイトを超えています。`,
  tooDeep: "ファイルの入れ子が深すぎます。",
  aliases: "定義されていないアンカーがあるか、アンカーの使用が多すぎます。",
  syntax: (detail) => `YAML として読めません: ${detail}`,
  forbiddenKey: (key) => `キー「${key}」は使えません。`,
  duplicateKey: (key) => `キー「${key}」が二度書かれています。`,
  notAMap: "ファイル全体が設定のマップである必要があります。",
  unknownKey: (key) => `「${key}」という設定はありません。`,
  missingKey: (key) => `「${key}」がありません。`,
  wrongKind: (key, expected, actual) =>
    `「${key}」には${kinds[expected]}が必要ですが、${kinds[actual]}になっています。`,
  needsQuotes: (key, value) =>
    `「${key}」には文字列が必要です。"${value}" のように引用符で囲み、意図したとおりに書いてください。`,
  wrongValue: (key, value, allowed) =>
    `「${key}」の値「${value}」は使えません。${allowed.join("、")} のいずれかを書いてください。`,
  wrongFormat: (key, format) => `「${key}」${formats[format]}`,
  outOfRange: (key) => `「${key}」の値が範囲外です。`,
  orgOnly: (key, mark) =>
    `「${key}」は組織のファイルに書いてください。${marks[mark]}（${mark}）。組織のファイルの mayOverride に書かれている場合を除きます。`,
  notOverridable: (key) => `mayOverride にある「${key}」は、リポジトリが持てる設定ではありません。`,
  overruled: (key, mark) =>
    `「${key}」は組織が設定しているため、ここでは効果がありません。${marks[mark]}（${mark}）。`,
  unknownRule: (id) => `「${id}」に当てはまるルールはありません。`,
  unknownParameter: (ruleId, name) => `${ruleId} に「${name}」というパラメーターはありません。`,
  unknownTenant: (name) => `「${name}」というテナントはありません。`,
  unknownEnvironment: (name) => `「${name}」という環境はありません。`,
  unknownFamily: (name) => `「${name}」というルールの種類はありません。`,
  sourceWithoutOrganisation: (key) =>
    `「${key}」のチームがどの組織のものか分かりません。設定に書かれたチームの組織が一つではないため、as: 組織名/{team} を書いてください。`,
  twoOwners: (pattern, first, second) =>
    `「${pattern}」は ${first} と ${second} の両方が所有していますが、共通のチームがありません。`,
  waiver: {
    duplicateId: (id, otherPath) => `例外承認 ${id} は ${otherPath} にもあります。`,
    ownApproval: (id) => `例外承認 ${id} は、申請した人自身が承認しています。`,
    never: (id, ruleId) => `例外承認 ${id} にある ${ruleId} は、誰も免除できません（waivers.never）。`,
    tooLong: (id, days, daysMax) => `例外承認 ${id} の期間は ${days} 日ですが、${daysMax} 日までです。`,
    notYetGranted: (id, granted) => `例外承認 ${id} は ${granted} に始まり、それまでは効果がありません。`,
    order: (id) => `例外承認 ${id} の期限が承認日より前です。`,
  },
};
