import type { Locale } from "../../model/configuration.ts";
import type { BranchReconciliation, Explained, PopulationRow } from "../../model/population.ts";

/** What `sekisho ledger population` says. */
export interface PopulationTexts {
  readonly explained: Readonly<Record<Explained, string>>;
  period(from: string, to: string, timezone: string): string;
  commits(count: number): string;
  between(opening: BranchReconciliation["opening"], closing: BranchReconciliation["closing"]): string;
  readonly source: Readonly<Record<BranchReconciliation["source"], string>>;
  readonly unbroken: Readonly<Record<"yes" | "no" | "unknown", string>>;
  broken(from: string, to: string, why: BranchReconciliation["breaks"][number]["why"]): string;
  readonly exceptions: Readonly<Record<PopulationRow["exceptions"][number], string>>;
  readonly columns: readonly [
    ordinal: string,
    commit: string,
    reached: string,
    explained: string,
    pull: string,
    look: string,
  ];
  readonly nothing: string;
  readonly noExceptions: string;
  total(branches: number, commits: number, unexplained: number): string;
}

export function populationTexts(locale: Locale): PopulationTexts {
  return { en, ja }[locale];
}

const short = (commit: string) => commit.slice(0, 12);

const en: PopulationTexts = {
  explained: {
    decision: "decision",
    "out-of-scope": "out of scope",
    automation: "automation",
    "direct-push": "direct push",
    "break-glass": "break-glass",
    "before-installation": "before installation",
    unexplained: "unexplained",
  },
  period: (from, to, timezone) => `${from} to ${to}, both included (${timezone})`,
  commits: (count) => (count === 1 ? "1 commit" : `${count} commits`),
  between: (opening, closing) => {
    const after =
      opening === null ? "from the first on" : `after ${short(opening.commit)} (${opening.ordinal})`;
    return closing === null ? after : `${after}, up to ${short(closing.commit)} (${closing.ordinal})`;
  },
  source: {
    records: "The list of commits is the one that was recorded.",
    history: "The list of commits is the history of the repository that was given.",
  },
  unbroken: {
    yes: "Every commit stands on the one before it.",
    no: "A commit does not stand on the one before it, and nothing recorded says why:",
    unknown: "Whether every commit stands on the one before it was not recorded.",
  },
  broken: (from, to, why) => {
    const reason = {
      rewritten: "the branch was rewritten, as an alert says",
      "too-many-commits": "too many commits at once to follow, as an alert says",
      unknown: "nobody knows why",
    }[why];
    return `${short(from)} is followed by ${short(to)}: ${reason}`;
  },
  exceptions: {
    unexplained: "nothing explains it",
    "merged-without-decision": "what was merged was never decided",
    "merged-against-gate": "the gate was not open",
    bypassed: "the rules were bypassed",
    "not-reviewed": "nobody reviewed the emergency afterwards",
    "record-missing": "what it rests on is missing",
    erased: "what it rests on was erased",
    "not-in-history": "the history does not hold it",
    "not-recorded": "it was not recorded",
  },
  columns: ["", "commit", "reached the branch", "explained by", "pull request", "to be looked into"],
  nothing: "Nothing reached a protected branch in this period.",
  noExceptions: "Nothing is to be looked into.",
  total: (branches, commits, unexplained) =>
    `${branches === 1 ? "1 branch" : `${branches} branches`}, ${en.commits(commits)}, ${unexplained} unexplained`,
};

const ja: PopulationTexts = {
  explained: {
    decision: "判定あり",
    "out-of-scope": "対象外",
    automation: "自動化",
    "direct-push": "直接の push",
    "break-glass": "緊急対応",
    "before-installation": "導入前",
    unexplained: "説明なし",
  },
  period: (from, to, timezone) => `${from} から ${to} まで(両日を含む、${timezone})`,
  commits: (count) => `${count} コミット`,
  between: (opening, closing) => {
    const after =
      opening === null ? "最初のコミットから" : `${short(opening.commit)} (${opening.ordinal}) の次から`;
    return closing === null ? after : `${after} ${short(closing.commit)} (${closing.ordinal}) まで`;
  },
  source: {
    records: "コミットの一覧は、関所の記録によるものです。",
    history: "コミットの一覧は、指定されたリポジトリの履歴によるものです。",
  },
  unbroken: {
    yes: "すべてのコミットが、直前のコミットに続いています。",
    no: "直前のコミットに続いていないコミットがあり、理由の記録がありません:",
    unknown: "コミットが直前のコミットに続いているかは、記録されていません。",
  },
  broken: (from, to, why) => {
    const reason = {
      rewritten: "ブランチが書き換えられました(警告の記録あり)",
      "too-many-commits": "一度に追えないほど多くのコミットがありました(警告の記録あり)",
      unknown: "理由は不明です",
    }[why];
    return `${short(from)} の次が ${short(to)} です。${reason}`;
  },
  exceptions: {
    unexplained: "説明がありません",
    "merged-without-decision": "マージされた内容が判定されていません",
    "merged-against-gate": "ゲートが開いていませんでした",
    bypassed: "ルールが回避されました",
    "not-reviewed": "緊急対応の事後確認がありません",
    "record-missing": "根拠の記録がありません",
    erased: "根拠の記録は消去済みです",
    "not-in-history": "履歴にありません",
    "not-recorded": "記録されていません",
  },
  columns: ["", "コミット", "到達日時", "説明", "pull request", "要確認"],
  nothing: "この期間に、保護されたブランチへ到達したコミットはありません。",
  noExceptions: "確認が必要なコミットはありません。",
  total: (branches, commits, unexplained) =>
    `${branches} ブランチ、${commits} コミット、うち説明なし ${unexplained}`,
};
