import type { Locale } from "../../model/configuration.ts";
import type { CaseFault, ChangedTool, ReplayOutcome, ReplayStage } from "../../model/replay-outcome.ts";
import { visible } from "../neutral.ts";

/** A decision that was replayed. */
export interface ReplayedRow {
  readonly decisionId: string;
  readonly about: string;
  readonly outcome: ReplayOutcome;
}

/** How many decisions came out in which way. */
export type ReplayTally = Readonly<Record<ReplayOutcome["kind"], number>>;

/** One line for each decision, with what belongs to it below. */
export function replayLines({ decisionId, about, outcome }: ReplayedRow, locale: Locale): readonly string[] {
  const words = texts[locale];
  const name = `${decisionId.slice(0, 16)}  ${visible(about)}`;
  const head = `${words.kinds[outcome.kind].padEnd(words.width)}  ${name}`;
  return [head, ...detailOf(outcome, words).map((line) => `  ${line}`)];
}

/** The table at the end. */
export function replayTable(tally: ReplayTally, locale: Locale): readonly string[] {
  const words = texts[locale];
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  const rows = kinds.flatMap((kind) =>
    tally[kind] === 0
      ? []
      : [`${String(tally[kind]).padStart(6)}  ${words.kinds[kind]}: ${words.meanings[kind]}`],
  );
  return ["", words.summary(tally.identical, all), ...rows];
}

const kinds = ["identical", "agrees", "different", "incomplete", "not-recorded", "failed"] as const;

function detailOf(outcome: ReplayOutcome, words: Words): readonly string[] {
  switch (outcome.kind) {
    case "identical":
      return outcome.tools.map((tool) => words.tool(tool));
    case "agrees":
      return outcome.tools.map((tool) => words.tool(tool));
    case "different": {
      const { tools, differences, route, findings } = outcome;
      return [
        ...tools.map((tool) => words.tool(tool)),
        ...(route.recorded === route.replayed ? [] : [words.route(route.recorded, route.replayed)]),
        ...findings.gone.map((name) => `- ${visible(name)}`),
        ...findings.added.map((name) => `+ ${visible(name)}`),
        ...differences.map(({ stage, count, of, detail }) => {
          const how = count === undefined ? "" : ` (${count}/${of})`;
          return `${words.stages[stage]}${how}: ${visible(detail)}`;
        }),
      ];
    }
    case "incomplete":
      return outcome.faults.map((fault) => words.fault(fault));
    case "not-recorded":
      return [];
    case "failed":
      return [`${visible(outcome.reason)}: ${visible(outcome.detail.split("\n")[0] ?? "")}`];
    default:
      return outcome satisfies never;
  }
}

interface Words {
  readonly width: number;
  readonly kinds: Readonly<Record<ReplayOutcome["kind"], string>>;
  readonly meanings: Readonly<Record<ReplayOutcome["kind"], string>>;
  readonly stages: Readonly<Record<ReplayStage, string>>;
  readonly tool: (tool: ChangedTool) => string;
  readonly route: (recorded: string, replayed: string) => string;
  readonly fault: (fault: CaseFault) => string;
  readonly summary: (identical: number, all: number) => string;
}

/** Digests of engines are long: the beginning tells them apart. */
function short(version: string): string {
  return version.length > 40 ? `${version.slice(0, 12)}…` : visible(version);
}

const en: Words = {
  width: 12,
  kinds: {
    identical: "identical",
    agrees: "agrees",
    different: "DIFFERENT",
    incomplete: "INCOMPLETE",
    "not-recorded": "no record",
    failed: "FAILED",
  },
  meanings: {
    identical: "every stage gave the same bytes",
    agrees: "another version made it; the same route and the same findings, in other bytes",
    different: "something came out in another way",
    incomplete: "parts are gone, or are not what was recorded",
    "not-recorded": "it was decided before replays were recorded",
    failed: "it could not be judged again",
  },
  stages: {
    data: "parameters of the rules",
    call: "answers of the policies",
    query: "answers of policies of other tools",
    "foreign-failures": "policies of other tools that could not judge",
    judged: "what the rules found",
    settled: "baseline, enforcement and exceptions",
    routing: "what routing rules see",
    findings: "findings",
    decision: "decision",
    risk: "digest of the risk items",
    report: "report",
  },
  tool: ({ name, recorded, replayed }) =>
    `recorded with ${name} ${short(recorded)}, replayed with ${short(replayed)}`,
  route: (recorded, replayed) => `route: ${recorded} was recorded, ${replayed} came`,
  fault: ({ part, blob, fault }) => {
    const what = {
      case: "the record of what it was made from",
      compiled: "the compiled rules",
      catalogue: "the catalogue of the rules",
      sources: "the organisation's own policies",
      data: "the parameters of the rules",
      configuration: "the configuration",
      task: "date, exceptions and changed paths",
      trace: "calls and places",
      inputs: "inputs of the policies",
      report: "the report",
    }[part];
    const how = {
      missing: "is not in the store. It was erased, or this is another store",
      damaged: "is not what its digest says. Somebody or something changed it after it was recorded",
      "unknown-format": "is of a form that this version does not read. A newer version wrote it",
    }[fault];
    return `${what} ${how}: blob ${visible(blob)}`;
  },
  summary: (identical, all) => `${identical} of ${all} identical`,
};

const ja: Words = {
  width: 6,
  kinds: {
    identical: "一致",
    agrees: "同結論",
    different: "相違",
    incomplete: "欠損",
    "not-recorded": "記録なし",
    failed: "失敗",
  },
  meanings: {
    identical: "すべての段階でバイト単位まで同じ結果になりました",
    agrees: "別のバージョンによる判定です。ルートと検出事項は同じで、バイト列だけが異なります",
    different: "結果が異なりました",
    incomplete: "記録の一部が存在しないか、記録時の内容と異なります",
    "not-recorded": "再現用の記録を始める前の判定です",
    failed: "再判定できませんでした",
  },
  stages: {
    data: "ルールのパラメーター",
    call: "ポリシーの回答",
    query: "他ツールのポリシーの回答",
    "foreign-failures": "判定できなかった他ツールのポリシー",
    judged: "ルールの検出結果",
    settled: "ベースライン・適用レベル・免除",
    routing: "ルーティングルールの入力",
    findings: "検出事項",
    decision: "判定",
    risk: "リスク項目のダイジェスト",
    report: "レポート",
  },
  tool: ({ name, recorded, replayed }) => `記録時 ${name} ${short(recorded)}、再現時 ${short(replayed)}`,
  route: (recorded, replayed) => `ルート: 記録は ${recorded}、再現は ${replayed}`,
  fault: ({ part, blob, fault }) => {
    const what = {
      case: "再現用の記録",
      compiled: "コンパイル済みルール",
      catalogue: "ルールの一覧",
      sources: "組織独自のポリシー",
      data: "ルールのパラメーター",
      configuration: "設定",
      task: "日付・免除・変更パス",
      trace: "呼び出しと位置",
      inputs: "ポリシーの入力",
      report: "レポート",
    }[part];
    const how = {
      missing: "がストアにありません。消去されたか、別のストアを見ています",
      damaged: "の内容がダイジェストと一致しません。記録後に変更されています",
      "unknown-format": "は、このバージョンでは読めない形式です。より新しいバージョンで書かれています",
    }[fault];
    return `${what}${how}: blob ${visible(blob)}`;
  },
  summary: (identical, all) => `${all} 件中 ${identical} 件が一致`,
};

const texts: Readonly<Record<Locale, Words>> = { en, ja };
