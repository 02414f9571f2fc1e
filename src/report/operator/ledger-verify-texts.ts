import type { Locale } from "../../model/configuration.ts";
import type { KeptProblem, LedgerProblem, LedgerVerification } from "../../model/ledger-problem.ts";
import { visible } from "../neutral.ts";

/** What was found in a ledger, beside the checkpoints that it was compared with. */
export interface VerifiedText extends LedgerVerification {
  readonly origin: string | null;
  readonly kept: readonly { readonly where: string; readonly problem: KeptProblem | null }[];
}

/** Line by line: what was looked at, then each thing that is wrong, then what to do. */
export function verifyText(found: VerifiedText, locale: Locale): readonly string[] {
  const texts = { en, ja }[locale];
  const { problems, problemCount, kept } = found;
  const wrong = problemCount > 0 || kept.some(({ problem }) => problem !== null);
  return [
    ...texts.summary(found),
    ...problems.map((problem) => `✗ ${texts.problem(problem)}`),
    ...(problemCount > problems.length ? [texts.more(problemCount - problems.length)] : []),
    ...kept.map(({ where, problem }) =>
      problem === null ? `✓ ${texts.agrees(visible(where))}` : `✗ ${visible(where)}: ${texts.kept(problem)}`,
    ),
    wrong ? texts.whatToDo : texts.whole,
  ];
}

interface Texts {
  summary(found: VerifiedText): readonly string[];
  problem(problem: LedgerProblem): string;
  more(count: number): string;
  agrees(where: string): string;
  kept(problem: KeptProblem): string;
  readonly whole: string;
  readonly whatToDo: string;
}

const en: Texts = {
  summary: ({ size, root, erased, checkpoints, signatures, signedUpTo, origin }) => [
    `Entries      ${size}${erased === 0 ? "" : `, of which ${erased} were erased`}`,
    `Root         ${root}`,
    `Checkpoints  ${checkpoints}, ${origin === null ? "whose signatures were not verified: the ledger names no key" : `of which ${signatures} have a good signature of ${visible(origin)}`}`,
    `Not signed   ${size - signedUpTo} entries`,
  ],
  problem: (problem) => {
    switch (problem.kind) {
      case "missing":
        return `Entries ${problem.from} to ${problem.to - 1} are not there.`;
      case "leaf":
        return `Entry ${problem.index}: its leaf is not one that Sekisho wrote.`;
      case "time":
        return `Entry ${problem.index}: it says an earlier moment than the one before it.`;
      case "order":
        return `Entry ${problem.index}: its record stands before that of the entry before it, or is the same.`;
      case "record-missing":
        return `Entry ${problem.index}: its record is not there.`;
      case "record":
        return `Entry ${problem.index}: its record has another ${problem.field} than the leaf.`;
      case "payload":
        return `Entry ${problem.index}: key, body or salt are not those that the leaf was made of.`;
      case "content-missing":
        return `Entry ${problem.index}: its content is gone, and no erasure in the ledger says so.`;
      case "not-listed":
        return `Record ${problem.sequence} has no entry.`;
      case "node":
        return `Node ${problem.index} of level ${problem.level} is not the hash of the leaves under it.`;
      case "head":
        return `The head of the ledger has another ${problem.field} than its leaves come to.`;
      case "checkpoint":
        return `Checkpoint of ${problem.size} entries: ${checkpointEn[problem.what]}${problem.why === null ? "." : ` (${visible(problem.why)}).`}`;
      case "checkpoints":
        return problem.here < problem.added
          ? `${problem.added} checkpoints were added and ${problem.here} are there: ${problem.added - problem.here} were deleted.`
          : `${problem.added} checkpoints were added and ${problem.here} are there: some were not added by Sekisho.`;
      case "blob":
        return problem.what === "missing"
          ? `The blob ${problem.digest}, which an entry names, is not there.`
          : `The blob ${visible(problem.digest)} has other bytes than those of its digest.`;
      default:
        return problem satisfies never;
    }
  },
  more: (count) => `… and ${count} more.`,
  agrees: (where) => `${where}: the ledger has all of it still.`,
  kept: (problem) => {
    switch (problem.kind) {
      case "rollback":
        return `it covers ${problem.kept} entries and there are ${problem.here}: an older state was put back, or the end was cut off.`;
      case "fork":
        return `the first ${problem.kept} entries are not those that it covers: this is another history.`;
      case "refused":
        return `it cannot be compared with: ${visible(problem.why)}.`;
      default:
        return problem satisfies never;
    }
  },
  whole: "The ledger is whole.",
  whatToDo:
    "The ledger is NOT what was written. Keep the store as it is, for whoever looks into it, and compare with a backup and with the checkpoints that were kept elsewhere.",
};

const checkpointEn = {
  form: "its text is no checkpoint",
  size: "its text says another size",
  root: "its root is not that of the leaves",
  beyond: "it covers more than there is",
  signature: "its signature does not hold",
} as const;

const ja: Texts = {
  summary: ({ size, root, erased, checkpoints, signatures, signedUpTo, origin }) => [
    `エントリー        ${size} 件${erased === 0 ? "" : `(うち消去済み ${erased} 件)`}`,
    `ルート            ${root}`,
    `チェックポイント  ${checkpoints} 件(${origin === null ? "台帳に鍵の記載がないため、署名は検証していません" : `うち ${visible(origin)} の正しい署名があるもの ${signatures} 件`})`,
    `未署名            ${size - signedUpTo} 件`,
  ],
  problem: (problem) => {
    switch (problem.kind) {
      case "missing":
        return `エントリー ${problem.from} から ${problem.to - 1} がありません。`;
      case "leaf":
        return `エントリー ${problem.index}: リーフが Sekisho の書いた形ではありません。`;
      case "time":
        return `エントリー ${problem.index}: 直前のエントリーより前の日時になっています。`;
      case "order":
        return `エントリー ${problem.index}: 対応する記録の順序が入れ替わっているか、重複しています。`;
      case "record-missing":
        return `エントリー ${problem.index}: 対応する記録がありません。`;
      case "record":
        return `エントリー ${problem.index}: 記録の ${problem.field} がリーフと異なります。`;
      case "payload":
        return `エントリー ${problem.index}: キー、本文、ソルトのいずれかが、リーフの元の内容と異なります。`;
      case "content-missing":
        return `エントリー ${problem.index}: 内容がありませんが、それを説明する消去の記録が台帳にありません。`;
      case "not-listed":
        return `記録 ${problem.sequence} に対応するエントリーがありません。`;
      case "node":
        return `レベル ${problem.level} のノード ${problem.index} が、その下のリーフのハッシュと一致しません。`;
      case "head":
        return `台帳の先頭情報の ${problem.field} が、リーフから求めた値と異なります。`;
      case "checkpoint":
        return `${problem.size} 件のチェックポイント: ${checkpointJa[problem.what]}${problem.why === null ? "。" : `(${visible(problem.why)})。`}`;
      case "checkpoints":
        return problem.here < problem.added
          ? `チェックポイントは ${problem.added} 件追加されましたが、${problem.here} 件しかありません。${problem.added - problem.here} 件が削除されています。`
          : `チェックポイントは ${problem.added} 件追加されましたが、${problem.here} 件あります。Sekisho 以外が追加したものが含まれています。`;
      case "blob":
        return problem.what === "missing"
          ? `エントリーが参照するデータ ${problem.digest} がありません。`
          : `データ ${visible(problem.digest)} の中身がダイジェストと一致しません。`;
      default:
        return problem satisfies never;
    }
  },
  more: (count) => `… ほか ${count} 件。`,
  agrees: (where) => `${where}: 台帳はその内容をすべて保っています。`,
  kept: (problem) => {
    switch (problem.kind) {
      case "rollback":
        return `${problem.kept} 件を含みますが、台帳には ${problem.here} 件しかありません。古い状態に戻されたか、末尾が切り取られています。`;
      case "fork":
        return `先頭の ${problem.kept} 件が一致しません。別の履歴です。`;
      case "refused":
        return `比較できません: ${visible(problem.why)}`;
      default:
        return problem satisfies never;
    }
  },
  whole: "証跡台帳に欠けや改変はありません。",
  whatToDo:
    "証跡台帳が書かれたときの内容と一致しません。調査のためストアはそのまま残し、バックアップや別の場所に保管したチェックポイントと比較してください。",
};

const checkpointJa = {
  form: "チェックポイントの形式ではありません",
  size: "本文の件数が異なります",
  root: "ルートがリーフから求めた値と異なります",
  beyond: "台帳にあるより多くの件数を含みます",
  signature: "署名が正しくありません",
} as const;
