import type { RegoProblem } from "../../engines/opa.ts";
import type { Locale } from "../../model/configuration.ts";
import type { SourceProblem } from "../../model/policy-sources.ts";

type Sentence = Readonly<Record<Locale, string>>;

/** Everything that can be wrong with a source of policies, in both languages. */
export const sentences = {
  noRego: (kind: string): Sentence => ({
    en: `there is no Rego file below this folder, which policySources names for ${kind}. Correct the path, or take the source out.`,
    ja: `policySources が ${kind} 用に指定しているこのフォルダーには Rego ファイルがありません。path を直すか、この指定を外してください。`,
  }),
  noRules: (namespaces: string): Sentence => ({
    en: `no package that is asked (${namespaces}) has a rule called deny, violation or warn, or one that begins with deny_, violation_ or warn_. Name the packages with \`namespaces\`.`,
    ja: `対象のパッケージ (${namespaces}) に deny・violation・warn、または deny_・violation_・warn_ で始まるルールがありません。\`namespaces\` でパッケージを指定してください。`,
  }),
  noConstraints: (): Sentence => ({
    en: "there is no constraint below this folder: a ConstraintTemplate alone judges nothing. Put its constraints beside it.",
    ja: "このフォルダーには制約（Constraint）がありません。ConstraintTemplate だけでは何も判定されないため、制約も置いてください。",
  }),
  noRouting: (): Sentence => ({
    en: "the package sekisho.routing has neither a rule reasons nor a rule reviewers. Write `package sekisho.routing` and `reasons contains reason if { … }`.",
    ja: "パッケージ sekisho.routing に reasons も reviewers もありません。`package sekisho.routing` と `reasons contains reason if { … }` を書いてください。",
  }),
  routingShape: (name: string, shape: string): Sentence => ({
    en: `${name} is of the type ${shape}, and has to be a set of objects. Write \`${name} contains … if { … }\`.`,
    ja: `${name} の型が ${shape} になっていますが、オブジェクトの集合でなければなりません。\`${name} contains … if { … }\` と書いてください。`,
  }),
  shape: (name: string, shape: string): Sentence => ({
    en: `${name} is of the type ${shape}, and has to be a set of messages. Write \`${name} contains msg if { … }\`.`,
    ja: `${name} の型が ${shape} になっていますが、メッセージの集合でなければなりません。\`${name} contains msg if { … }\` と書いてください。`,
  }),
  elements: (name: string, shape: string): Sentence => ({
    en: `${name} holds values of the type ${shape}; a message is a string, or an object with the string \`msg\`.`,
    ja: `${name} の要素の型が ${shape} になっています。メッセージは文字列か、文字列 \`msg\` を持つオブジェクトでなければなりません。`,
  }),
  tooManyRules: (count: number, countMax: number): Sentence => ({
    en: `the sources have ${count} rules together, and at most ${countMax} are run. Split them, or ask fewer packages.`,
    ja: `ソース全体のルールが ${count} 件あり、上限の ${countMax} 件を超えています。分割するか、対象のパッケージを減らしてください。`,
  }),
  duplicate: (id: string, other: string): Sentence => ({
    en: `the id ${id} is taken by ${other} already. Every rule has an id of its own.`,
    ja: `ID ${id} はすでに ${other} が使っています。ルールごとに別の ID にしてください。`,
  }),
  reserved: (id: string): Sentence => ({
    en: `the id ${id} begins as the ids that Sekisho ships. Use letters of your own, such as ACME-001.`,
    ja: `ID ${id} は Sekisho に同梱のルールと同じ文字で始まっています。ACME-001 のような独自の文字を使ってください。`,
  }),
  metadata: (message: string): Sentence => ({ en: message, ja: `METADATA に誤りがあります: ${message}` }),
  noReadme: (id: string): Sentence => ({
    en: `the rule ${id} has no README.md beside it, which holds its messages.`,
    ja: `ルール ${id} のフォルダーに、メッセージを書いた README.md がありません。`,
  }),
  readme: (detail: string): Sentence => ({ en: detail, ja: detail }),
  data: (detail: string): Sentence => ({
    en: `this data file cannot be read: ${detail}. Name the files that are data with \`data\`, or mend it.`,
    ja: `このデータファイルは読み取れません: ${detail}。データにするファイルを \`data\` で指定するか、直してください。`,
  }),
  dataConflict: (key: string): Sentence => ({
    en: `"${key}" stands in another data file, too, with another value. Name the files that are data with \`data\`.`,
    ja: `"${key}" は別のデータファイルにも異なる値で書かれています。データにするファイルを \`data\` で指定してください。`,
  }),
  manifest: (detail: string): Sentence => ({
    en: `this document cannot be read: ${detail}`,
    ja: `このドキュメントは読み取れません: ${detail}`,
  }),
  templateEngine: (kind: string, engine: string): Sentence => ({
    en: `the template ${kind} is written for ${engine}, and only Rego is run. Give it a \`code\` with \`engine: Rego\`.`,
    ja: `テンプレート ${kind} は ${engine} 用ですが、実行できるのは Rego だけです。\`engine: Rego\` の \`code\` を書いてください。`,
  }),
  templateShape: (kind: string, what: string): Sentence => ({
    en: `the template ${kind} is not complete: ${what}.`,
    ja: `テンプレート ${kind} が不完全です: ${what}。`,
  }),
  constraintKind: (kind: string): Sentence => ({
    en: `no ConstraintTemplate of this source makes the kind ${kind}.`,
    ja: `このソースには種別 ${kind} を定義する ConstraintTemplate がありません。`,
  }),
  parameters: (name: string, detail: string): Sentence => ({
    en: `the parameters of the constraint ${name} do not follow the template's schema: ${detail}.`,
    ja: `制約 ${name} のパラメーターがテンプレートのスキーマに合っていません: ${detail}。`,
  }),
  match: (name: string, detail: string): Sentence => ({
    en: `what the constraint ${name} matches cannot be told: ${detail}.`,
    ja: `制約 ${name} の対象を判断できません: ${detail}。`,
  }),
  engine: (source: string, detail: string): Sentence => ({
    en: `the policies of ${source} could not be compiled: ${detail}.`,
    ja: `${source} のポリシーをコンパイルできませんでした: ${detail}。`,
  }),
} as const;

export function problemAt(path: string, message: Sentence, line = 1, column = 1): SourceProblem {
  return { path, line: Math.max(1, line), column: Math.max(1, column), message };
}

/** What OPA says about a file stays in OPA's words. */
export function regoProblem({ file, row, column, message, instead }: RegoProblem): SourceProblem {
  const said = message.replace(/\.$/, "");
  const text =
    instead === undefined
      ? { en: message, ja: message }
      : { en: `${said}. Use ${instead}.`, ja: `${said}。代わりに ${instead} を使ってください。` };
  return problemAt(file, text, row, column);
}
